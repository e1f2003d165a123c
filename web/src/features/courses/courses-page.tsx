import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useCourses, useCreateCourse } from './api';

export default function CoursesPage() {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const courses = useCourses();
    const [opened, { open, close }] = useDisclosure();
    const create = <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>{t('create.open')}</Button>;
    return (
        <Page>
            <PageHeader title={t('list.title')} about={t('list.about')} actions={create} />
            <QueryView query={courses} isEmpty={(data) => data.items.length === 0}
                empty={<EmptyState icon={IconBook2} title={t('list.empty')} hint={t('list.emptyHint')} action={create} />}>
                {(data) => (
                    <DataTable caption={t('list.title')} rows={data.items} rowKey={(course) => course.id} href={(course) => `/manage/courses/${course.id}`}
                        columns={[
                            { key: 'title', label: t('course'), cell: (course) => course.title },
                            { key: 'state', label: t('state'), cell: (course) => <StateBadge state={course.state} /> },
                            { key: 'instructor', label: t('instructor'), cell: (course) => course.instructor || '–' },
                            { key: 'size', label: t('size'), end: true, cell: (course) => t('chaptersAndLessons', { chapters: course.curriculumCount, lessons: course.contentCount }) },
                            { key: 'updated', label: t('updated'), end: true, cell: (course) => format.ago(course.updatedAt) },
                        ]} />
                )}
            </QueryView>
            <Dialog opened={opened} onClose={close} title={t('create.title')}><CreateForm onCancel={close} /></Dialog>
        </Page>
    );
}

function CreateForm({ onCancel }: { onCancel: () => void }) {
    const { t } = useTranslation(['courses', 'common']);
    const navigate = useNavigate();
    const create = useCreateCourse();
    const form = useForm({
        mode: 'uncontrolled',
        initialValues: { title: '', introduction: '', instructor: '' },
        validate: { title: rules.all(rules.required, rules.atMost(255)), introduction: rules.atMost(5000), instructor: rules.atMost(50) },
    });
    const submit = useSubmit(form, async (values) => {
        const course = await create(values);
        await navigate(`/manage/courses/${course.id}`);
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('titleField')} required data-autofocus key={form.key('title')} {...form.getInputProps('title')} />
                <TextInput label={`${t('instructor')} (${t('optional')})`} key={form.key('instructor')} {...form.getInputProps('instructor')} />
                <Textarea label={`${t('introduction')} (${t('optional')})`} autosize minRows={3} maxRows={8} key={form.key('introduction')} {...form.getInputProps('introduction')} />
                <Text size="sm" c="dimmed">{t('create.hint')}</Text>
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('create.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
