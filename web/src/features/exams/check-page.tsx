import { Badge, Button, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconChecklist, IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { Stat } from '@/components/stat';
import { api } from '@/lib/api/client';
import type { CheckedTrainee, CourseProvideSummary, List } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { examCheck, examDetail } from './api';

const colors: Record<CheckedTrainee['state'], string> = { NOT_TAKEN: 'gray', OPEN: 'orange', SUBMITTED: 'blue', MARKED: 'green' };

/** Who took an exam, and who has not. */
export default function CheckPage() {
    const { t } = useTranslation('exams');
    const format = useFormat();
    const courseId = Number(useParams()['courseId']);
    const examId = Number(useParams()['examId']);
    const [offering, setOffering] = useState<string | null>(null);
    const [cursors, setCursors] = useState<string[]>(['']);
    const cursor = cursors.at(-1) ?? '';
    const exam = useQuery(examDetail(courseId, examId));
    const check = useQuery({ ...examCheck(courseId, examId, offering ? Number(offering) : undefined, cursor), placeholderData: keepPreviousData, refetchInterval: (held) => ((held.state.data?.openCount ?? 0) > 0 ? 10_000 : false) });
    const offerings = useQuery({ queryKey: keys.requestList('exams'), queryFn: () => api.get<List<CourseProvideSummary>>('/v1/institutions', { query: { limit: 100 } }) });
    const choices = (offerings.data?.items ?? []).filter((each) => each.courseId === courseId && ['NOT_STARTED', 'ONGOING', 'FINISHED'].includes(each.state))
        .map((each) => ({ value: String(each.id), label: `${each.companyName} · ${format.period(each.beginDate, each.endDate)}` }));
    return (
        <Page width="wide">
            <PageHeader title={t('check.title')} about={exam.data?.title} back={{ to: `/manage/courses/${courseId}/exams/${examId}`, label: exam.data?.title ?? t('list.exam') }}
                actions={<Button component={Link} to={`/manage/marking/${examId}`} variant="default" leftSection={<IconChecklist size={18} aria-hidden />}>{t('check.marking')}</Button>} />
            <Stack>
                <Select aria-label={t('check.offering')} placeholder={t('check.all')} clearable maw={420} value={offering} data={choices} onChange={(value) => { setOffering(value); setCursors(['']); }} />
                <QueryView query={check} isEmpty={({ traineeCount }) => traineeCount === 0} empty={<EmptyState icon={IconUsers} title={t('check.empty')} hint={t('check.emptyHint')} />}>
                    {(data) => (
                        <Stack>
                            <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
                                <Stat label={t('check.trainees')} value={format.number(data.traineeCount)} />
                                <Stat label={t('check.taken')} value={format.number(data.takenCount)} />
                                <Stat label={t('check.writing')} value={format.number(data.openCount)} />
                                <Stat label={t('check.waiting')} value={format.number(data.waitingCount)} />
                                <Stat label={t('check.passed')} value={format.number(data.passedCount)} />
                                <Stat label={t('check.average')} value={typeof data.averageScore === 'number' ? format.number(Math.round(data.averageScore * 10) / 10) : '–'} />
                            </SimpleGrid>
                            <DataTable caption={t('check.title')} rows={data.items} rowKey={(row) => `${row.courseProvideId}-${row.userId}`}
                                columns={[
                                    { key: 'name', label: t('check.name'), cell: (row) => row.name },
                                    { key: 'company', label: t('check.company'), cell: (row) => row.companyName },
                                    { key: 'state', label: t('list.state'), cell: (row) => <Badge className="ah-badge" color={colors[row.state]}>{t(`check.states.${row.state}`)}</Badge> },
                                    { key: 'score', label: t('result.score'), end: true, cell: (row) => (typeof row.bestScore === 'number' ? <>{row.bestScore}{row.passed !== null && row.passed !== undefined && <Text span size="xs" c="dimmed"> {t(row.passed ? 'result.passed' : 'result.failed')}</Text>}</> : '–') },
                                    { key: 'attempts', label: t('entry.attempts'), end: true, cell: (row) => row.attempts.length || '–' },
                                    { key: 'time', label: t('result.time'), end: true, cell: (row) => last(row, (each) => format.duration(each.secondsUsed)) },
                                    { key: 'answered', label: t('result.answered'), end: true, cell: (row) => last(row, (each) => `${each.answeredCount}/${each.questionCount}`) },
                                    { key: 'away', label: t('check.away'), end: true, cell: (row) => last(row, (each) => (each.focusChanges > 0 ? t('check.awayTimes', { count: each.focusChanges, time: format.duration(each.awaySeconds) }) : '–')) },
                                    { key: 'at', label: t('result.at'), end: true, cell: (row) => last(row, (each) => (each.submittedAt ? <>{format.dateTime(each.submittedAt)}{each.submittedBy === 'SERVER' && <Text span size="xs" c="dimmed"> {t('check.byServer')}</Text>}</> : '–')) },
                                ]} />
                            <Text size="sm" c="dimmed">{t('check.awayHint')}</Text>
                            {(cursors.length > 1 || data.nextCursor) && (
                                <Group justify="center">
                                    <Button variant="default" disabled={cursors.length === 1} onClick={() => { setCursors(cursors.slice(0, -1)); }}>{t('check.previous')}</Button>
                                    <Button variant="default" disabled={!data.nextCursor} onClick={() => { setCursors([...cursors, data.nextCursor ?? '']); }}>{t('check.next')}</Button>
                                </Group>
                            )}
                        </Stack>
                    )}
                </QueryView>
            </Stack>
        </Page>
    );
}

function last(row: CheckedTrainee, show: (attempt: CheckedTrainee['attempts'][number]) => ReactNode): ReactNode {
    const attempt = row.attempts.at(-1);
    return attempt ? show(attempt) : '–';
}
