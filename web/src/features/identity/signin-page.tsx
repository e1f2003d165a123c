import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { api } from '@/lib/api/client';
import { isCode } from '@/lib/api/problem';
import type { Account, AwaitedSecondFactor } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { inside } from '@/lib/inside';
import { required } from '@/lib/rules';
import { homeOf, replaceSession, useInstallation, useSession } from '@/lib/session';
import { forgetRestore, wasRestored } from '@/lib/sign-in-reason';
import { Card } from './card';
import { ProviderButtons } from './provider-buttons';
import { SecondStep } from './second-step';

/** Who comes in by a provider and has a second factor arrives with a ticket, behind # where no log sees it. */
function arrivedTicket(): Pick<AwaitedSecondFactor, 'ticket'> | undefined {
    const ticket = new URLSearchParams(window.location.hash.slice(1)).get('second-factor');
    return ticket ? { ticket } : undefined;
}

export default function SigninPage() {
    const { t } = useTranslation('identity');
    const client = useQueryClient();
    const navigate = useNavigate();
    const [search] = useSearchParams();
    const [restored] = useState(wasRestored);
    const { data: account } = useSession();
    const [awaited, setAwaited] = useState(arrivedTicket);
    const { data: installation } = useInstallation();
    // A ticket stays in no address that could be kept or passed on.
    useEffect(() => { if (window.location.hash) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search); }, []);
    const form = useForm({ mode: 'uncontrolled', initialValues: { login: search.get('login') ?? '', password: '' }, validate: { login: required, password: required } });
    const submit = useSubmit(form, async (values) => {
        try {
            const done = await api.post<Account | AwaitedSecondFactor>('/auth/v1/signin', { login: values.login.trim(), password: values.password });
            if ('ticket' in done) setAwaited(done);
            else replaceSession(client, done);
            forgetRestore();
        } catch (error) {
            if (!isCode(error, 'not_confirmed')) throw error;
            const login = values.login.trim();
            await navigate(login.includes('@') ? `/confirm?email=${encodeURIComponent(login)}` : '/confirm');
        }
    });
    /** An address that stands there already need not be typed again. */
    const forgot = (event: MouseEvent) => {
        const login = form.getValues().login.trim();
        if (!login.includes('@') || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(`/forgot?email=${encodeURIComponent(login)}`);
    };
    if (account) return <Navigate to={inside(search.get('next')) ?? homeOf(account.role)} replace />;
    /** Back to the password: the ticket is of no use any more, or it is somebody else's turn. */
    const again = (error?: unknown) => {
        setAwaited(undefined);
        form.setFieldValue('password', '');
        submit.fail(error);
    };
    if (awaited) return <SecondStep ticket={awaited.ticket} onOver={again} />;

    return (
        <Card title={t('signin.title')} about={t('signin.about')}
            below={installation?.signUpOpen !== false && <>{t('signin.noAccount')} <Anchor underline="always" component={Link} to="/signup">{t('signin.toSignup')}</Anchor></>}>
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    {restored && <Alert color="blue" title={t('signin.restored')}>{t('signin.restoredHint')}</Alert>}
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    <TextInput label={t('signin.login')} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus
                        key={form.key('login')} {...form.getInputProps('login')} />
                    <PasswordInput label={t('fields.password', { ns: 'common' })} autoComplete="current-password"
                        visibilityToggleButtonProps={{ 'aria-label': t('fields.showPassword', { ns: 'common' }), tabIndex: 0 }}
                        key={form.key('password')} {...form.getInputProps('password')} />
                    <Button type="submit" loading={submit.busy} fullWidth mt="xs">{t('signin.action')}</Button>
                    <Text size="sm" ta="center"><Anchor underline="always" component={Link} to="/forgot" onClick={forgot}>{t('signin.forgot')}</Anchor></Text>
                </Stack>
            </form>
            <ProviderButtons mode="signin" next={inside(search.get('next'))} />
        </Card>
    );
}
