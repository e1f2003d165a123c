import { Button, Group, Paper, SegmentedControl, Stack } from '@mantine/core';
import { IconBell, IconBellCheck, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { NoticeRow } from '@/components/notice-row';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { useReadNotice } from '@/lib/notices';
import { useNoticeList } from './api';

export default function NotificationsPage() {
    const { t } = useTranslation(['notifications', 'common']);
    const [search, setSearch] = useSearchParams();
    const onlyUnread = search.get('show') === 'unread';
    const notices = useNoticeList(onlyUnread);
    const read = useReadNotice();
    const first = notices.data?.pages[0];
    const newest = first?.items[0];
    const unread = first?.unreadCount ?? 0;
    return (
        <Page width="text">
            <PageHeader title={t('title')} about={t('about')} actions={(
                <Button component={Link} to="/notifications/settings" variant="default" leftSection={<IconSettings size={18} aria-hidden />}>{t('settings.title')}</Button>
            )} />
            <Stack>
                <Group justify="space-between">
                    <SegmentedControl aria-label={t('show')} value={onlyUnread ? 'unread' : 'all'} onChange={(next) => { setSearch(next === 'unread' ? { show: 'unread' } : {}, { replace: true }); }}
                        data={[{ value: 'all', label: t('all', { ns: 'common' }) }, { value: 'unread', label: t('unread', { count: unread }) }]} />
                    <Button variant="subtle" disabled={unread === 0 || !newest} loading={read.isPending} onClick={() => { if (newest) read.mutate({ upTo: newest.id }); }}>{t('readAll')}</Button>
                </Group>
                <QueryView query={notices} isEmpty={({ pages }) => pages[0]?.items.length === 0}
                    empty={onlyUnread ? <EmptyState icon={IconBellCheck} title={t('allRead')} hint={t('allReadHint')} />
                        : <EmptyState icon={IconBell} title={t('notifications.empty', { ns: 'common' })} hint={t('notifications.emptyHint', { ns: 'common' })} />}>
                    {({ pages }) => (
                        <Paper p={0} component="ul" m={0} aria-label={t('title')} style={{ listStyle: 'none', overflow: 'hidden' }}>
                            {pages.flatMap(({ items }) => items).map((notice) => (
                                <li key={notice.id}><NoticeRow notice={notice} onRead={() => { read.mutate({ id: notice.id }); }} /></li>
                            ))}
                        </Paper>
                    )}
                </QueryView>
                {notices.hasNextPage && (
                    <Group justify="center"><Button variant="default" loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>{t('more', { ns: 'common' })}</Button></Group>
                )}
            </Stack>
        </Page>
    );
}
