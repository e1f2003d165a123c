import type { RouteObject } from 'react-router';
import { Only } from '@/components/only';
import { page } from '@/lib/page';

export const adminRoutes: RouteObject[] = [{
    element: <Only roles={['ADMIN']} />,
    children: [
        { path: 'admin', ...page(() => import('./home-page'), 'admin', 'health') },
        { path: 'admin/settings', ...page(() => import('./settings-page'), 'settings') },
        { path: 'admin/health', ...page(() => import('./health-page'), 'health') },
        { path: 'admin/members', ...page(() => import('./members-page'), 'members') },
        { path: 'admin/members/:userId', ...page(() => import('./member-page'), 'members') },
        { path: 'admin/organisations', ...page(() => import('./organisations-page'), 'organisations') },
        { path: 'admin/institutions/:institutionId', ...page(() => import('./institution-page'), 'organisations', 'members') },
        { path: 'admin/companies/:companyId', ...page(() => import('./company-page'), 'organisations', 'members') },
        { path: 'admin/stuck', ...page(() => import('./stuck-page'), 'stuck') },
        { path: 'admin/backups', ...page(() => import('./backups-page'), 'backups') },
        { path: 'admin/mailbox', ...page(() => import('./mailbox-page'), 'admin') },
        { path: 'admin/mailbox/:mailId', ...page(() => import('./mailbox-page'), 'admin') },
        { path: 'admin/audit', ...page(() => import('./audit-page'), 'audit') },
    ],
}];
