import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const certificatesRoutes: RouteObject[] = [
    { path: 'certificates', ...page(() => import('./certificates-page'), 'certificates') },
    {
        element: <Only roles={['MANAGER', 'SUPERVISOR']} />,
        children: [{ path: 'certificates/offerings/:courseProvideId', ...page(() => import('./offering-page'), 'certificates') }],
    },
];

/** For anybody who has a certificate before them. */
export const verifyRoutes: RouteObject[] = [
    { path: 'verify', ...page(() => import('./verify-page'), 'certificates') },
    { path: 'verify/:code', ...page(() => import('./verify-page'), 'certificates') },
];
