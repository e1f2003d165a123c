import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { personRules } from '@/components/person-fields';
import { api } from '@/lib/api/client';
import type { ExternalArrival, ExternalSignedUp } from '@/lib/api/types';
import { filled, useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { homeOf, replaceSession } from '@/lib/session';
import { Agreement } from './agreement';
import { OwnAccountLink } from './external-connect';
import { usernameFrom } from './username';

/** What the provider did not tell, and the agreement; who brings a verified address is in at once. */
export function ExternalSignupForm({ who, label }: { who: ExternalArrival; label: string }) {
    const { t } = useTranslation('identity');
    const client = useQueryClient();
    const navigate = useNavigate();
    const told = who.email ?? '';
    const [other, setOther] = useState(told === '');
    const form = useForm({
        initialValues: { name: (who.name ?? '').slice(0, 20), username: usernameFrom(told), email: told, phone: '', agreed: false },
        validate: {
            name: personRules.name, username: personRules.username, email: personRules.email, phone: rules.phone,
            agreed: (value) => (value ? null : i18next.t('rules.agree')),
        },
    });
    const atOnce = who.emailVerified && form.values.email.trim().toLowerCase() === told;
    const submit = useSubmit(form, async (values) => {
        const { email, account } = await api.post<ExternalSignedUp>('/auth/v1/external/signup', filled(values));
        if (!account) {
            await navigate(`/confirm?${new URLSearchParams({ email, provider: who.provider }).toString()}`);
            return;
        }
        replaceSession(client, account);
        await navigate(who.next === '/' ? homeOf(account.role) : who.next, { replace: true });
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                {!other && (
                    <Group justify="space-between" gap="xs" wrap="wrap">
                        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                            <Text size="sm" fw={500}>{t('fields.email', { ns: 'common' })}</Text>
                            <Text>{told}</Text>
                        </div>
                        <Button variant="subtle" size="compact-sm" onClick={() => { setOther(true); }}>{t('external.otherEmail')}</Button>
                    </Group>
                )}
                {other && <TextInput label={t('fields.email', { ns: 'common' })} type="email" autoComplete="email" required autoFocus={told !== ''} {...form.getInputProps('email')} />}
                <TextInput label={t('fields.name', { ns: 'common' })} description={t('external.nameHint')} autoComplete="name" required {...form.getInputProps('name')} />
                <TextInput label={t('fields.username', { ns: 'common' })} description={t('fields.usernameHint', { ns: 'common' })} autoComplete="username" autoCapitalize="none" spellCheck={false} required
                    {...form.getInputProps('username')} />
                <TextInput label={`${t('fields.phone', { ns: 'common' })} (${t('optional', { ns: 'common' })})`} type="tel" autoComplete="tel" {...form.getInputProps('phone')} />
                <Agreement {...form.getInputProps('agreed', { type: 'checkbox' })} />
                <Text size="sm" c="dimmed">{atOnce ? t('external.atOnce', { provider: label }) : t('external.byCode')}</Text>
                <Button type="submit" loading={submit.busy} fullWidth>{t(atOnce ? 'external.action' : 'signup.action')}</Button>
                <OwnAccountLink who={who} />
            </Stack>
        </form>
    );
}
