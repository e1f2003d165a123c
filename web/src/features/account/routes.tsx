import type { RouteObject } from 'react-router';
import { page } from '@/lib/page';

export const accountRoutes: RouteObject[] = [
    { path: 'account', ...page(() => import('./account-page'), 'account', 'codes') },
    { path: 'account/second-factor', ...page(() => import('./second-factor-page'), 'factor', 'account', 'codes') },
];
