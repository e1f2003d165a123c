import { Alert, Badge, Button, Paper, Text } from '@mantine/core';
import { IconDownload, IconInfoCircle, IconUsers } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DataTable, type Column } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import type { Attendance } from '@/lib/api/types';
import { useEvent, useLiveEvents } from '@/lib/events';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { saveFile } from '@/lib/save-file';
import { attendance, live } from '../api';
import classes from '../live.module.css';
import { MinuteCharts } from './minute-charts';

type Row = Attendance['items'][number];
const colors: Record<Row['attendance'], string> = { PRESENT: 'green', LATE: 'yellow', LEFT_EARLY: 'orange', ABSENT: 'red' };
const states = ['PRESENT', 'LATE', 'LEFT_EARLY', 'ABSENT'] as const;

/** Who was present for how long. */
export function ReportPage() {
    const { t } = useTranslation('live');
    const format = useFormat();
    const channelId = Number(useParams()['channelId']);
    const lecture = useQuery(live(channelId));
    const query = useQuery({ ...attendance(channelId), refetchInterval: ({ state }) => (state.data?.final === false ? 30_000 : false) });
    const client = useQueryClient();
    useLiveEvents(channelId);
    const readAgain = () => void client.invalidateQueries({ queryKey: keys.attendance(channelId) });
    useEvent('attendance', readAgain);
    useEvent('live', readAgain);
    const save = useMutation({ mutationFn: () => saveFile(`/v1/live/${String(channelId)}/attendance/workbook`, `${t('report.file', { title: lecture.data?.title ?? '' })}.xlsx`) });
    const about = lecture.data && [lecture.data.course, `${format.day(lecture.data.startTime)} ${format.time(lecture.data.startTime)}–${format.time(lecture.data.endTime)}`].join(' · ');
    return (
        <Page>
            <PageHeader title={t('report.title', { title: lecture.data?.title ?? '' })} about={about} back={{ to: `/manage/live/${String(channelId)}`, label: lecture.data?.title ?? t('manage.title') }}
                actions={<Button variant="default" loading={save.isPending} leftSection={<IconDownload size={18} aria-hidden />} onClick={() => { save.mutate(); }}>{t('report.save')}</Button>} />
            {save.isError && <ErrorPanel error={save.error} />}
            <QueryView query={query}>
                {(data) => (
                    <>
                        {!data.final && <Alert icon={<IconInfoCircle aria-hidden />} mb="md">{t('report.notFinal')}</Alert>}
                        <Sums data={data} />
                        {data.items.length === 0 ? <EmptyState icon={IconUsers} title={t('report.empty')} hint={t('report.emptyHint')} /> : <People data={data} />}
                        <MinuteCharts channelId={channelId} />
                    </>
                )}
            </QueryView>
        </Page>
    );
}

function Sums({ data }: { data: Attendance }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    return (
        <dl className={classes['sums']}>
            <Paper className={classes['sum']}><dt>{t('report.length')}</dt><dd>{format.duration(data.lengthSeconds)}</dd></Paper>
            {states.map((state) => (
                <Paper key={state} className={classes['sum']}><dt>{t(`report.state.${state}`)}</dt><dd>{t('report.people', { count: data.items.filter((item) => item.attendance === state).length })}</dd></Paper>
            ))}
        </dl>
    );
}

function People({ data }: { data: Attendance }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const columns: Column<Row>[] = [
        { key: 'name', label: t('report.name'), cell: (row) => row.name },
        { key: 'company', label: t('report.company'), cell: (row) => row.companyName },
        { key: 'state', label: t('report.attendance'), cell: (row) => <Badge className="ah-badge" color={colors[row.attendance]}>{t(`report.state.${row.attendance}`)}</Badge> },
        { key: 'time', label: t('report.present'), width: '28%', cell: (row) => <Minutes row={row} /> },
        { key: 'seen', label: t('report.seen'), cell: (row) => (row.firstSeenAt && row.lastSeenAt ? `${format.time(row.firstSeenAt)}–${format.time(row.lastSeenAt)}` : '–') },
        { key: 'quiz', label: t('report.quiz'), end: true, cell: (row) => data.quizCount === 0 ? '–' : t('report.quizCell', { answered: row.quizAnswered, of: data.quizCount, correct: row.quizCorrect }) },
    ];
    return <DataTable caption={t('report.caption')} columns={columns} rows={data.items} rowKey={(row) => row.userId} />;
}

function Minutes({ row }: { row: Row }) {
    const format = useFormat();
    return (
        <div className={classes['minutes']}>
            <Text size="sm" className="ah-number">{`${format.duration(row.presentSeconds)} · ${String(Math.round(row.ratePercent))}%`}</Text>
            <span className={classes['minutesBar']} aria-hidden><span style={{ inlineSize: `${String(Math.min(100, row.ratePercent))}%` }} /></span>
        </div>
    );
}
