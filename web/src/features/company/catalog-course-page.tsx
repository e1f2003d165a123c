import { Button, Image, NumberInput, Paper, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { LessonIcon } from '@/components/lesson-icon';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { RichText } from '@/components/rich-text';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { TwoColumns } from '@/components/two-columns';
import type { CatalogCourseDetail } from '@/lib/api/types';
import { today, useFormat } from '@/lib/format';
import { filled, useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useCatalogCourse, useCreateRequest } from './api';
import classes from './company.module.css';

export default function CatalogCoursePage() {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    const id = Number(useParams()['courseId']);
    const course = useCatalogCourse(id);
    const shown = course.data;
    const about = shown && [shown.institutionName, shown.instructor, t('lessons', { count: shown.contentCount }), shown.totalSeconds > 0 && format.duration(shown.totalSeconds), shown.ratingCount > 0 && t('rating', { average: format.number(Math.round((shown.ratingSum / shown.ratingCount) * 10) / 10), count: shown.ratingCount })].filter(Boolean).join(' · ');
    return (
        <Page>
            <PageHeader title={shown?.title ?? t('course')} about={about} back={{ to: '/company/catalog', label: t('catalog.title') }} />
            <QueryView query={course} skeleton={<PageSkeleton />}>
                {(data) => <TwoColumns main={<About course={data} />} side={<RequestForm courseId={data.id} />} />}
            </QueryView>
        </Page>
    );
}

function About({ course }: { course: CatalogCourseDetail }) {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    return (
        <Stack gap="lg">
            {course.imageUrl && <Image src={course.imageUrl} alt="" radius="md" mah={320} fit="cover" />}
            {course.introductionDocument ? <RichText document={course.introductionDocument} /> : course.introduction && <Text maw="70ch" style={{ whiteSpace: 'pre-line' }}>{course.introduction}</Text>}
            {course.curriculums.map((chapter, at) => (
                <Paper key={`${at} ${chapter.title}`} p="md" component="section">
                    <Title order={2} size="h3" mb={4}><Text span c="dimmed" inherit>{at + 1}.</Text> {chapter.title}</Title>
                    <ul className={classes['lessons']}>
                        {chapter.contents.map((lesson, place) => (
                            <li key={`${place} ${lesson.title}`}>
                                <LessonIcon type={lesson.type} label={t(`types.${lesson.type}`)} />
                                <Text style={{ flex: 1 }}>{lesson.title}</Text>
                                {typeof lesson.timeAmountSeconds === 'number' && <Text size="sm" c="dimmed" className="ah-number">{format.duration(lesson.timeAmountSeconds)}</Text>}
                            </li>
                        ))}
                    </ul>
                </Paper>
            ))}
        </Stack>
    );
}

function RequestForm({ courseId }: { courseId: number }) {
    const { t } = useTranslation(['company', 'common']);
    const navigate = useNavigate();
    const create = useCreateRequest();
    const form = useForm({
        initialValues: { beginDate: today(7), endDate: today(37), attendeeCount: 10 as number | string, deposit: 0 as number | string, note: '' },
        validate: {
            beginDate: rules.required,
            endDate: (value, { beginDate }) => rules.required(value) ?? (value < beginDate ? t('request.endFirst') : null),
            attendeeCount: (value) => (typeof value === 'number' && value >= 1 && value <= 10_000 ? null : t('request.countRule')),
            deposit: (value) => (typeof value === 'number' && value >= 0 ? null : t('request.depositRule')),
            note: rules.atMost(1000),
        },
    });
    const submit = useSubmit(form, async ({ attendeeCount, deposit, ...values }) => {
        const detail = await create({ courseId, ...filled(values), attendeeCount: Number(attendeeCount), deposit: Number(deposit) });
        toast(t('request.done'));
        await navigate(`/company/requests/${detail.id}`);
    });
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb={4}>{t('request.title')}</Title>
            <Text size="sm" c="dimmed" mb="md">{t('request.about')}</Text>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack gap="sm">
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <SimpleGrid cols={2} spacing="sm">
                        <TextInput type="date" label={t('request.begin')} required {...form.getInputProps('beginDate')} />
                        <TextInput type="date" label={t('request.end')} required min={form.values.beginDate} {...form.getInputProps('endDate')} />
                    </SimpleGrid>
                    <NumberInput label={t('headCount')} required min={1} max={10_000} allowDecimal={false} thousandSeparator="," suffix={t('request.peopleSuffix')} {...form.getInputProps('attendeeCount')} />
                    <NumberInput label={t('deposit')} description={t('request.depositHint')} required min={0} step={100_000} allowDecimal={false} thousandSeparator="," suffix={t('request.wonSuffix')} {...form.getInputProps('deposit')} />
                    <Textarea label={`${t('note')} (${t('optional')})`} autosize minRows={3} maxRows={8} {...form.getInputProps('note')} />
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('request.action')}</Button>
                </Stack>
            </form>
        </Paper>
    );
}
