import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { api } from '@/lib/api/client';
import { useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { Card } from './card';

export default function ForgotPage() {
    const { t } = useTranslation(['identity', 'common']);
    const navigate = useNavigate();
    const [search] = useSearchParams();
    const form = useForm({ mode: 'uncontrolled', initialValues: { email: search.get('email') ?? '' }, validate: { email: rules.all(rules.required, rules.email) } });
    const submit = useSubmit(form, async (values) => {
        const email = values.email.trim();
        await api.post('/auth/v1/password-reset', { email });
        await navigate(`/new-password?email=${encodeURIComponent(email)}`);
    });
    return (
        <Card title={t('forgot.title')} about={t('forgot.about')} below={<Anchor underline="always" component={Link} to="/signin">{t('toSignin')}</Anchor>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <TextInput label={t('common:fields.email')} type="email" autoComplete="email" autoFocus key={form.key('email')} {...form.getInputProps('email')} />
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('forgot.action')}</Button>
                </Stack>
            </form>
        </Card>
    );
}
