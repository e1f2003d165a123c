import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const welcomeRoutes: RouteObject[] = [{
    element: <Only roles={['NORMAL']} />,
    children: [
        { path: 'welcome', ...page(() => import('./welcome-page'), 'welcome') },
        { path: 'welcome/institution', ...page(() => import('./institution-page'), 'welcome') },
        { path: 'welcome/company', ...page(() => import('./company-page'), 'welcome') },
        { path: 'welcome/join', ...page(() => import('./join-page'), 'welcome') },
    ],
}];
