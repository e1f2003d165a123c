import { ActionIcon, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notice } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './notice-row.module.css';

interface Props { notice: Notice; onRead: () => void; onFollow?: () => void }

/** One notice: following it reads it, and so does its own button. */
export function NoticeRow({ notice, onRead, onFollow }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const unread = !notice.readAt;
    const inside = (
        <>
            <Text size="sm" fw={unread ? 700 : 500}>{notice.title}</Text>
            <Text size="sm" c="dimmed">{notice.body}</Text>
            <Text size="xs" c="dimmed" mt={2}>{format.ago(notice.createdAt)}</Text>
        </>
    );
    const follow = () => {
        if (unread) onRead();
        onFollow?.();
    };
    return (
        <div className={`${classes['row'] ?? ''} ${unread ? classes['unread'] ?? '' : ''}`}>
            {notice.link ? <Link to={notice.link} className={classes['said']} onClick={follow}>{inside}</Link> : <div className={classes['said']}>{inside}</div>}
            {unread && (
                <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" className={classes['read'] ?? ''} title={t('notifications.read')} aria-label={t('notifications.readOf', { title: notice.title })} onClick={onRead}>
                    <IconCheck size={18} aria-hidden />
                </ActionIcon>
            )}
        </div>
    );
}
