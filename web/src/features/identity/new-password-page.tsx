import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { ResendCode } from '@/components/resend-code';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { Card } from './card';

/** With the code of the letter, which says nothing about whether the address is anybody's. */
export default function NewPasswordPage() {
    const { t } = useTranslation(['identity', 'common']);
    const navigate = useNavigate();
    const [search] = useSearchParams();
    const given = search.get('email') ?? '';
    const form = useForm({
        initialValues: { email: given, code: '', password: '' },
        validate: { email: rules.all(rules.required, rules.email), code: rules.required, password: rules.password },
    });
    const submit = useSubmit(form, async ({ email, code, password }) => {
        await api.post('/auth/v1/password-reset/confirm', { email: email.trim(), code: code.trim(), password });
        toast(t('newPassword.done'));
        await navigate(`/signin?login=${encodeURIComponent(email.trim())}`, { replace: true });
    });
    return (
        <Card title={t('newPassword.title')} about={given ? t('newPassword.sentTo', { email: given }) : t('newPassword.about')}
            below={<Anchor underline="always" component={Link} to="/signin">{t('toSignin')}</Anchor>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <TextInput label={t('common:fields.email')} type="email" autoComplete="username" readOnly={Boolean(given)} {...form.getInputProps('email')} />
                    <TextInput label={t('newPassword.code')} description={t('newPassword.codeHint')} placeholder="ABCD-EFGH" autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false}
                        autoFocus={Boolean(given)} {...form.getInputProps('code')} />
                    <PasswordInput label={t('newPassword.password')} description={t('common:fields.passwordHint')} autoComplete="new-password"
                        visibilityToggleButtonProps={{ 'aria-label': t('common:fields.showPassword'), tabIndex: 0 }} {...form.getInputProps('password')} />
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('newPassword.action')}</Button>
                    <ResendCode disabled={!form.values.email.includes('@')} send={() => api.post('/auth/v1/password-reset', { email: form.values.email.trim() })} />
                </Stack>
            </form>
        </Card>
    );
}
