import { Badge, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import { StateBadge } from '@/components/state-badge';
import type { OwnAnalysis } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useOwnAnalysis } from './api';
import { Chart } from './chart';
import { weeksOption } from './lib/options';
import { periodOf } from './lib/period';
import { PeriodPicker } from './period-picker';

/** A trainee's own hours, scores and attendance. */
export default function OwnPage() {
    const { t } = useTranslation(['analysis', 'common']);
    const [period, setPeriod] = useState(periodOf('year'));
    const own = useOwnAnalysis(period);
    return (
        <Page>
            <PageHeader title={t('own.title')} about={t('own.about')} />
            <Stack>
                <PeriodPicker value={period} onChange={setPeriod} />
                <QueryView query={own} skeleton={<PageSkeleton />} isEmpty={({ courses }) => courses.length === 0} empty={<EmptyState icon={IconBook2} title={t('own.empty')} hint={t('own.emptyHint')} />}>
                    {(data) => <Shown data={data} />}
                </QueryView>
            </Stack>
        </Page>
    );
}

function Shown({ data }: { data: OwnAnalysis }) {
    const { t } = useTranslation(['analysis', 'common']);
    const format = useFormat();
    const hours = t('own.hours');
    const option = useMemo(() => weeksOption(data, hours), [data, hours]);
    const sum = (of: (each: OwnAnalysis['courses'][number]) => number) => data.courses.reduce((all, each) => all + of(each), 0);
    const title = (id: number) => data.courses.find(({ courseProvideId }) => courseProvideId === id)?.courseTitle ?? '';
    const percent = (value: number | null | undefined) => (value == null ? '–' : `${String(value)}%`);
    return (
        <Stack gap="xl">
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
                <Stat label={t('own.courses')} value={data.courses.length} />
                <Stat label={t('outlooks.CERTIFIED')} value={data.courses.filter(({ certified }) => certified).length} />
                <Stat label={t('own.credited')} value={format.duration(sum((each) => each.creditedSeconds))} />
                <Stat label={t('own.live')} value={format.duration(sum((each) => each.liveSeconds))} />
            </SimpleGrid>
            <Chart title={t('own.weeks')} about={t('own.weeksHint')} option={option} height={280}
                table={{ head: [t('own.week'), t('fields.course'), t('own.credited'), t('own.live')], rows: data.weeks.map((week) => [week.monday, title(week.courseProvideId), format.duration(week.creditedSeconds), format.duration(week.liveSeconds)]) }}
                empty={data.weeks.length === 0 && <EmptyState icon={IconBook2} plain title={t('own.noWeeks')} hint={t('own.noWeeksHint')} />} />
            <Stack component="section" gap="sm" aria-label={t('own.byCourse')}>
                <Title order={2} size="h3">{t('own.byCourse')}</Title>
                <DataTable caption={t('own.byCourse')} rows={data.courses} rowKey={(row) => row.courseProvideId} href={(row) => `/learn/${String(row.courseProvideId)}`} columns={[
                    { key: 'course', label: t('fields.course'), cell: (row) => row.courseTitle },
                    { key: 'state', label: t('fields.state'), cell: (row) => (row.certified ? <Badge color="green" className="ah-badge">{t('outlooks.CERTIFIED')}</Badge> : <StateBadge state={row.state} />) },
                    { key: 'period', label: t('fields.period'), cell: (row) => format.period(row.beginDate, row.endDate) },
                    { key: 'progress', label: t('fields.progress'), end: true, cell: (row) => percent(row.progressPercent) },
                    { key: 'attendance', label: t('fields.attendance'), end: true, cell: (row) => percent(row.attendancePercent) },
                    { key: 'exam', label: t('fields.exam'), end: true, cell: (row) => row.examAverage ?? '–' },
                    { key: 'hours', label: t('own.credited'), end: true, cell: (row) => format.duration(row.creditedSeconds) },
                    { key: 'live', label: t('own.live'), end: true, cell: (row) => format.duration(row.liveSeconds) },
                ]} />
            </Stack>
        </Stack>
    );
}
