import type { RouteObject } from 'react-router';
import { page } from '@/lib/page';

export const identityRoutes: RouteObject[] = [
    { path: 'signin', ...page(() => import('./signin-page'), 'identity', 'codes') },
    { path: 'signup', ...page(() => import('./signup-page'), 'identity') },
    { path: 'signup/external', ...page(() => import('./external-signup-page'), 'identity') },
    { path: 'external', ...page(() => import('./external-page'), 'identity') },
    { path: 'invitation', ...page(() => import('./invitation-page'), 'identity') },
    { path: 'confirm', ...page(() => import('./confirm-page'), 'identity', 'codes') },
    { path: 'forgot', ...page(() => import('./forgot-page'), 'identity') },
    { path: 'new-password', ...page(() => import('./new-password-page'), 'identity', 'codes') },
];
