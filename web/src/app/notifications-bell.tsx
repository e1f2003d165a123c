import { ActionIcon, Indicator, Popover, ScrollArea, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import { api } from '@/lib/api/client';
import type { Notice, Notices } from '@/lib/api/types';
import { useEvent, useEventsState } from '@/lib/events';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import classes from './layout.module.css';

/** What a notice tells of has changed: what the page shows follows, after the role, which decides what may be asked. */
async function followNotice(client: QueryClient): Promise<void> {
    await client.invalidateQueries({ queryKey: keys.session() });
    for (const key of [keys.requests(), keys.myCourses(), keys.lives(), keys.myAffiliations(), keys.waitingAffiliations(), keys.allEmployees()]) {
        void client.invalidateQueries({ queryKey: key });
    }
}

export function NotificationsBell() {
    const { t } = useTranslation();
    const client = useQueryClient();
    const [opened, setOpened] = useState(false);
    const notices = useQuery({ queryKey: keys.notifications(), queryFn: () => api.get<Notices>('/v1/notifications') });
    const readAgain = () => void client.invalidateQueries({ queryKey: keys.notifications() });
    useEvent('notification', () => {
        readAgain();
        void followNotice(client);
    });
    useEventsState((open) => { if (open) readAgain(); });

    const unread = notices.data?.unreadCount ?? 0;
    const change = (open: boolean) => {
        setOpened(open);
        const newest = notices.data?.items[0];
        // Read when the list is closed: while it is open, what is new stays marked.
        if (!open && newest && unread > 0) void api.post('/v1/notifications/read', { upTo: newest.id }).then(readAgain, () => undefined);
    };
    return (
        <Popover opened={opened} onChange={change} position="bottom-end" width="min(380px, calc(100vw - 24px))" shadow="md" trapFocus returnFocus>
            <Indicator disabled={unread === 0} label={unread > 99 ? '99+' : unread} size={18} offset={5} color="red.8">
                <Popover.Target>
                    <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" onClick={() => { change(!opened); }}
                        aria-label={unread > 0 ? t('notifications.unread', { count: unread }) : t('notifications.open')}>
                        <IconBell size={20} stroke={1.7} aria-hidden />
                    </ActionIcon>
                </Popover.Target>
            </Indicator>
            <Popover.Dropdown p={0} aria-label={t('notifications.title')}>
                <Text fw={650} p="sm">{t('notifications.title')}</Text>
                <ScrollArea.Autosize mah="min(60vh, 480px)" tabIndex={0}>
                    <QueryView query={notices} isEmpty={(data) => data.items.length === 0}
                        empty={<EmptyState plain icon={IconBell} title={t('notifications.empty')} hint={t('notifications.emptyHint')} />}>
                        {(data) => data.items.map((notice) => <NoticeRow key={notice.id} notice={notice} onFollow={() => { change(false); }} />)}
                    </QueryView>
                </ScrollArea.Autosize>
            </Popover.Dropdown>
        </Popover>
    );
}

function NoticeRow({ notice, onFollow }: { notice: Notice; onFollow: () => void }) {
    const format = useFormat();
    const inside = (
        <>
            <Text size="sm" fw={notice.readAt ? 500 : 700}>{notice.title}</Text>
            <Text size="sm" c="dimmed">{notice.body}</Text>
            <Text size="xs" c="dimmed" mt={2}>{format.ago(notice.createdAt)}</Text>
        </>
    );
    const look = `${classes['notice'] ?? ''} ${notice.readAt ? '' : classes['unread'] ?? ''}`;
    return notice.link
        ? <Link to={notice.link} className={look} onClick={onFollow}>{inside}</Link>
        : <div className={look}>{inside}</div>;
}
