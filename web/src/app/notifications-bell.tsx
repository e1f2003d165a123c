import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import type { Account, Notices } from '@/lib/api/types';
import { useEvent, useEventsState } from '@/lib/events';
import { keys } from '@/lib/query-keys';
import { replaceSession } from '@/lib/session';
import { Deferred, type Trigger } from './deferred';
import classes from './layout.module.css';

const load = () => import('./notifications-list');
const NotificationsList = lazy(load);

export function useNotices() {
    return useQuery({ queryKey: keys.bell(), queryFn: () => api.get<Notices>('/v1/notifications') });
}

/** What a notice tells of has changed: what the page shows follows, after the role, which decides what may be asked. */
async function followNotice(client: QueryClient): Promise<void> {
    const before = client.getQueryData<Account | null>(keys.session());
    await client.invalidateQueries({ queryKey: keys.session() });
    const now = client.getQueryData<Account | null>(keys.session());
    if (now && now.role !== before?.role) {
        replaceSession(client, now);
        return;
    }
    for (const key of [keys.requests(), keys.myCourses(), keys.lives(), keys.myAffiliations(), keys.waitingAffiliations(), keys.allEmployees()]) {
        void client.invalidateQueries({ queryKey: key });
    }
}

export function BellFace(trigger: Trigger & { ref?: React.Ref<HTMLButtonElement> }) {
    const { t } = useTranslation();
    const unread = useNotices().data?.unreadCount ?? 0;
    return (
        <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" className={classes['bell'] ?? ''} aria-haspopup="dialog" {...trigger}
            aria-label={unread > 0 ? t('notifications.unread', { count: unread }) : t('notifications.open')}>
            <IconBell size={20} stroke={1.7} aria-hidden />
            {unread > 0 && <span className={classes['count']} data-count={unread > 99 ? '99+' : unread} aria-hidden />}
        </ActionIcon>
    );
}

export function NotificationsBell() {
    const client = useQueryClient();
    const readAgain = () => void client.invalidateQueries({ queryKey: keys.notifications() });
    useEvent('notification', () => {
        readAgain();
        void followNotice(client);
    });
    useEventsState((open) => { if (open) readAgain(); });
    return <Deferred Opened={NotificationsList} load={load} button={(trigger) => <BellFace {...trigger} />} />;
}
