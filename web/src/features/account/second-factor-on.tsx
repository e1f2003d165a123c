import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { NewRecoveryCodes, SecondFactorState } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { required } from '@/lib/rules';
import { useAccount, useInstallation } from '@/lib/session';
import { useSecondFactorChanged } from './api';
import { OwnPassword } from './own-password';

/** It is on: since when, how many recovery codes are left, and what can be done about it. */
export function SecondFactorOn({ state, onCodes }: { state: SecondFactorState; onCodes: (codes: string[]) => void }) {
    const { t } = useTranslation('factor');
    const format = useFormat();
    const { role } = useAccount();
    const { data: installation } = useInstallation();
    const changed = useSecondFactorChanged();
    const [asked, setAsked] = useState<'renew' | 'turnOff'>();
    const close = () => { setAsked(undefined); };
    const renew = async (proof: Proof) => {
        const { codes } = await api.post<NewRecoveryCodes>('/auth/v1/second-factor/recovery-codes', proof);
        onCodes(codes);
        changed(true);
    };
    const turnOff = async (proof: Proof) => {
        await api.post('/auth/v1/second-factor/removal', proof);
        changed(false);
        toast(t('turnOff.done'));
    };
    const needed = role === 'ADMIN' && installation?.administratorsNeedSecondFactor;
    return (
        <Paper p={{ base: 'md', sm: 'xl' }}>
            <Stack>
                <Title order={2} fz="lg">{t('state')}</Title>
                <Facts items={[
                    [t('since'), state.since && format.dateTime(state.since)],
                    [t('codesLeft'), t('codesLeftCount', { count: state.recoveryCodesLeft })],
                ]} />
                <Group justify="space-between" wrap="wrap" gap="xs">
                    <Text flex="1 1 260px">{t('renew.about')}</Text>
                    <Button variant="default" onClick={() => { setAsked('renew'); }}>{t('renew.open')}</Button>
                </Group>
                <Group justify="space-between" wrap="wrap" gap="xs">
                    <Text flex="1 1 260px">{t(needed ? 'turnOff.aboutNeeded' : 'turnOff.about')}</Text>
                    <Button variant="default" c="red.8" onClick={() => { setAsked('turnOff'); }}>{t('turnOff.open')}</Button>
                </Group>
            </Stack>
            <Dialog opened={asked === 'renew'} onClose={close} title={t('renew.open')}><Prove about={t('renew.hint')} action={t('renew.action')} send={renew} onCancel={close} /></Dialog>
            <Dialog opened={asked === 'turnOff'} onClose={close} title={t('turnOff.open')}><Prove about={t('turnOff.hint')} action={t('turnOff.action')} danger send={turnOff} onCancel={close} /></Dialog>
        </Paper>
    );
}

interface Proof { password: string; code: string }

function Prove({ about, action, danger = false, send, onCancel }: { about: string; action: string; danger?: boolean; send: (proof: Proof) => Promise<void>; onCancel: () => void }) {
    const { t } = useTranslation(['factor', 'common']);
    const form = useForm({ mode: 'uncontrolled', initialValues: { password: '', code: '' }, validate: { password: required, code: required } });
    const submit = useSubmit(form, ({ password, code }) => send({ password, code: code.trim() }));
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text size="sm" c="dimmed">{about}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <OwnPassword key={form.key('password')} {...form.getInputProps('password')} />
                <TextInput label={t('proof')} description={t('proofHint')} autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false}
                    key={form.key('code')} {...form.getInputProps('code')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy} {...(danger && { color: 'red.8' })}>{action}</Button>
                </Group>
            </Stack>
        </form>
    );
}
