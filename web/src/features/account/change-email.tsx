import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '@/components/code-input';
import { ErrorPanel } from '@/components/error-panel';
import { ResendCode } from '@/components/resend-code';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { Account, User } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import * as rules from '@/lib/rules';
import { OwnPassword } from './own-password';

interface Asked { email: string; password: string }

/** First the new address and the password, then the code that was sent there. */
export function ChangeEmail({ onDone }: { onDone: () => void }) {
    const [asked, setAsked] = useState<Asked>();
    return asked ? <EnterCode asked={asked} onDone={onDone} /> : <AskForCode onAsked={setAsked} onCancel={onDone} />;
}

const ask = (what: Asked) => api.post('/users/v1/user/email', what);

function AskForCode({ onAsked, onCancel }: { onAsked: (asked: Asked) => void; onCancel: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const form = useForm({
        mode: 'uncontrolled', initialValues: { email: '', password: '' },
        validate: { email: rules.all(rules.required, rules.email, rules.atMost(100)), password: (value) => (value === '' ? rules.required(value) : null) },
    });
    const submit = useSubmit(form, async ({ email, password }) => {
        const what = { email: email.trim(), password };
        await ask(what);
        onAsked(what);
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text size="sm" c="dimmed">{t('email.hint')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('email.new')} type="email" autoComplete="email" data-autofocus key={form.key('email')} {...form.getInputProps('email')} />
                <OwnPassword data-autofocus={undefined} key={form.key('password')} {...form.getInputProps('password')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('email.send')}</Button>
                </Group>
            </Stack>
        </form>
    );
}

function EnterCode({ asked, onDone }: { asked: Asked; onDone: () => void }) {
    const { t } = useTranslation(['account', 'codes']);
    const client = useQueryClient();
    const form = useForm({ initialValues: { code: '' }, validate: { code: (value) => (/^\d{6}$/.test(value) ? null : t('codes:rule')) } });
    const submit = useSubmit(form, async (values) => {
        const changed = await api.post<User>('/users/v1/user/email/confirm', values);
        client.setQueryData(keys.user(), changed);
        client.setQueryData<Account | null>(keys.session(), (account) => account && { ...account, email: changed.email });
        toast(t('email.done', { email: changed.email }));
        onDone();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('email.sentTo', { email: asked.email })}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <CodeInput label={t('codes:code')} autoFocus onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                <Button type="submit" loading={submit.busy} fullWidth>{t('email.action')}</Button>
                <ResendCode send={() => ask(asked)} />
            </Stack>
        </form>
    );
}
