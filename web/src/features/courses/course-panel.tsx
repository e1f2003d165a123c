import { Button, Divider, Group, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { isStatus } from '@/lib/api/problem';
import type { Course } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useDeleteCourse } from './api';
import type { CourseChange } from './chapters';

/** Beside the curriculum: what the course says of itself, and whether companies can find it. */
export function CoursePanel({ course, change }: { course: Course; change: CourseChange }) {
    const { t } = useTranslation(['courses', 'common']);
    return (
        <Stack>
            <PublishCard course={course} change={change} />
            <Paper p="md">
                <Title order={2} size="h3" mb="sm">{t('panel.details')}</Title>
                <DetailsForm course={course} change={change} />
            </Paper>
            <RemoveCourse course={course} />
        </Stack>
    );
}

function PublishCard({ course, change }: { course: Course; change: CourseChange }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const lessons = course.curriculums.flatMap(({ contents }) => contents);
    const seconds = lessons.reduce((sum, lesson) => sum + (lesson.timeAmountSeconds ?? 0), 0);
    const open = course.state === 'AVAILABLE';
    const busy = change.isPending && change.variables.kind === 'state';
    return (
        <Paper p="md">
            <Stack gap="sm">
                <Title order={2} size="h3">{t('panel.state')}</Title>
                <Text size="sm" c="dimmed">{t(`panel.about.${course.state}`)}</Text>
                <Text size="sm" className="ah-number">
                    {t('chaptersAndLessons', { chapters: course.curriculums.length, lessons: lessons.length })}{seconds > 0 && ` · ${format.duration(seconds)}`}
                </Text>
                <Button variant={open ? 'default' : 'filled'} loading={busy} disabled={!open && lessons.length === 0}
                    onClick={() => { change.mutate({ kind: 'state', state: open ? 'UNAVAILABLE' : 'AVAILABLE' }, { onSuccess: () => { toast(open ? t('panel.closed') : t('panel.opened')); } }); }}>
                    {open ? t('panel.close') : t('panel.open')}
                </Button>
                {!open && lessons.length === 0 && <Text size="sm" c="dimmed">{t('panel.needsLesson')}</Text>}
            </Stack>
        </Paper>
    );
}

function DetailsForm({ course, change }: { course: Course; change: CourseChange }) {
    const { t } = useTranslation(['courses', 'common']);
    const form = useForm({
        initialValues: { title: course.title, introduction: course.introduction, instructor: course.instructor },
        validate: { title: rules.all(rules.required, rules.atMost(255)), introduction: rules.atMost(5000), instructor: rules.atMost(50) },
    });
    const submit = useSubmit(form, async (values) => {
        await change.mutateAsync({ kind: 'details', values });
        form.resetDirty();
        toast(t('saved'));
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack gap="sm">
                {isStatus(submit.error, 422) && <ErrorPanel error={submit.error} />}
                <TextInput label={t('titleField')} required {...form.getInputProps('title')} />
                <TextInput label={t('instructor')} {...form.getInputProps('instructor')} />
                <Textarea label={t('introduction')} autosize minRows={4} maxRows={14} {...form.getInputProps('introduction')} />
                <Group justify="flex-end"><Button type="submit" loading={submit.busy} disabled={!form.isDirty()}>{t('save')}</Button></Group>
            </Stack>
        </form>
    );
}

function RemoveCourse({ course }: { course: Course }) {
    const { t } = useTranslation(['courses', 'common']);
    const navigate = useNavigate();
    const [confirm, dialog] = useConfirm();
    const removeCourse = useDeleteCourse();
    const remove = () => {
        confirm({
            title: t('panel.removeTitle', { title: course.title }), text: t('panel.removeText'), action: t('delete'), danger: true,
            run: async () => {
                await removeCourse(course.id);
                await navigate('/manage/courses');
            },
        });
    };
    return (
        <>
            <Divider />
            <Button variant="subtle" color="red" style={{ alignSelf: 'flex-start' }} onClick={remove}>{t('panel.remove')}</Button>
            {dialog}
        </>
    );
}
