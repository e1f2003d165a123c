import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { Stat } from '@/components/stat';
import { useFormat } from '@/lib/format';
import { useExams } from './api';
import { Progress } from './progress';

/** Exams that were handed in: what waits to be marked comes first. */
export default function OverviewPage() {
    const { t } = useTranslation('marking');
    const format = useFormat();
    const exams = useExams();
    const cases = exams.data?.items.reduce((sum, each) => sum + each.openCaseCount, 0) ?? 0;
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack gap="lg">
                <SimpleGrid cols={{ base: 1, xs: 2 }}>
                    <Stat label={t('toMark')} value={exams.data ? format.number(exams.data.items.reduce((sum, each) => sum + each.waitingCount, 0)) : '–'} hint={t('toMarkHint')} />
                    <Stat label={t('copies.title')} value={exams.data ? format.number(cases) : '–'} to="/manage/marking/copies" hint={t('copies.hint')} />
                </SimpleGrid>
                <QueryView query={exams} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={IconChecklist} title={t('noExams')} hint={t('noExamsHint')} />}>
                    {({ items }) => (
                        <DataTable caption={t('exams')} rows={items} rowKey={(exam) => exam.id} href={(exam) => `/manage/marking/${exam.id}`} columns={[
                            { key: 'exam', label: t('exam'), cell: (exam) => exam.title },
                            { key: 'course', label: t('course'), cell: (exam) => exam.courseTitle },
                            { key: 'attempts', label: t('attempts'), end: true, cell: (exam) => format.number(exam.attemptCount) },
                            { key: 'progress', label: t('progress'), width: 220, cell: (exam) => <Progress label={exam.title} done={exam.answerCount - exam.waitingCount} all={exam.answerCount} /> },
                            { key: 'state', label: t('state'), cell: (exam) => (
                                <Group gap={6}>
                                    {exam.waitingCount > 0 ? <Badge className="ah-badge" color="orange">{t('waitingCount', { count: exam.waitingCount })}</Badge> : <Text size="sm" c="dimmed">{t('allMarked')}</Text>}
                                    {exam.openCaseCount > 0 && <Badge className="ah-badge" color="red">{t('caseCount', { count: exam.openCaseCount })}</Badge>}
                                </Group>
                            ) },
                            { key: 'last', label: t('lastHandedIn'), cell: (exam) => exam.submittedAt ? format.dateTime(exam.submittedAt) : '–' },
                        ]} />
                    )}
                </QueryView>
            </Stack>
        </Page>
    );
}
