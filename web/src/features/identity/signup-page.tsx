import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { emptyPerson, PersonFields, personRules } from '@/components/person-fields';
import { api } from '@/lib/api/client';
import { filled, useSubmit } from '@/lib/forms';
import { useInstallation } from '@/lib/session';
import * as rules from '@/lib/rules';
import { Agreement } from './agreement';
import { Card } from './card';
import { ProviderButtons } from './provider-buttons';

export default function SignupPage() {
    const { t } = useTranslation('identity');
    const navigate = useNavigate();
    const { data: installation } = useInstallation();
    const form = useForm({
        mode: 'uncontrolled',
        initialValues: { ...emptyPerson, phone: '', agreed: false },
        validate: {
            ...personRules,
            phone: rules.phone,
            agreed: (value) => (value ? null : i18next.t('rules.agree')),
        },
    });
    const submit = useSubmit(form, async ({ password, ...values }) => {
        const { email } = await api.post<{ email: string }>('/auth/v1/signup', { ...filled(values), password });
        await navigate(`/confirm?email=${encodeURIComponent(email)}`);
    });

    if (installation && !installation.signUpOpen) return <Card title={t('signup.closed')} below={<Anchor underline="always" component={Link} to="/signin">{t('signup.toSignin')}</Anchor>}><Text>{t('signup.closedHint')}</Text></Card>;
    return (
        <Card title={t('signup.title')} about={t('signup.about')}
            below={<>{t('signup.hasAccount')} <Anchor underline="always" component={Link} to="/signin">{t('signup.toSignin')}</Anchor></>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <PersonFields form={form} />
                    <TextInput label={`${t('fields.phone', { ns: 'common' })} (${t('optional', { ns: 'common' })})`} type="tel" autoComplete="tel"
                        key={form.key('phone')} {...form.getInputProps('phone')} />
                    <Agreement key={form.key('agreed')} {...form.getInputProps('agreed', { type: 'checkbox' })} />
                    <Button type="submit" loading={submit.busy} fullWidth>{t('signup.action')}</Button>
                </Stack>
            </form>
            <ProviderButtons mode="signup" />
        </Card>
    );
}
