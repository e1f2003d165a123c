import { Button, Group, Paper, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import type { CourseProvideState } from '@/lib/api/types';
import { today } from '@/lib/format';
import { showFieldErrors } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import { liveCalls, liveLessons, offerings } from '../api';
import { lectureTimes, likelyTimes } from '../lib/lecture-times';
import { offeringLabel } from './offering-label';

/** A lecture is for people who are registered; offerings that are over or refused have none. */
const possible: CourseProvideState[] = ['NOT_STARTED', 'ONGOING'];

export function CreatePage() {
    const { t } = useTranslation('live');
    const [search] = useSearchParams();
    const navigate = useNavigate();
    const client = useQueryClient();
    const all = useQuery(offerings());
    const choices = (all.data?.items ?? []).filter((item) => possible.includes(item.state));
    const [likely] = useState(() => likelyTimes(new Date()));
    const form = useForm({
        mode: 'controlled',
        initialValues: { courseProvideId: search.get('offering') ?? '', contentId: '', title: '', instructor: '', date: today(likely.tomorrow ? 1 : 0), start: likely.start, end: likely.end, record: true },
        validate: {
            courseProvideId: (value) => (value ? null : t('create.needOffering')),
            title: (value) => (value.trim() ? null : t('create.needTitle')),
            date: (value) => (value ? null : t('create.needDate')),
            start: (value) => (value ? null : t('create.needTime')),
            end: (value, { start }) => (!value ? t('create.needTime') : value === start ? t('create.needLength') : null),
        },
    });
    const courseId = choices.find(({ id }) => String(id) === form.values.courseProvideId)?.courseId;
    const places = useQuery({ ...liveLessons(courseId ?? 0), enabled: courseId !== undefined }).data ?? [];
    const create = useMutation({
        mutationFn: (values: typeof form.values) => liveCalls.create({
            courseProvideId: Number(values.courseProvideId), title: values.title.trim(), ...(values.instructor.trim() && { instructor: values.instructor.trim() }),
            ...(values.contentId && { contentId: Number(values.contentId) }),
            record: values.record,
            ...lectureTimes(values.date, values.start, values.end),
        }),
        onSuccess: async (lecture) => {
            await client.invalidateQueries({ queryKey: keys.lives() });
            await navigate(`/manage/live/${String(lecture.id)}`);
        },
        onError: (error) => { showFieldErrors(form, error, { startTime: 'start', endTime: 'end' }); },
    });
    return (
        <Page width="narrow">
            <PageHeader title={t('create.title')} about={t('create.about')} back={{ to: '/manage/live', label: t('manage.title') }} />
            <Paper p="lg">
                <form onSubmit={form.onSubmit((values) => { create.mutate(values); })} noValidate>
                    <Stack>
                        <Select
                            label={t('create.offering')} description={choices.length === 0 && all.isSuccess ? t('create.noOffering') : undefined} searchable required
                            data={choices.map((item) => ({ value: String(item.id), label: offeringLabel(item) }))} {...form.getInputProps('courseProvideId')}
                        />
                        {places.length > 0 && (
                            <Select label={t('create.lesson')} description={t('create.lessonAbout')} clearable data={places.map(({ id, title }) => ({ value: String(id), label: title }))} {...form.getInputProps('contentId')} />
                        )}
                        <TextInput label={t('create.name')} required maxLength={255} {...form.getInputProps('title')} />
                        <TextInput label={t('create.instructor')} maxLength={50} {...form.getInputProps('instructor')} />
                        <Group grow align="flex-start" preventGrowOverflow={false}>
                            <TextInput type="date" label={t('create.date')} required {...form.getInputProps('date')} />
                            <TextInput type="time" label={t('create.start')} required {...form.getInputProps('start')} />
                            <TextInput type="time" label={t('create.end')} required {...form.getInputProps('end')} />
                        </Group>
                        <Switch label={t('create.record')} description={t('create.recordAbout')} {...form.getInputProps('record', { type: 'checkbox' })} />
                        {create.isError && <ErrorPanel error={create.error} />}
                        <Group justify="flex-end">
                            <Button component={Link} to="/manage/live" variant="default">{t('cancel', { ns: 'common' })}</Button>
                            <Button type="submit" loading={create.isPending}>{t('create.action')}</Button>
                        </Group>
                    </Stack>
                </form>
            </Paper>
        </Page>
    );
}
