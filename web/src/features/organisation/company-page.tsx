import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { useAccount, useRenewSession } from '@/lib/session';
import { ownCompany, useDetails } from './api';
import { Details } from './details';
import { detailsShown } from './details-shown';

/** The company that one belongs to: its training officers change the details, everybody may leave. */
export default function CompanyPage() {
    const { t } = useTranslation(['organisation', 'common']);
    const supervises = useAccount().role === 'SUPERVISOR';
    return (
        <Page width="text">
            <PageHeader title={t('company.title')} about={t(supervises ? 'company.about' : 'company.aboutEmployee')}
                {...(supervises && { back: { to: '/company', label: t('common:nav.company') } })} />
            <Stack gap="xl">
                {supervises ? <Details place={ownCompany} /> : <Shown />}
                <Leave supervises={supervises} />
            </Stack>
        </Page>
    );
}

function Shown() {
    const { t } = useTranslation();
    const details = useDetails(ownCompany);
    const useful = new Set(['organisation', 'ownerName', 'organisationEmail', 'organisationPhone']);
    return (
        <QueryView query={details} skeleton={<PageSkeleton />}>
            {(held) => <Paper p={{ base: 'md', sm: 'xl' }}><Facts items={detailsShown(held.details).filter(([field]) => useful.has(field)).map(([field, value]) => [t(`fields.${field}`), value])} /></Paper>}
        </QueryView>
    );
}

function Leave({ supervises }: { supervises: boolean }) {
    const { t } = useTranslation(['organisation', 'common']);
    const navigate = useNavigate();
    const renew = useRenewSession();
    const name = useDetails(ownCompany).data?.details.name ?? '';
    const [confirm, dialog] = useConfirm();
    const ask = () => {
        confirm({
            title: t('leave.title', { name }), text: t(supervises ? 'leave.textSupervisor' : 'leave.text'), action: t('leave.action'), danger: true,
            run: async () => {
                await api.delete('/v1/students/companies/affiliations');
                toast(t('leave.done', { name }));
                await renew();
                await navigate('/welcome');
            },
        });
    };
    return (
        <Stack component="section" gap="sm">
            <Title order={2}>{t('leave.action')}</Title>
            <Paper p="md">
                <Group justify="space-between" gap="sm">
                    <Text size="sm" maw="56ch">{t(supervises ? 'leave.textSupervisor' : 'leave.text')}</Text>
                    <Button variant="light" color="red" disabled={name === ''} onClick={ask}>{t('leave.open')}</Button>
                </Group>
            </Paper>
            {dialog}
        </Stack>
    );
}
