import { Alert, Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PagedList } from '@/components/paged-list';
import { PaperButtons } from '@/components/paper-buttons';
import type { Certificate } from '@/lib/api/types';
import { saveOwnPaper, useOwnCertificates } from '@/lib/certificates';
import { useFormat } from '@/lib/format';
import { requirementText } from './requirement-text';
import classes from './certificates.module.css';

export default function CertificatesPage() {
    const { t } = useTranslation('certificates');
    const all = useOwnCertificates();
    return (
        <Page width="text">
            <PageHeader title={t('title')} about={t('about')} />
            <PagedList query={all} empty={<EmptyState icon={IconCertificate} title={t('empty')} hint={t('emptyHint')} />}>
                {(rows) => <Stack component="ul" p={0} m={0} className={classes['list'] ?? ''}>{rows.map((each) => <li key={each.id}><Card certificate={each} /></li>)}</Stack>}
            </PagedList>
        </Page>
    );
}

function Card({ certificate }: { certificate: Certificate }) {
    const { t } = useTranslation('certificates');
    const format = useFormat();
    const { printed } = certificate;
    return (
        <Paper className={classes['card'] ?? ''} {...(certificate.revokedAt && { 'data-revoked': true })}>
            <div className={classes['seal']} aria-hidden><IconCertificate size={30} /></div>
            <Stack gap={6} miw={0}>
                <Group gap="xs" align="baseline">
                    <Title order={2} size="h3">{printed.courseTitle}</Title>
                    {certificate.revokedAt && <Badge color="red" className="ah-badge">{t('states.REVOKED')}</Badge>}
                </Group>
                <Text size="sm" c="dimmed">{[printed.institutionName, t('issuedOn', { date: format.date(printed.issuedOn) }), t('number', { number: certificate.number })].join(' · ')}</Text>
                <Text size="sm">{printed.requirements.map((each) => requirementText(t, each)).join(' · ')}</Text>
                {certificate.revokedAt && <Alert color="red" variant="light" title={t('revokedOn', { date: format.date(certificate.revokedAt) })}>{certificate.revocationReason}</Alert>}
                <Group gap="xs" mt={6}>
                    {!certificate.revokedAt && <PaperButtons of={printed.courseTitle} variant="filled" save={(language) => saveOwnPaper(certificate, language)} />}
                    <Anchor component={Link} to={`/verify/${certificate.code}`} size="sm" underline="always">{t('confirmLink')}</Anchor>
                </Group>
            </Stack>
        </Paper>
    );
}
