import { Anchor, Button, Group, Popover, Text } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { NoticeRow } from '@/components/notice-row';
import { QueryView } from '@/components/query-view';
import { useReadNotice } from '@/lib/notices';
import classes from './layout.module.css';
import { BellFace, useNotices } from './notifications-bell';

/** Comes when the bell was pressed, so it begins open. */
export default function NotificationsList() {
    const { t } = useTranslation();
    const [opened, setOpened] = useState(true);
    const notices = useNotices();
    const read = useReadNotice();
    const newest = notices.data?.items[0];
    const close = () => { setOpened(false); };
    return (
        <Popover opened={opened} onChange={setOpened} position="bottom-end" width="min(400px, calc(100vw - 24px))" shadow="md" trapFocus returnFocus>
            <Popover.Target><BellFace onClick={() => { setOpened(!opened); }} /></Popover.Target>
            <Popover.Dropdown p={0} aria-label={t('notifications.title')}>
                <Group justify="space-between" p="xs" ps="sm" wrap="nowrap">
                    <Text fw={650}>{t('notifications.title')}</Text>
                    <Button variant="subtle" size="compact-sm" disabled={!newest || notices.data?.unreadCount === 0} onClick={() => { if (newest) read.mutate({ upTo: newest.id }); }}>{t('notifications.readAll')}</Button>
                </Group>
                <div className={classes['notices']} tabIndex={0} role="group" aria-label={t('notifications.title')}>
                    <QueryView query={notices} isEmpty={(data) => data.items.length === 0}
                        empty={<EmptyState plain icon={IconBell} title={t('notifications.empty')} hint={t('notifications.emptyHint')} />}>
                        {(data) => data.items.map((notice) => <NoticeRow key={notice.id} notice={notice} onRead={() => { read.mutate({ id: notice.id }); }} onFollow={close} />)}
                    </QueryView>
                </div>
                <Group justify="space-between" p="sm" className={classes['below'] ?? ''}>
                    <Anchor component={Link} to="/notifications" size="sm" onClick={close}>{t('notifications.all')}</Anchor>
                    <Anchor component={Link} to="/notifications/settings" size="sm" onClick={close}>{t('notifications.settings')}</Anchor>
                </Group>
            </Popover.Dropdown>
        </Popover>
    );
}
