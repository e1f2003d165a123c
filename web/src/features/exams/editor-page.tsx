import { Alert, Button, Group, NumberInput, Paper, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartBar, IconDeviceFloppy, IconEye, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { ErrorPanel } from '@/components/error-panel';
import { useUnsavedGuard } from '@/components/leave-guard';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { isStatus } from '@/lib/api/problem';
import type { Course, ExamDetail, ExamState } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { examDetail, useRemoveExam, useSaveExam } from './api';
import { ExamStateBadge } from './exam-state-badge';
import { blank, fieldsOf, formOf, type Fields } from './lib/form';
import { PaperPreview } from './paper-preview';
import { Parts } from './parts';

export default function EditorPage() {
    const { courseId, examId } = useParams();
    const course = Number(courseId);
    return (
        <Page>
            {examId === undefined ? <Editor key="new" courseId={course} /> : <Existing key={examId} courseId={course} examId={Number(examId)} />}
        </Page>
    );
}

function Existing({ courseId, examId }: { courseId: number; examId: number }) {
    const exam = useQuery({ ...examDetail(courseId, examId), refetchOnWindowFocus: false });
    // Who saves goes on with what was saved; the form is made anew then.
    return <QueryView query={exam} skeleton={<PageSkeleton />}>{(data) => <Editor key={data.version} courseId={courseId} exam={data} />}</QueryView>;
}

const kinds = ['QUIZ', 'MIDTERM', 'FINAL', 'ASSIGNMENT'] as const;
const shown = ['SCORE_AT_ONCE', 'ANSWERS_AT_ONCE', 'ANSWERS_AFTER_CLOSE'] as const;

function Editor({ courseId, exam }: { courseId: number; exam?: ExamDetail }) {
    const { t } = useTranslation(['exams', 'common']);
    const navigate = useNavigate();
    const [fields, setFields] = useState<Fields>(() => (exam ? fieldsOf(exam) : blank));
    const [tried, setTried] = useState(false);
    const [previewed, setPreviewed] = useState(false);
    const save = useSaveExam(courseId);
    const remove = useRemoveExam(courseId);
    const [confirm, dialog] = useConfirm();
    const lessons = useExamLessons(courseId);
    const change = (to: Partial<Fields>) => { setFields((now) => ({ ...now, ...to })); };
    const saved = exam ? JSON.stringify(formOf(fieldsOf(exam), undefined)) : '';
    const dirty = !exam || JSON.stringify(formOf(fields, undefined)) !== saved;
    const { guard, release } = useUnsavedGuard(JSON.stringify(formOf(fields, undefined)) !== (saved || JSON.stringify(formOf(blank, undefined))));
    const noTitle = fields.title.trim() === '';

    const store = async (state?: ExamState) => {
        setTried(true);
        if (noTitle) { document.getElementById('title')?.focus(); return; }
        const made = await save.mutateAsync({ ...(exam && { id: exam.id, version: exam.version }), form: formOf(fields, state) });
        release();
        toast(t('form.saved'));
        if (!exam) await navigate(`/manage/courses/${courseId}/exams/${made.id}`, { replace: true });
    };
    const attempt = (state?: ExamState) => { store(state).catch(() => undefined); };
    const step = (state: ExamState) => {
        confirm({ title: t(`step.${state}.title`), text: t(`step.${state}.text`), action: t(`step.${state}.action`), run: () => store(state) });
    };
    const state = exam?.state ?? 'DRAFT';
    return (
        <>
            <PageHeader title={exam ? exam.title : t('form.new')} back={{ to: `/manage/courses/${courseId}/exams`, label: t('list.title') }} beside={exam && <ExamStateBadge state={exam.state} />}
                actions={(
                    <>
                        {exam && exam.submissionCount > 0 && <Button component={Link} to={`/manage/courses/${courseId}/exams/${exam.id}/check`} variant="default" leftSection={<IconChartBar size={16} aria-hidden />}>{t('check.title')}</Button>}
                        {exam && <Button variant="default" leftSection={<IconEye size={16} aria-hidden />} disabled={dirty || exam.questionCount === 0} onClick={() => { setPreviewed(true); }}>{t('preview.open')}</Button>}
                        {state === 'DRAFT' && exam && <Button variant="light" color="green" disabled={fields.parts.length === 0} onClick={() => { step('OPEN'); }}>{t('step.OPEN.action')}</Button>}
                        {state === 'OPEN' && <Button variant="light" color="orange" onClick={() => { step('CLOSED'); }}>{t('step.CLOSED.action')}</Button>}
                        {state === 'CLOSED' && <Button variant="light" color="green" onClick={() => { step('OPEN'); }}>{t('step.again')}</Button>}
                        <Button leftSection={<IconDeviceFloppy size={16} aria-hidden />} disabled={!dirty} loading={save.isPending} onClick={() => { attempt(); }}>{t('common:save')}</Button>
                    </>
                )} />
            <Stack gap="lg">
                {exam && exam.submissionCount > 0 && <Alert color="blue">{t('form.begun', { count: exam.submissionCount })}</Alert>}
                {save.isError && (isStatus(save.error, 412)
                    ? <Alert color="orange" role="alert" title={t('form.changed')}><Button size="xs" variant="default" mt="xs" onClick={() => { window.location.reload(); }}>{t('form.reload')}</Button></Alert>
                    : <ErrorPanel error={save.error} />)}
                <Paper p="lg" component="section" aria-labelledby="about">
                    <Title order={2} size="h4" id="about" mb="md">{t('form.about')}</Title>
                    <Stack>
                        <TextInput id="title" label={t('form.title')} required maxLength={100} value={fields.title} error={tried && noTitle ? t('form.titleMissing') : undefined} onChange={(event) => { change({ title: event.currentTarget.value }); }} />
                        <Textarea label={t('form.description')} autosize minRows={2} maxRows={8} maxLength={2000} value={fields.description} onChange={(event) => { change({ description: event.currentTarget.value }); }} />
                        <SimpleGrid cols={{ base: 1, sm: 2 }}>
                            <Select label={t('form.kind')} description={t(`form.kindHint.${fields.kind}`)} allowDeselect={false} value={fields.kind} data={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} onChange={(value) => { change({ kind: value as Fields['kind'] }); }} />
                            <Select label={t('form.lesson')} description={t('form.lessonHint')} placeholder={t('form.noLesson')} clearable value={fields.contentId || null} data={lessons} onChange={(value) => { change({ contentId: value ?? '' }); }} />
                        </SimpleGrid>
                    </Stack>
                </Paper>
                <Parts courseId={courseId} parts={fields.parts} onChange={(parts) => { change({ parts }); }} />
                <Paper p="lg" component="section" aria-labelledby="rules">
                    <Title order={2} size="h4" id="rules" mb="md">{t('form.rules')}</Title>
                    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                        <TextInput type="datetime-local" label={t('entry.opens')} description={t('form.opensHint')} value={fields.opensAt} onChange={(event) => { change({ opensAt: event.currentTarget.value }); }} />
                        <TextInput type="datetime-local" label={t('entry.closes')} description={t('form.closesHint')} value={fields.closesAt} onChange={(event) => { change({ closesAt: event.currentTarget.value }); }} />
                        <NumberInput label={t('form.limit')} description={t('form.limitHint')} min={1} max={1440} allowDecimal={false} value={fields.timeLimitMinutes} onChange={(value) => { change({ timeLimitMinutes: value === '' ? '' : Number(value) }); }} />
                        <NumberInput label={t('entry.attempts')} description={t('form.attemptsHint')} min={1} max={20} allowDecimal={false} clampBehavior="strict" value={fields.attempts} onChange={(value) => { change({ attempts: Number(value) || 1 }); }} />
                        <NumberInput label={t('entry.pass')} description={t('form.passHint')} min={0} max={100} allowDecimal={false} clampBehavior="strict" value={fields.passPercent} onChange={(value) => { change({ passPercent: Number(value) || 0 }); }} />
                        <NumberInput label={t('form.weight')} description={t('form.weightHint')} min={0} max={100} allowDecimal={false} clampBehavior="strict" value={fields.weight} onChange={(value) => { change({ weight: Number(value) || 0 }); }} />
                    </SimpleGrid>
                    <Select mt="md" label={t('form.results')} allowDeselect={false} value={fields.resultsShown} data={shown.map((value) => ({ value, label: t(`form.resultsShown.${value}`) }))} onChange={(value) => { change({ resultsShown: value as Fields['resultsShown'] }); }} />
                    <Group mt="lg" gap="xl">
                        <Switch label={t('form.shuffleQuestions')} checked={fields.shuffleQuestions} onChange={(event) => { change({ shuffleQuestions: event.currentTarget.checked }); }} />
                        <Switch label={t('form.shuffleChoices')} checked={fields.shuffleChoices} onChange={(event) => { change({ shuffleChoices: event.currentTarget.checked }); }} />
                    </Group>
                </Paper>
                {exam && (
                    <Group justify="flex-end">
                        {exam.submissionCount > 0 ? <Text size="sm" c="dimmed">{t('remove.begun')}</Text> : (
                            <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => {
                                confirm({ title: t('remove.title'), text: t('remove.text'), action: t('remove.action'), danger: true, run: async () => { await remove.mutateAsync(exam.id); release(); toast(t('remove.done')); await navigate(`/manage/courses/${courseId}/exams`); } });
                            }}>{t('remove.action')}</Button>
                        )}
                    </Group>
                )}
            </Stack>
            {exam && previewed && <PaperPreview courseId={courseId} examId={exam.id} onClose={() => { setPreviewed(false); }} />}
            {dialog}
            {guard}
        </>
    );
}

/** The EXAM lessons of the course. */
function useExamLessons(courseId: number) {
    const course = useQuery({ queryKey: keys.examLessons(courseId), queryFn: () => api.get<Course>(`/v1/courses/${courseId}`) });
    return (course.data?.curriculums ?? []).flatMap((chapter) => chapter.contents.filter((each) => each.type === 'EXAM').map((each) => ({ value: String(each.id), label: `${chapter.title} · ${each.title}` })));
}
