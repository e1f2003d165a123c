import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const progressRoutes: RouteObject[] = [{
    element: <Only roles={['MANAGER', 'SUPERVISOR']} />,
    children: [
        { path: 'progress/:courseProvideId', ...page(() => import('./progress-page'), 'progress') },
        { path: 'progress/:courseProvideId/:userId', ...page(() => import('./record-page'), 'progress') },
    ],
}];
