import { Anchor, Button, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconBulb, IconCircleCheck, IconCopy, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { Course, Finding } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useCopyCourse, useCourseCheck, useDeleteCourse } from './api';
import type { Builder } from './use-builder';

interface Props { course: Course; builder: Builder; show: (finding: Finding) => void }

/** Beside the lessons: whether companies can find the course, what it lacks, and what else can be done with it. */
export function BuilderSide({ course, builder, show }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    return (
        <Stack>
            <PublishCard course={course} builder={builder} show={show} />
            {course.taught && <Paper p="md"><Text size="sm" c="dimmed">{t('panel.taught')}</Text></Paper>}
            <Acts course={course} />
        </Stack>
    );
}

function PublishCard({ course, builder, show }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const check = useCourseCheck(course);
    const lessons = course.curriculums.flatMap(({ contents }) => contents);
    const seconds = lessons.reduce((sum, lesson) => sum + (lesson.timeAmountSeconds ?? 0), 0);
    const open = course.state === 'AVAILABLE';
    const items = check.data?.items ?? [];
    const publish = () => {
        builder.run({ kind: 'state', state: open ? 'UNAVAILABLE' : 'AVAILABLE' }).then(() => { toast(open ? t('panel.closed') : t('panel.opened')); }, () => undefined);
    };
    return (
        <Paper p="md" component="section" aria-labelledby="publish">
            <Stack gap="sm">
                <Title order={2} size="h3" id="publish">{t('panel.state')}</Title>
                <Text size="sm" c="dimmed">{t(`panel.about.${course.state}`)}</Text>
                <Text size="sm" className="ah-number">
                    {t('chaptersAndLessons', { chapters: course.curriculums.length, lessons: lessons.length })}{seconds > 0 && ` · ${format.duration(seconds)}`}
                </Text>
                {check.isError && <ErrorPanel error={check.error} onRetry={() => void check.refetch()} />}
                {items.length > 0 && (
                    <Stack component="ul" gap={6} p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('check.title')}>
                        {items.map((each) => <FindingRow key={`${each.pointer} ${each.code}`} finding={each} course={course} show={show} />)}
                    </Stack>
                )}
                {check.data && items.length === 0 && <Group gap={6} wrap="nowrap"><IconCircleCheck size={18} aria-hidden color="var(--mantine-color-green-7)" /><Text size="sm">{t('check.complete')}</Text></Group>}
                <Button variant={open ? 'default' : 'filled'} loading={builder.saving === 'state'} disabled={!open && check.data?.ready === false} onClick={publish}>
                    {open ? t('panel.close') : t('panel.open')}
                </Button>
                {!open && check.data?.ready === false && <Text size="sm" c="dimmed">{t('check.first')}</Text>}
            </Stack>
        </Paper>
    );
}

function FindingRow({ finding, course, show }: { finding: Finding; course: Course; show: Props['show'] }) {
    const { t } = useTranslation('courses');
    const chapter = course.curriculums.find(({ id }) => id === finding.curriculumId);
    const name = chapter?.contents.find(({ id }) => id === finding.contentId)?.title ?? chapter?.title;
    const Shape = finding.required ? IconAlertCircle : IconBulb;
    return (
        <Group component="li" gap={6} wrap="nowrap" align="flex-start">
            <Shape size={18} role="img" aria-label={finding.required ? t('check.required') : t('check.advised')} color={finding.required ? 'var(--mantine-color-error)' : 'var(--mantine-color-dimmed)'} style={{ flex: 'none', marginTop: 2 }} />
            <Anchor component="button" type="button" size="sm" ta="start" onClick={() => { show(finding); }}>{t(`check.${finding.code}`, { name })}</Anchor>
        </Group>
    );
}

function Acts({ course }: { course: Course }) {
    const { t } = useTranslation(['courses', 'common']);
    const navigate = useNavigate();
    const [confirm, dialog] = useConfirm();
    const removeCourse = useDeleteCourse();
    const copyCourse = useCopyCourse();
    const [copying, setCopying] = useState(false);
    const [error, setError] = useState<unknown>();
    const copy = async () => {
        setCopying(true);
        setError(undefined);
        try {
            const made = await copyCourse(course.id, Array.from(t('copy.name', { title: course.title })).slice(0, 255).join(''));
            await navigate(`/manage/courses/${made.id}`);
            toast(t('copy.done'));
        } catch (failure) {
            setError(failure);
        }
        setCopying(false);
    };
    const remove = () => {
        confirm({
            title: t('panel.removeTitle', { title: course.title }), text: t('panel.removeText'), action: t('delete'), danger: true,
            run: async () => {
                await removeCourse(course.id);
                await navigate('/manage/courses');
            },
        });
    };
    const first = course.curriculums.flatMap(({ contents }) => contents)[0];
    return (
        <Stack gap="xs" align="stretch">
            {first && <Button component={Link} to={`/manage/contents/${first.id}`} variant="default" leftSection={<IconEye size={18} aria-hidden />}>{t('preview.open')}</Button>}
            <Button variant="default" loading={copying} leftSection={<IconCopy size={18} aria-hidden />} onClick={() => void copy()}>{t('copy.action')}</Button>
            {error !== undefined && <ErrorPanel error={error} />}
            <Divider my={4} />
            <Button variant="subtle" color="red" style={{ alignSelf: 'flex-start' }} onClick={remove}>{t('panel.remove')}</Button>
            {dialog}
        </Stack>
    );
}
