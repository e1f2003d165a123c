import { Anchor, Button, Group, Input, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInterval } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { isStatus } from '@/lib/api/problem';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { Card } from './card';

const resendPauseSeconds = 60;

export default function ConfirmPage() {
    const { t } = useTranslation('identity');
    const navigate = useNavigate();
    const [search] = useSearchParams();
    const given = search.get('email') ?? '';
    const form = useForm({
        initialValues: { email: given, code: '' },
        validate: { email: rules.all(rules.required, rules.email), code: (value) => (/^\d{6}$/.test(value) ? null : t('confirm.codeRule')) },
    });
    const submit = useSubmit(form, async (values) => {
        await api.post('/auth/v1/confirm', values);
        toast(t('confirm.done'));
        await navigate(`/signin?login=${encodeURIComponent(values.email)}`);
    });

    return (
        <Card title={t('confirm.title')} about={given ? t('confirm.sentTo', { email: given }) : t('confirm.about')}
            below={<Anchor underline="always" component={Link} to="/signin">{t('confirm.toSignin')}</Anchor>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    {!given && <TextInput label={t('fields.email', { ns: 'common' })} type="email" autoComplete="email" {...form.getInputProps('email')} />}
                    <Input.Wrapper label={t('confirm.code')} error={form.errors['code']} labelElement="div">
                        <PinInput length={6} type="number" oneTimeCode autoFocus={Boolean(given)} mt={6} size="lg" gap="xs"
                            getInputProps={(at) => ({ 'aria-label': t('confirm.digit', { count: at + 1 }) })}
                            aria-label={t('confirm.code')} error={Boolean(form.errors['code'])}
                            value={form.values.code} onChange={(code) => { form.setFieldValue('code', code); }} onComplete={() => { submit.onSubmit(); }} />
                    </Input.Wrapper>
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('confirm.action')}</Button>
                    <Resend email={form.values.email} />
                </Stack>
            </form>
        </Card>
    );
}

function Resend({ email }: { email: string }) {
    const { t } = useTranslation('identity');
    const [wait, setWait] = useState(0);
    useInterval(() => { setWait((seconds) => Math.max(0, seconds - 1)); }, 1000, { autoInvoke: true });
    const resend = useMutation({
        mutationFn: () => api.post('/auth/v1/resend', { email }),
        onSuccess: () => { setWait(resendPauseSeconds); toast(t('confirm.resent')); },
        onError: (error) => { if (isStatus(error, 429)) setWait(error.problem.retryAfterSeconds ?? resendPauseSeconds); },
    });
    return (
        <Stack gap="xs">
            <Group justify="space-between" gap="xs">
                <Text size="sm" c="dimmed">{t('confirm.notArrived')}</Text>
                <Button variant="subtle" size="compact-sm" disabled={wait > 0 || !email.includes('@')} loading={resend.isPending} onClick={() => { resend.mutate(); }}>
                    {wait > 0 ? t('confirm.resendIn', { count: wait }) : t('confirm.resend')}
                </Button>
            </Group>
            {resend.isError && <ErrorPanel error={resend.error} />}
        </Stack>
    );
}
