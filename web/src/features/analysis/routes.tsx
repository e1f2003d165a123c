import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const analysisRoutes: RouteObject[] = [
    { element: <Only roles={['MANAGER']} />, children: [{ path: 'manage/analysis', ...page(() => import('./analysis-page'), 'analysis') }] },
    {
        element: <Only roles={['SUPERVISOR']} />,
        children: [
            { path: 'company/dashboard', ...page(() => import('./dashboard-page'), 'analysis') },
            { path: 'company/dashboard/:courseProvideId', ...page(() => import('./dashboard-people-page'), 'analysis') },
        ],
    },
    { element: <Only roles={['EMPLOYEE']} />, children: [{ path: 'my-analysis', ...page(() => import('./own-page'), 'analysis') }] },
];
