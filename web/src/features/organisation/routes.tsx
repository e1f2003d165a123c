import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const organisationRoutes: RouteObject[] = [
    { element: <Only roles={['EMPLOYEE', 'SUPERVISOR']} />, children: [{ path: 'my-company', ...page(() => import('./company-page'), 'organisation') }] },
    {
        element: <Only roles={['MANAGER']} />,
        children: [
            { path: 'manage/institution', ...page(() => import('./institution-page'), 'organisation') },
            { path: 'manage/rules', ...page(() => import('./rules-page'), 'organisation') },
            { path: 'manage/staff', ...page(() => import('./staff-page'), 'organisation') },
        ],
    },
];
