import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMail } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { CodeInput } from './code-input';
import { ErrorPanel } from './error-panel';
import { ResendCode } from './resend-code';

type Method = Schemas['IdentityMethodKind'];

interface Props {
    methods: Method[];
    texts: Record<'why' | 'byMail' | 'send' | 'sent' | 'byApp' | 'action' | 'useApp' | 'useMail', string>;
    send: () => Promise<unknown>;
    prove: (method: Method, code: string) => Promise<unknown>;
    onPassed: () => void;
}

/** Asks who it is for a code: of the authenticator where there is one, else by e-mail. */
export function IdentityAsk({ methods, texts, send, prove, onPassed }: Props) {
    const { t } = useTranslation('codes');
    const [method, setMethod] = useState<Method>(methods.includes('TOTP') ? 'TOTP' : 'EMAIL_CODE');
    const [sent, setSent] = useState(false);
    const first = useMutation({ mutationFn: send, onSuccess: () => { setSent(true); } });
    const form = useForm({ initialValues: { code: '' }, validate: { code: (value) => (/^\d{6}$/.test(value) ? null : t('rule')) } });
    const submit = useSubmit(form, async ({ code }) => {
        await prove(method, code);
        onPassed();
    });
    const byMail = method === 'EMAIL_CODE';
    return (
        <Stack>
            <Text>{texts.why}</Text>
            {byMail && !sent ? (
                <>
                    <Text size="sm" c="dimmed">{texts.byMail}</Text>
                    {first.isError && <ErrorPanel error={first.error} />}
                    <Button data-autofocus leftSection={<IconMail size={16} aria-hidden />} loading={first.isPending} onClick={() => { first.mutate(); }}>{texts.send}</Button>
                </>
            ) : (
                <form onSubmit={submit.onSubmit} noValidate>
                    <Stack>
                        <Text size="sm" c="dimmed" role="status">{byMail ? texts.sent : texts.byApp}</Text>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <CodeInput key={method} label={t('code')} autoFocus onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                        <Button type="submit" loading={submit.busy}>{texts.action}</Button>
                        {byMail && <ResendCode send={send} />}
                    </Stack>
                </form>
            )}
            {methods.length > 1 && (
                <Group justify="center">
                    <Button variant="subtle" size="compact-sm" onClick={() => { setMethod(byMail ? 'TOTP' : 'EMAIL_CODE'); form.reset(); }}>{byMail ? texts.useApp : texts.useMail}</Button>
                </Group>
            )}
        </Stack>
    );
}
