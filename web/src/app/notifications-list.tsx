import { Popover, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import { api } from '@/lib/api/client';
import type { Notice } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import classes from './layout.module.css';
import { BellFace, useNotices } from './notifications-bell';

/** Comes when the bell was pressed, so it begins open. */
export default function NotificationsList() {
    const { t } = useTranslation();
    const client = useQueryClient();
    const [opened, setOpened] = useState(true);
    const notices = useNotices();
    const change = (open: boolean) => {
        setOpened(open);
        const newest = notices.data?.items[0];
        // Read when the list is closed: while it is open, what is new stays marked.
        if (!open && newest && (notices.data?.unreadCount ?? 0) > 0) {
            void api.post('/v1/notifications/read', { upTo: newest.id }).then(() => client.invalidateQueries({ queryKey: keys.notifications() }), () => undefined);
        }
    };
    return (
        <Popover opened={opened} onChange={change} position="bottom-end" width="min(380px, calc(100vw - 24px))" shadow="md" trapFocus returnFocus>
            <Popover.Target><BellFace onClick={() => { change(!opened); }} /></Popover.Target>
            <Popover.Dropdown p={0} aria-label={t('notifications.title')}>
                <Text fw={650} p="sm">{t('notifications.title')}</Text>
                <div className={classes['notices']} tabIndex={0} role="group" aria-label={t('notifications.title')}>
                    <QueryView query={notices} isEmpty={(data) => data.items.length === 0}
                        empty={<EmptyState plain icon={IconBell} title={t('notifications.empty')} hint={t('notifications.emptyHint')} />}>
                        {(data) => data.items.map((notice) => <NoticeRow key={notice.id} notice={notice} onFollow={() => { change(false); }} />)}
                    </QueryView>
                </div>
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
