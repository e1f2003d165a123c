import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ListSkeleton } from '@/components/skeletons';
import { isStatus } from '@/lib/api/problem';
import type { ConfirmedCertificate } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import * as rules from '@/lib/rules';
import { confirmation } from './api';
import classes from './certificates.module.css';
import { requirementText } from './requirement-text';

/** For who has a certificate before them: the QR code leads here, or the code is typed in. */
export default function VerifyPage() {
    const { t } = useTranslation('certificates');
    const { code } = useParams();
    return (
        <Page width="text">
            <PageHeader title={t('verify.title')} about={t('verify.about')} />
            <Stack gap="lg">
                {code !== undefined && <Answer code={code} />}
                <CodeForm key={code} code={code ?? ''} />
            </Stack>
        </Page>
    );
}

function Answer({ code }: { code: string }) {
    const { t } = useTranslation('certificates');
    const found = useQuery(confirmation(code));
    if (found.isPending) return <ListSkeleton rows={3} height={56} />;
    if (isStatus(found.error, 404)) {
        return (
            <div className={classes['verdict']} data-revoked role="status">
                <IconCircleXFilled size={34} aria-hidden style={{ flex: 'none' }} />
                <div><Text fw={650} size="lg">{t('verify.unknown')}</Text><Text size="sm">{t('verify.unknownHint')}</Text></div>
            </div>
        );
    }
    if (found.error) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />;
    return <Confirmed certificate={found.data} />;
}

function Confirmed({ certificate }: { certificate: ConfirmedCertificate }) {
    const { t } = useTranslation('certificates');
    const format = useFormat();
    const revoked = certificate.revokedAt;
    return (
        <Paper p="lg">
            <Stack>
                <div className={classes['verdict']} role="status" {...(revoked && { 'data-revoked': true })}>
                    {revoked ? <IconCircleXFilled size={34} aria-hidden style={{ flex: 'none' }} /> : <IconCircleCheckFilled size={34} aria-hidden style={{ flex: 'none' }} />}
                    <div>
                        <Text fw={650} size="lg">{revoked ? t('verify.revoked', { date: format.date(revoked) }) : t('verify.valid')}</Text>
                        <Text size="sm">{revoked ? t('verify.reason', { reason: certificate.revocationReason }) : t('verify.validHint')}</Text>
                    </div>
                </div>
                <Title order={2} size="h3">{certificate.courseTitle}</Title>
                <Facts items={[
                    [t('verify.name'), certificate.maskedName],
                    [t('verify.number'), certificate.number],
                    [t('verify.institution'), certificate.institutionName],
                    [t('verify.period'), format.period(certificate.beginDate, certificate.endDate)],
                    [t('verify.volume'), format.duration(certificate.approvedSeconds)],
                    [t('verify.issued'), format.date(certificate.issuedOn)],
                    [t('verify.rules'), certificate.rulesVersion === 0 ? t('verify.standardRules') : t('verify.rulesVersion', { version: certificate.rulesVersion })],
                    [t('verify.met'), certificate.requirements.map((each) => requirementText(t, each)).join(' · ')],
                ]} />
                <Text size="sm" c="dimmed">{t('verify.masked')}</Text>
            </Stack>
        </Paper>
    );
}

function CodeForm({ code }: { code: string }) {
    const { t } = useTranslation('certificates');
    const navigate = useNavigate();
    const form = useForm({ mode: 'uncontrolled', initialValues: { code }, validate: { code: rules.required } });
    return (
        <Paper p="lg" component="section" aria-labelledby="by-code">
            <form noValidate onSubmit={form.onSubmit((values) => void navigate(`/verify/${encodeURIComponent(values.code.trim())}`))}>
                <Title order={2} size="h3" id="by-code" mb="sm">{code === '' ? t('verify.enter') : t('verify.another')}</Title>
                <Group align="flex-end" gap="sm">
                    <TextInput label={t('verify.code')} description={t('verify.codeHint')} placeholder="XXXXX-XXXXX-XXXXX-XXXXX" maxLength={60} autoComplete="off" autoCapitalize="characters" spellCheck={false} style={{ flex: '1 1 18rem' }}
                        classNames={{ input: classes['code'] ?? '' }} key={form.key('code')} {...form.getInputProps('code')} />
                    <Button type="submit" variant={code === '' ? 'filled' : 'default'}>{t('verify.action')}</Button>
                </Group>
            </form>
        </Paper>
    );
}
