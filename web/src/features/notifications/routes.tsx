import type { RouteObject } from 'react-router';
import { page } from '@/lib/page';

export const notificationsRoutes: RouteObject[] = [
    { path: 'notifications', ...page(() => import('./notifications-page'), 'notifications') },
    { path: 'notifications/settings', ...page(() => import('./settings-page'), 'notifications') },
];

/** Reached from a mail, signed in or not. */
export const unsubscribeRoutes: RouteObject[] = [
    { path: 'unsubscribe', ...page(() => import('./unsubscribe-page'), 'notifications') },
];
