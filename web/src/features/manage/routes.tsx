import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const manageRoutes: RouteObject[] = [{
    element: <Only roles={['MANAGER']} />,
    children: [
        { path: 'manage', ...page(() => import('./home-page'), 'manage') },
        { path: 'manage/requests', ...page(() => import('./requests-page'), 'manage') },
        { path: 'manage/requests/:courseProvideId', ...page(() => import('./request-page'), 'manage') },
    ],
}];
