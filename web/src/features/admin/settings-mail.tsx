import { Alert, Button, Code, Group, NativeSelect, NumberInput, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { ConnectionSecurity, MailChange, MailSettings } from '@/lib/api/types';
import { showFieldErrors, useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useSession } from '@/lib/session';
import { isOutside, SetOutside, SettingsCard } from './settings-parts';
import { between, useChangeSettings, useReadSettings, useTryMail } from './system-api';

interface Values { use: boolean; host: string; port: number; security: ConnectionSecurity; user: string; password: string; sender: string }

const usual: Record<ConnectionSecurity, number> = { STARTTLS: 587, TLS: 465, NONE: 25 };
const valuesOf = ({ host, port, security, user, sender }: MailSettings): Values => ({ use: host !== '', host, port, security, user, password: '', sender });
/** An empty password is one that stays as it is. */
const changeOf = ({ use, password, ...rest }: Values): MailChange => ({ ...rest, host: use ? rest.host.trim() : '', sender: rest.sender.trim(), ...(password !== '' && { password }) });

export function MailSettingsForm({ settings }: { settings: MailSettings }) {
    const { t } = useTranslation(['settings', 'common']);
    const change = useChangeSettings('mail');
    const read = useReadSettings();
    const whenUsed = (rule: (value: unknown) => string | null) => (value: unknown, all: Values) => all.use ? rule(value) : null;
    const form = useForm<Values>({
        initialValues: valuesOf(settings),
        validate: { host: whenUsed(rules.required), port: whenUsed(between(1, 65_535)), sender: whenUsed(rules.all(rules.required, rules.email)) },
    });
    const reset = () => { const now = read()?.mail; if (now) { form.setInitialValues(valuesOf(now)); form.setValues(valuesOf(now)); } };
    const submit = useSubmit(form, async (values) => {
        await change.mutateAsync(changeOf(values));
        reset();
        toast(t('common:saved'));
    });
    const outside = isOutside(settings.from);
    const secure = (security: ConnectionSecurity) => {
        if (form.values.port === usual[form.values.security]) form.setFieldValue('port', usual[security]);
        form.setFieldValue('security', security);
    };
    return (
        <SettingsCard title={t('mail.title')} submit={submit} dirty={!outside && form.isDirty()} onReload={reset}>
            <SetOutside origin={settings.from} />
            <Switch label={t('mail.use')} description={t('mail.useHint')} disabled={outside} {...form.getInputProps('use', { type: 'checkbox' })} />
            {form.values.use && (
                <>
                    <Group align="flex-start">
                        <TextInput label={t('mail.host')} placeholder="smtp.example.kr" autoCapitalize="none" spellCheck={false} disabled={outside} style={{ flex: '3 1 220px' }} {...form.getInputProps('host')} />
                        <NativeSelect label={t('mail.security')} disabled={outside} style={{ flex: '2 1 160px' }} value={form.values.security} onChange={(event) => { secure(event.currentTarget.value as ConnectionSecurity); }}
                            data={(['STARTTLS', 'TLS', 'NONE'] as const).map((value) => ({ value, label: t(`mail.securities.${value}`) }))} />
                        <NumberInput label={t('mail.port')} min={1} max={65535} allowDecimal={false} hideControls disabled={outside} style={{ flex: '1 1 90px' }} {...form.getInputProps('port')} />
                    </Group>
                    <Group align="flex-start" grow preventGrowOverflow={false}>
                        <TextInput label={t('mail.user')} description={t('mail.userHint')} autoComplete="off" autoCapitalize="none" spellCheck={false} disabled={outside} {...form.getInputProps('user')} />
                        <PasswordInput label={t('mail.password')} description={t(settings.hasPassword ? 'mail.passwordKept' : 'mail.passwordHint')} autoComplete="new-password" disabled={outside}
                            visibilityToggleButtonProps={{ 'aria-label': t('common:fields.showPassword'), tabIndex: 0 }} {...form.getInputProps('password')} />
                    </Group>
                    <TextInput type="email" label={t('mail.sender')} description={t('mail.senderHint')} placeholder="lms@example.kr" disabled={outside} {...form.getInputProps('sender')} />
                    <Trial form={form} />
                </>
            )}
        </SettingsCard>
    );
}

/** A letter to see whether it works, before it is saved. */
function Trial({ form }: { form: UseFormReturnType<Values> }) {
    const { t } = useTranslation('settings');
    const { data: account } = useSession();
    const [recipient, setRecipient] = useState(account?.email ?? '');
    const [failure, setFailure] = useState<unknown>();
    const trial = useTryMail();
    const send = () => {
        setFailure(undefined);
        if (form.validate().hasErrors) return;
        trial.mutate({ recipient, server: changeOf(form.getValues()) }, {
            onError: (error) => {
                const rename = Object.fromEntries(['host', 'port', 'security', 'user', 'password', 'sender'].map((name) => [`server.${name}`, name]));
                if (!showFieldErrors(form, error, rename)) setFailure(error);
            },
        });
    };
    const done = trial.data;
    return (
        <Stack gap="xs">
            <Group align="flex-end">
                <TextInput type="email" label={t('mail.trialTo')} value={recipient} onChange={(event) => { setRecipient(event.currentTarget.value); }} style={{ flex: '1 1 220px' }} />
                <Button variant="default" loading={trial.isPending} onClick={send}>{t('mail.trial')}</Button>
            </Group>
            {failure !== undefined && <ErrorPanel error={failure} />}
            {done && (done.sent
                ? <Alert color="green" variant="light" role="status" title={t('mail.sent')}>{t('mail.sentHint')}</Alert>
                : <Alert color="red" variant="light" role="alert" title={t('mail.notSent')}><Text size="sm">{done.advice}</Text>{done.answer && <Code block mt="xs" style={{ whiteSpace: 'pre-wrap' }}>{done.answer}</Code>}</Alert>)}
        </Stack>
    );
}
