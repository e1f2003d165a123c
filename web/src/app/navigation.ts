import { IconArchive, IconBook2, IconBroadcast, IconBuilding, IconCertificate, IconChartBar, IconChecklist, IconHistory, IconHome, IconHourglass, IconInbox, IconListCheck, IconMail, IconMessages, IconSearch, IconServer2, IconSparkles, IconUsers, type Icon } from '@tabler/icons-react';
import type { Role } from '@/lib/api/types';

export interface Entry { to: string; label: string; icon: Icon; exact?: boolean; live?: boolean; desk?: boolean; counted?: 'marking' }

/** What each role finds in the header (and at the bottom of a phone). `live`: only where live lectures are on; `desk`: on a phone the home page leads there; `counted`: with the number of what waits. */
export const navigation: Record<Role, Entry[]> = {
    NORMAL: [{ to: '/welcome', label: 'nav.welcome', icon: IconSparkles }],
    EMPLOYEE: [
        { to: '/learn', label: 'nav.learn', icon: IconBook2 },
        { to: '/live', label: 'nav.live', icon: IconBroadcast, live: true },
        { to: '/certificates', label: 'nav.certificates', icon: IconCertificate },
        { to: '/my-analysis', label: 'nav.ownAnalysis', icon: IconChartBar, desk: true },
        { to: '/my-company', label: 'nav.myCompany', icon: IconBuilding },
    ],
    SUPERVISOR: [
        { to: '/company', label: 'nav.company', icon: IconBuilding, exact: true },
        { to: '/company/dashboard', label: 'nav.dashboard', icon: IconChartBar },
        { to: '/company/catalog', label: 'nav.catalog', icon: IconSearch },
        { to: '/company/employees', label: 'nav.employees', icon: IconUsers },
    ],
    MANAGER: [
        { to: '/manage', label: 'nav.home', icon: IconHome, exact: true },
        { to: '/manage/courses', label: 'nav.courses', icon: IconBook2 },
        { to: '/manage/requests', label: 'nav.requests', icon: IconInbox },
        { to: '/manage/questions', label: 'nav.questions', icon: IconListCheck, desk: true },
        { to: '/manage/boards', label: 'nav.boards', icon: IconMessages, desk: true },
        { to: '/manage/marking', label: 'nav.marking', icon: IconChecklist, desk: true, counted: 'marking' },
        { to: '/manage/live', label: 'nav.live', icon: IconBroadcast, live: true },
        { to: '/manage/analysis', label: 'nav.analysis', icon: IconChartBar, desk: true },
        { to: '/manage/staff', label: 'nav.staff', icon: IconUsers },
    ],
    ADMIN: [
        { to: '/admin', label: 'nav.admin', icon: IconServer2, exact: true },
        { to: '/admin/members', label: 'nav.members', icon: IconUsers },
        { to: '/admin/organisations', label: 'nav.organisations', icon: IconBuilding },
        { to: '/admin/stuck', label: 'nav.stuck', icon: IconHourglass },
        { to: '/admin/mailbox', label: 'nav.mailbox', icon: IconMail },
        { to: '/admin/backups', label: 'nav.backups', icon: IconArchive, desk: true },
        { to: '/admin/audit', label: 'nav.audit', icon: IconHistory, desk: true },
    ],
};
