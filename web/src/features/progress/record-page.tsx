import { Alert, Button, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDevices } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton, PageSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import type { TraineeRecord } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useAccount } from '@/lib/session';
import { useRecord, useViewings } from './api';
import { Bars } from './bars';
import { IdentityChecks } from './identity-checks';

export default function RecordPage() {
    const { t } = useTranslation(['progress', 'common']);
    const params = useParams();
    const offering = Number(params['courseProvideId']);
    const user = Number(params['userId']);
    const record = useRecord(offering, user);
    const { role } = useAccount();
    return (
        <Page>
            <PageHeader title={record.data?.trainee.name ?? t('record')} about={record.data?.trainee.email} back={{ to: `/progress/${String(offering)}`, label: t('title') }} />
            <QueryView query={record} skeleton={<PageSkeleton />}>
                {(data) => (
                    <Stack>
                        <Sums record={data} />
                        <Days record={data} />
                        <Lessons record={data} />
                        <Refusals record={data} />
                        {role === 'MANAGER' && <IdentityChecks offering={offering} user={user} />}
                        {role === 'MANAGER' && <Viewings offering={offering} user={user} />}
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}

function Sums({ record: { trainee } }: { record: TraineeRecord }) {
    const { t } = useTranslation('progress');
    const format = useFormat();
    return (
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
            <Stat label={t('progress')} value={`${String(trainee.progressPercent)}%`} hint={t(`paces.${trainee.pace}`)} />
            <Stat label={t('lessons')} value={trainee.completedCount} />
            <Stat label={t('credited')} value={format.duration(trainee.creditedSeconds)} />
            <Stat label={t('last')} value={trainee.lastStudiedAt ? format.ago(trainee.lastStudiedAt) : '–'} />
        </SimpleGrid>
    );
}

function Days({ record: { days } }: { record: TraineeRecord }) {
    const { t } = useTranslation('progress');
    const format = useFormat();
    const latest = days.slice(-14);
    if (latest.length === 0) return null;
    return (
        <Paper p="md" component="section" aria-labelledby="days">
            <Title order={2} size="h3" id="days" mb="md">{t('days')}</Title>
            <Bars label={t('days')} bars={latest.map((each) => ({
                key: each.day, label: each.day.slice(5).replace('-', '/'), value: Math.round(each.creditedSeconds / 60), strong: true,
                said: t('onDay', { day: format.date(each.day), credited: format.duration(each.creditedSeconds), spent: format.duration(each.spentSeconds) }),
            }))} />
        </Paper>
    );
}

function Lessons({ record: { curriculums } }: { record: TraineeRecord }) {
    const { t } = useTranslation('progress');
    const format = useFormat();
    const rows = curriculums.flatMap((chapter) => chapter.contents.map((lesson) => ({ ...lesson, chapter: chapter.title })));
    return (
        <Stack gap="sm" component="section">
            <Title order={2} size="h3">{t('lessonsOf')}</Title>
            <DataTable caption={t('lessonsOf')} rows={rows} rowKey={(each) => each.id} columns={[
                { key: 'title', label: t('lesson'), cell: (each) => each.title },
                { key: 'chapter', label: t('chapter'), cell: (each) => each.chapter },
                { key: 'state', label: t('state'), cell: (each) => t(`states.${each.state}`) },
                { key: 'percent', label: t('progress'), cell: (each) => `${String(each.progressPercent)}%`, end: true },
                { key: 'credited', label: t('credited'), cell: (each) => `${format.clock(each.creditedSeconds)} / ${format.clock(each.approvedSeconds)}`, end: true },
            ]} />
        </Stack>
    );
}

function Refusals({ record: { refusals } }: { record: TraineeRecord }) {
    const { t } = useTranslation('progress');
    const format = useFormat();
    if (refusals.length === 0) return null;
    return (
        <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('refusals')}>
            <Text size="sm" mb="xs">{t('refusalsHint')}</Text>
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                {refusals.map((each) => <li key={each.reason}>{t('refusal', { reason: t(`reasons.${each.reason}`, { defaultValue: each.reason }), count: each.occurrences, at: format.dateTime(each.lastAt) })}</li>)}
            </ul>
        </Alert>
    );
}

function Viewings({ offering, user }: { offering: number; user: number }) {
    const { t } = useTranslation(['progress', 'common']);
    const format = useFormat();
    const viewings = useViewings(offering, user);
    return (
        <Stack gap="sm" component="section">
            <Title order={2} size="h3">{t('viewings')}</Title>
            <QueryView query={viewings} skeleton={<ListSkeleton rows={3} />} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={IconDevices} title={t('noViewings')} />}>
                {({ pages }) => (
                    <>
                        <DataTable caption={t('viewings')} rows={pages.flatMap(({ items }) => items)} rowKey={(each) => each.id} columns={[
                            { key: 'lesson', label: t('lesson'), cell: (each) => each.lesson },
                            { key: 'opened', label: t('opened'), cell: (each) => format.dateTime(each.openedAt) },
                            { key: 'heard', label: t('lastHeard'), cell: (each) => format.dateTime(each.lastHeardAt) },
                            { key: 'credited', label: t('earned'), cell: (each) => format.clock(each.creditedSeconds), end: true },
                            { key: 'address', label: t('address'), cell: (each) => each.address },
                            { key: 'device', label: t('device'), cell: (each) => <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{each.device}</Text> },
                        ]} />
                        {viewings.hasNextPage && <Button variant="default" loading={viewings.isFetchingNextPage} onClick={() => void viewings.fetchNextPage()}>{t('common:more')}</Button>}
                    </>
                )}
            </QueryView>
        </Stack>
    );
}
