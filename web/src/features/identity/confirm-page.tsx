import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CodeInput } from '@/components/code-input';
import { ErrorPanel } from '@/components/error-panel';
import { ResendCode } from '@/components/resend-code';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { useSubmit } from '@/lib/forms';
import { useProviders, wayTo } from '@/lib/providers';
import * as rules from '@/lib/rules';
import { Card } from './card';

export default function ConfirmPage() {
    const { t } = useTranslation(['identity', 'codes', 'common']);
    const navigate = useNavigate();
    const [search] = useSearchParams();
    const given = search.get('email') ?? '';
    /** Who signed up by a provider has no password to sign in with. */
    const by = useProviders().find(({ name }) => name === search.get('provider'));
    const form = useForm({
        initialValues: { email: given, code: '' },
        validate: { email: rules.all(rules.required, rules.email), code: (value) => (/^\d{6}$/.test(value) ? null : t('codes:rule')) },
    });
    const submit = useSubmit(form, async (values) => {
        await api.post('/auth/v1/confirm', values);
        if (by) {
            window.location.assign(wayTo(by.name, 'signin'));
            return;
        }
        toast(t('confirm.done'));
        await navigate(`/signin?login=${encodeURIComponent(values.email)}`);
    });

    return (
        <Card title={t('confirm.title')} about={given ? t('confirm.sentTo', { email: given }) : t('confirm.about')}
            below={<Anchor underline="always" component={Link} to="/signin">{t('toSignin')}</Anchor>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    {!given && <TextInput label={t('common:fields.email')} type="email" autoComplete="email" {...form.getInputProps('email')} />}
                    <CodeInput label={t('codes:code')} autoFocus={Boolean(given)} onComplete={() => { submit.onSubmit(); }} {...form.getInputProps('code')} />
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{by ? t('confirm.actionBy', { provider: by.label }) : t('confirm.action')}</Button>
                    <ResendCode disabled={!form.values.email.includes('@')} send={() => api.post('/auth/v1/resend', { email: form.values.email })} />
                </Stack>
            </form>
        </Card>
    );
}
