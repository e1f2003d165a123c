import { Badge, Button, Group, Menu, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconShieldCheck, IconUsers } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PaperButtons } from '@/components/paper-buttons';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import { StateBadge } from '@/components/state-badge';
import type { OfferingCertificates } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useAccount } from '@/lib/session';
import { saveAll, saveEvidence, savePaper, useOfferingCertificates } from './api';
import { requirementText } from './requirement-text';
import { RevokeDialog } from './revoke-dialog';

type Row = OfferingCertificates['trainees'][number];
const colors: Record<Row['state'], string> = { NOT_YET: 'gray', AWAITING_LECTURES: 'indigo', DUE: 'blue', ISSUED: 'green', REVOKED: 'red' };

export default function OfferingCertificatesPage() {
    const { t } = useTranslation(['certificates', 'common']);
    const id = Number(useParams()['courseProvideId']);
    const certificates = useOfferingCertificates(id);
    const { role } = useAccount();
    const back = role === 'MANAGER' ? `/manage/requests/${String(id)}` : `/company/requests/${String(id)}`;
    return (
        <Page>
            <PageHeader title={t('title')} about={certificates.data && `${certificates.data.courseTitle} · ${certificates.data.companyName}`} back={{ to: back, label: t('offering.back') }} beside={certificates.data && <StateBadge state={certificates.data.state} />}
                actions={certificates.data && (
                    <>
                        {role === 'MANAGER' && <SaveEvidence of={certificates.data} />}
                        {certificates.data.issuedCount > 0 && <SaveAll of={certificates.data} />}
                    </>
                )} />
            <QueryView query={certificates} skeleton={<PageSkeleton />} isEmpty={(data) => data.trainees.length === 0} empty={<EmptyState icon={IconUsers} title={t('offering.empty')} hint={t('offering.emptyHint')} />}>
                {(data) => <Shown of={data} revokes={role === 'MANAGER'} />}
            </QueryView>
        </Page>
    );
}

/** All that stands behind these completions, in one signed file. */
function SaveEvidence({ of }: { of: OfferingCertificates }) {
    const { t } = useTranslation(['certificates', 'common']);
    const saving = useMutation({ mutationFn: () => saveEvidence(of.courseProvideId, `${of.courseTitle}-${t('evidence.file')}.zip`) });
    return (
        <>
            {saving.isError && <Text size="sm" c="red.8" role="alert">{t('common:certificate.failed')}</Text>}
            <Button variant="default" leftSection={<IconShieldCheck size={16} aria-hidden />} loading={saving.isPending} title={t('evidence.about')} onClick={() => { saving.mutate(); }}>{t('evidence.action')}</Button>
        </>
    );
}

function SaveAll({ of }: { of: OfferingCertificates }) {
    const { t } = useTranslation(['certificates', 'common']);
    const saving = useMutation({
        mutationFn: (language: 'ko' | 'en') => saveAll(of.courseProvideId, `${of.courseTitle}-${language}.zip`, language),
    });
    return (
        <>
        {saving.isError && <Text size="sm" c="red.8" role="alert">{t('common:certificate.failed')}</Text>}
        <Menu position="bottom-end">
            <Menu.Target><Button leftSection={<IconDownload size={16} aria-hidden />} loading={saving.isPending}>{t('offering.all', { count: of.issuedCount })}</Button></Menu.Target>
            <Menu.Dropdown>
                {(['ko', 'en'] as const).map((language) => <Menu.Item key={language} onClick={() => { saving.mutate(language); }}>{t(`offering.zip.${language}`)}</Menu.Item>)}
            </Menu.Dropdown>
        </Menu>
        </>
    );
}

function Shown({ of, revokes }: { of: OfferingCertificates; revokes: boolean }) {
    const { t } = useTranslation(['certificates', 'common']);
    const format = useFormat();
    const [revoking, setRevoking] = useState<Row>();
    const count = (...states: Row['state'][]) => of.trainees.filter((each) => states.includes(each.state)).length;
    return (
        <Stack>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
                <Stat label={t('states.ISSUED')} value={count('ISSUED')} hint={t('offering.ofAll', { count: of.trainees.length })} />
                <Stat label={t('states.NOT_YET')} value={count('NOT_YET', 'DUE')} hint={t('offering.byRules', { version: of.rulesVersion })} />
                <Stat label={t('states.AWAITING_LECTURES')} value={count('AWAITING_LECTURES')} hint={t('offering.awaitingHint')} />
                <Stat label={t('states.REVOKED')} value={count('REVOKED')} />
            </SimpleGrid>
            <Title order={2} size="h3">{t('offering.trainees')}</Title>
            <DataTable caption={t('offering.trainees')} rows={of.trainees} rowKey={(each) => each.userId} columns={[
                { key: 'name', label: t('common:fields.name'), cell: (each) => each.name },
                { key: 'state', label: t('offering.state'), cell: (each) => <Badge color={colors[each.state]} className="ah-badge">{t(`states.${each.state}`)}</Badge> },
                { key: 'why', label: t('offering.requirements'), cell: (each) => <Why row={each} /> },
                { key: 'number', label: t('verify.number'), cell: (each) => (each.number ? <Text component={Link} to={`/verify/${each.code ?? ''}`} size="sm" td="underline">{each.number}</Text> : '–'), acts: true },
                { key: 'issued', label: t('verify.issued'), cell: (each) => (each.issuedAt ? format.date(each.issuedAt) : '–') },
                {
                    key: 'acts', label: t('offering.acts'), end: true, acts: true, cell: (each) => each.state === 'ISSUED' && each.certificateId != null && (
                        <Group gap={6} justify="flex-end">
                            <PaperButtons size="xs" of={each.name} save={(language) => savePaper(of.courseProvideId, each.certificateId ?? 0, each.number ?? '', language)} />
                            {revokes && <Button size="xs" variant="default" aria-label={t('revoke.of', { name: each.name })} onClick={() => { setRevoking(each); }}>{t('revoke.action')}</Button>}
                        </Group>
                    ),
                },
            ]} />
            <RevokeDialog offering={of.courseProvideId} row={revoking} onClose={() => { setRevoking(undefined); }} />
        </Stack>
    );
}

/** What is reached of what is asked for; what is missing stands out by its words, not by colour alone. */
function Why({ row }: { row: Row }) {
    const { t } = useTranslation('certificates');
    return (
        <Stack gap={2}>
            {row.requirements.map((each) => {
                const text = requirementText(t, each);
                return each.reached >= each.needed ? <Text key={each.kind} size="sm">{text}</Text> : <Text key={each.kind} size="sm" fw={650}>{t('offering.missing', { text })}</Text>;
            })}
            {row.revocationReason && <Text size="sm" c="dimmed">{row.revocationReason}</Text>}
        </Stack>
    );
}
