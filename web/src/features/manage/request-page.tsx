import { Alert, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconBroadcast, IconCertificate, IconChartBar, IconStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { History } from '@/components/history';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton, PageSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import { toast } from '@/components/toast';
import { TwoColumns } from '@/components/two-columns';
import type { CourseProvideDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { useRequest } from '@/lib/requests';
import * as rules from '@/lib/rules';
import { useInstallation } from '@/lib/session';
import { institutionSide, useAnswer, useLecturesOf, useRegister } from './api';

export default function RequestPage() {
    const { t } = useTranslation(['manage', 'common']);
    const id = Number(useParams()['courseProvideId']);
    const request = useRequest(institutionSide, id);
    const { data: installation } = useInstallation();
    const title = request.data ? `${request.data.companyName} · ${request.data.courseTitle}` : t('requests.one');
    return (
        <Page>
            <PageHeader title={title} back={{ to: '/manage/requests', label: t('requests.title') }} beside={request.data && <StateBadge state={request.data.state} size="lg" />}
                actions={request.data && ['ONGOING', 'FINISHED'].includes(request.data.state) && <>
                    <Button component={Link} to={`/manage/courses/${String(request.data.courseId)}/reviews`} variant="default" leftSection={<IconStar size={16} aria-hidden />}>{t('common:nav.reviews')}</Button>
                    <Button component={Link} to={`/certificates/offerings/${String(id)}`} variant="default" leftSection={<IconCertificate size={16} aria-hidden />}>{t('common:nav.certificates')}</Button>
                    <Button component={Link} to={`/progress/${String(id)}`} leftSection={<IconChartBar size={16} aria-hidden />}>{t('common:nav.progress')}</Button>
                </>} />
            <QueryView query={request} skeleton={<PageSkeleton />}>
                {(detail) => (
                    <TwoColumns
                        side={<Paper p="md"><Title order={2} size="h3" mb="md">{t('history')}</Title><History entries={detail.history} /></Paper>}
                        main={(
                            <Stack>
                                <NextStep detail={detail} />
                                <Terms detail={detail} />
                                <Attendees detail={detail} />
                                {installation?.live && ['NOT_STARTED', 'ONGOING', 'FINISHED'].includes(detail.state) && <Lectures detail={detail} />}
                            </Stack>
                        )} />
                )}
            </QueryView>
        </Page>
    );
}

function NextStep({ detail }: { detail: CourseProvideDetail }) {
    const { t } = useTranslation(['manage', 'common']);
    const answer = useAnswer(detail.id);
    const register = useRegister(detail.id);
    const [declining, { open, close }] = useDisclosure();
    // A refused reason is told in its form.
    const error: unknown = declining ? null : answer.error ?? register.error;
    return (
        <Alert variant="light" color={['DECLINED', 'CANCELED', 'FINISHED'].includes(detail.state) ? 'gray' : 'accent'} title={t(`next.${detail.state}.title`)}>
            <Stack gap="sm" align="flex-start">
                <Text size="sm">{t(`next.${detail.state}.text`, { count: detail.attendees.length })}</Text>
                {error !== null && <ErrorPanel error={error} />}
                {detail.state === 'PENDING' && (
                    <Group gap="xs">
                        <Button loading={answer.isPending} onClick={() => { answer.mutate({ accepted: true }, { onSuccess: () => { toast(t('accepted')); } }); }}>{t('accept')}</Button>
                        <Button variant="default" onClick={open}>{t('decline')}</Button>
                    </Group>
                )}
                {detail.state === 'ATTENDEE_PENDING' && (
                    <Button loading={register.isPending} onClick={() => { register.mutate(detail.version, { onSuccess: () => { toast(t('registered')); } }); }}>
                        {t('register', { count: detail.attendees.length })}
                    </Button>
                )}
            </Stack>
            <Dialog opened={declining} onClose={close} title={t('declineTitle')}>
                <DeclineForm onCancel={close} decline={async (reason) => {
                    await answer.mutateAsync({ accepted: false, reason: reason.trim() });
                    close();
                    toast(t('declined'));
                }} />
            </Dialog>
        </Alert>
    );
}

function DeclineForm({ decline, onCancel }: { decline: (reason: string) => Promise<void>; onCancel: () => void }) {
    const { t } = useTranslation(['manage', 'common']);
    const form = useForm({ mode: 'uncontrolled', initialValues: { reason: '' }, validate: { reason: rules.all(rules.required, rules.atMost(1000)) } });
    const submit = useSubmit(form, ({ reason }) => decline(reason));
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <Textarea required label={t('reason')} description={t('reasonHint')} autosize minRows={3} data-autofocus key={form.key('reason')} {...form.getInputProps('reason')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('cancel')}</Button>
                    <Button type="submit" color="red.8" loading={submit.busy}>{t('decline')}</Button>
                </Group>
            </Stack>
        </form>
    );
}

function Terms({ detail }: { detail: CourseProvideDetail }) {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb="md">{t('terms')}</Title>
            <Facts items={[
                [t('course'), <Link key="course" to={`/manage/courses/${detail.courseId}`} className="ah-link">{detail.courseTitle}</Link>],
                [t('company'), detail.companyName],
                [t('period'), format.period(detail.beginDate, detail.endDate)],
                [t('headCount'), t('people', { count: detail.attendeeCount })],
                [t('deposit'), format.won(detail.deposit)],
                [t('requestedAt'), format.dateTime(detail.createdAt)],
            ]} />
            {detail.note && <><Text size="sm" c="dimmed" mt="md">{t('note')}</Text><Text maw="70ch" style={{ whiteSpace: 'pre-line' }}>{detail.note}</Text></>}
        </Paper>
    );
}

