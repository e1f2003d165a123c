import { Anchor, Button, Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '@/components/code-input';
import { ErrorPanel } from '@/components/error-panel';
import { QrCode } from '@/components/qr-code';
import { api } from '@/lib/api/client';
import type { NewRecoveryCodes, SecondFactorBegun } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { required } from '@/lib/rules';
import { useSecondFactorChanged } from './api';
import { OwnPassword } from './own-password';
import classes from './second-factor.module.css';

/** First the password, then the secret goes to the authenticator and its first code comes back. */
export function SetUpSecondFactor({ onCodes }: { onCodes: (codes: string[]) => void }) {
    const [begun, setBegun] = useState<SecondFactorBegun>();
    return begun ? <Connect begun={begun} onCodes={onCodes} /> : <Begin onBegun={setBegun} />;
}

function Begin({ onBegun }: { onBegun: (begun: SecondFactorBegun) => void }) {
    const { t } = useTranslation('factor');
    const form = useForm({ mode: 'uncontrolled', initialValues: { password: '' }, validate: { password: required } });
    const submit = useSubmit(form, async (values) => { onBegun(await api.post<SecondFactorBegun>('/auth/v1/second-factor', values)); });
    return (
        <Paper p={{ base: 'md', sm: 'xl' }}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    <Title order={2} fz="lg">{t('begin.title')}</Title>
                    <List spacing={6}>
                        {(['app', 'scan', 'codes'] as const).map((each) => <List.Item key={each}>{t(`begin.${each}`)}</List.Item>)}
                    </List>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <OwnPassword autoFocus key={form.key('password')} {...form.getInputProps('password')} />
                    <Group justify="flex-end"><Button type="submit" loading={submit.busy}>{t('begin.action')}</Button></Group>
                </Stack>
            </form>
        </Paper>
    );
}

function Connect({ begun, onCodes }: { begun: SecondFactorBegun; onCodes: (codes: string[]) => void }) {
    const { t } = useTranslation(['factor', 'codes']);
    const changed = useSecondFactorChanged();
    const form = useForm({ initialValues: { code: '' }, validate: { code: (value) => (/^\d{6}$/.test(value) ? null : t('codes:rule')) } });
    const submit = useSubmit(form, async (values) => {
        const { codes } = await api.post<NewRecoveryCodes>('/auth/v1/second-factor/confirm', values);
        onCodes(codes);
        changed(true);
    });
    return (
        <Paper p={{ base: 'md', sm: 'xl' }}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack gap="lg">
                    <Stack gap="xs">
                        <Title order={2} fz="lg">{t('connect.title')}</Title>
                        <Text>{t('connect.scan')}</Text>
                        <div className={classes['connect']}>
                            <QrCode text={begun.address} label={t('connect.picture')} />
                            <Stack gap="xs" className={classes['secret'] ?? ''}>
                                <Text size="sm" c="dimmed">{t('connect.typed')}</Text>
                                <Code className={classes['mono'] ?? ''} data-secret={begun.secret}>{begun.secret.match(/.{1,4}/g)?.join(' ')}</Code>
                                <Anchor href={begun.address} size="sm" underline="always">{t('connect.here')}</Anchor>
                            </Stack>
                        </div>
                    </Stack>
                    <Stack gap="xs">
                        <Title order={2} fz="lg">{t('connect.codeTitle')}</Title>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <CodeInput label={t('connect.code')} onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                    </Stack>
                    <Group justify="flex-end"><Button type="submit" loading={submit.busy}>{t('connect.action')}</Button></Group>
                </Stack>
            </form>
        </Paper>
    );
}
