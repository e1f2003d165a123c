import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const adminRoutes: RouteObject[] = [{
    element: <Only roles={['ADMIN']} />,
    children: [
        { path: 'admin', ...page(() => import('./home-page'), 'admin') },
        { path: 'admin/mailbox', ...page(() => import('./mailbox-page'), 'admin') },
        { path: 'admin/mailbox/:mailId', ...page(() => import('./mailbox-page'), 'admin') },
        { path: 'admin/audit', ...page(() => import('./audit-page'), 'audit') },
    ],
}];
