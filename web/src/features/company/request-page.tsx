import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCertificate, IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { Facts } from '@/components/facts';
import { History } from '@/components/history';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import { toast } from '@/components/toast';
import { TwoColumns } from '@/components/two-columns';
import type { CourseProvideDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useRequest } from '@/lib/requests';
import { companySide, useCancelRequest } from './api';
import { ChooseEmployees } from './choose-employees';

export default function RequestPage() {
    const { t } = useTranslation(['company', 'common']);
    const id = Number(useParams()['courseProvideId']);
    const request = useRequest(companySide, id);
    const [changing, { open: change, close: stop }] = useDisclosure();
    return (
        <Page>
            <PageHeader title={request.data?.courseTitle ?? t('requests.one')} about={request.data?.institutionName} back={{ to: '/company', label: t('nav.company') }}
                beside={request.data && <StateBadge state={request.data.state} size="lg" />}
                actions={request.data && ['ONGOING', 'FINISHED'].includes(request.data.state) && <>
                    <Button component={Link} to={`/certificates/offerings/${String(id)}`} variant="default" leftSection={<IconCertificate size={16} aria-hidden />}>{t('common:nav.certificates')}</Button>
                    <Button component={Link} to={`/progress/${String(id)}`} leftSection={<IconChartBar size={16} aria-hidden />}>{t('common:nav.progress')}</Button>
                </>} />
            <QueryView query={request} skeleton={<PageSkeleton />}>
                {(detail) => (
                    <TwoColumns
                        side={<Paper p="md"><Title order={2} size="h3" mb="md">{t('history')}</Title><History entries={detail.history} /></Paper>}
                        main={(
                            <Stack>
                                <NextStep detail={detail} changing={changing} onChange={change} />
                                {detail.state === 'ACCEPTED' && <ChooseEmployees detail={detail} />}
                                {detail.state === 'ATTENDEE_PENDING' && changing && <ChooseEmployees detail={detail} onDone={stop} />}
                                <Terms detail={detail} />
                                {detail.attendees.length > 0 && <Attendees detail={detail} />}
                            </Stack>
                        )} />
                )}
            </QueryView>
        </Page>
    );
}

function NextStep({ detail, changing, onChange }: { detail: CourseProvideDetail; changing: boolean; onChange: () => void }) {
    const { t } = useTranslation(['company', 'common']);
    const cancel = useCancelRequest(detail.id);
    const [confirm, dialog] = useConfirm();
    const reason = detail.history.findLast((entry) => entry.state === 'DECLINED')?.reason;
    const ask = () => {
        confirm({
            title: t('cancelTitle'), text: t('cancelText'), action: t('cancelRequest'), danger: true,
            run: async () => { await cancel.mutateAsync(undefined); toast(t('canceled')); },
        });
    };
    return (
        <Alert variant="light" color={['DECLINED', 'CANCELED', 'FINISHED'].includes(detail.state) ? 'gray' : 'accent'} title={t(`next.${detail.state}.title`)}>
            <Stack gap="sm" align="flex-start">
                <Text size="sm">{t(`next.${detail.state}.text`, { count: detail.attendees.length })}</Text>
                {detail.state === 'DECLINED' && reason && <Text size="sm">{t('reason', { reason })}</Text>}
                {detail.state === 'PENDING' && <Group><Button variant="default" size="xs" onClick={ask}>{t('cancelRequest')}</Button></Group>}
                {detail.state === 'ATTENDEE_PENDING' && !changing && <Group><Button variant="default" size="xs" onClick={onChange}>{t('choose.change')}</Button></Group>}
            </Stack>
            {dialog}
        </Alert>
    );
}

function Terms({ detail }: { detail: CourseProvideDetail }) {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb="md">{t('terms')}</Title>
            <Facts items={[
                [t('institution'), detail.institutionName],
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
    const { t } = useTranslation(['company', 'common']);
    return (
        <Stack gap="sm" component="section">
            <Title order={2} size="h3">{t('attendees')} <Text span c="dimmed" fw={500} className="ah-number">{detail.attendees.length} / {detail.attendeeCount}</Text></Title>
            <DataTable caption={t('attendees')} rows={detail.attendees} rowKey={(person) => person.userId} columns={[
                { key: 'name', label: t('fields.name'), cell: (person) => person.name },
                { key: 'email', label: t('fields.email'), cell: (person) => person.email },
            ]} />
        </Stack>
    );
}