function Attendees({ detail }: { detail: CourseProvideDetail }) {
    const { t } = useTranslation(['manage', 'common']);
    return (
        <Stack gap="sm" component="section">
            <Title order={2} size="h3">{t('attendees')} <Text span c="dimmed" fw={500} className="ah-number">{detail.attendees.length} / {detail.attendeeCount}</Text></Title>
            {detail.attendees.length === 0 ? <EmptyState title={t('noAttendees')} hint={t('noAttendeesHint')} /> : (
                <DataTable caption={t('attendees')} rows={detail.attendees} rowKey={(person) => person.userId} columns={[
                    { key: 'name', label: t('fields.name'), cell: (person) => person.name },
                    { key: 'email', label: t('fields.email'), cell: (person) => person.email },
                ]} />
            )}
        </Stack>
    );
}

function Lectures({ detail }: { detail: CourseProvideDetail }) {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    const lectures = useLecturesOf(detail.id, true);
    const create = <Button component={Link} to={`/manage/live/new?offering=${detail.id}`} variant="light" size="xs" leftSection={<IconBroadcast size={16} aria-hidden />}>{t('newLecture')}</Button>;
    return (
        <Stack gap="sm" component="section">
            <Group justify="space-between"><Title order={2} size="h3">{t('lectures')}</Title>{create}</Group>
            <QueryView query={lectures} skeleton={<ListSkeleton rows={2} />} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={IconBroadcast} title={t('noLectures')} hint={t('noLecturesHint')} />}>
                {({ items }) => (
                    <DataTable caption={t('lectures')} rows={items} rowKey={(lecture) => lecture.id} href={(lecture) => `/manage/live/${lecture.id}`} columns={[
                        { key: 'title', label: t('lecture'), cell: (lecture) => lecture.title },
                        { key: 'when', label: t('when'), cell: (lecture) => `${format.dateTime(lecture.startTime)}–${format.time(lecture.endTime)}` },
                        { key: 'status', label: t('state'), cell: (lecture) => <StateBadge state={lecture.status} /> },
                    ]} />
                )}
            </QueryView>
        </Stack>
    );
}
