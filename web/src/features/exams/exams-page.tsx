import { Anchor, Badge, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { useFormat } from '@/lib/format';
import { courseExams, courseList } from './api';
import { ExamStateBadge } from './exam-state-badge';

/** The exams of a course, for its institution. */
export default function ExamsPage() {
    const { t } = useTranslation('exams');
    const format = useFormat();
    const courseId = Number(useParams()['courseId']);
    const exams = useQuery(courseExams(courseId));
    const course = useQuery(courseList()).data?.items.find((each) => each.id === courseId);
    const add = <Button component={Link} to={`/manage/courses/${courseId}/exams/new`} leftSection={<IconPlus size={18} aria-hidden />}>{t('list.add')}</Button>;
    return (
        <Page>
            <PageHeader title={t('list.title')} about={t('list.about')} back={{ to: `/manage/courses/${courseId}`, label: course?.title ?? t('list.course') }} actions={add} />
            <QueryView query={exams} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={IconChecklist} title={t('list.empty')} hint={t('list.emptyHint')} action={add} />}>
                {({ items }) => (
                    <DataTable caption={t('list.title')} rows={items} rowKey={(exam) => exam.id} href={(exam) => `/manage/courses/${courseId}/exams/${exam.id}`}
                        columns={[
                            { key: 'title', label: t('list.exam'), cell: (exam) => exam.title },
                            { key: 'kind', label: t('form.kind'), cell: (exam) => t(`kinds.${exam.kind}`) },
                            { key: 'state', label: t('list.state'), cell: (exam) => <ExamStateBadge state={exam.state} /> },
                            { key: 'questions', label: t('entry.questions'), end: true, cell: (exam) => t('entry.questionCount', { count: exam.questionCount, points: exam.pointsPossible }) },
                            { key: 'weight', label: t('form.weight'), end: true, cell: (exam) => (exam.weight > 0 ? exam.weight : t('entry.practice')) },
                            { key: 'taken', label: t('list.taken'), acts: true, end: true, cell: (exam) => (
                                <Group gap="xs" justify="flex-end" wrap="nowrap">
                                    {exam.waitingCount > 0 && <Badge className="ah-badge" color="orange">{t('list.waiting', { count: exam.waitingCount })}</Badge>}
                                    {exam.submissionCount > 0 ? <Anchor component={Link} to={`/manage/courses/${courseId}/exams/${exam.id}/check`}>{t('list.attempts', { count: exam.submissionCount })}</Anchor> : '–'}
                                </Group>
                            ) },
                            { key: 'updated', label: t('list.updated'), end: true, cell: (exam) => format.ago(exam.updatedAt) },
                        ]} />
                )}
            </QueryView>
        </Page>
    );
}
