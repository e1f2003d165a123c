import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { personRules } from '@/components/person-fields';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { isCode } from '@/lib/api/problem';
import type { Account, InvitationCard } from '@/lib/api/types';
import { filled, useSubmit } from '@/lib/forms';
import { homeOf, replaceSession, useRenewSession, useSession } from '@/lib/session';
import { Agreement } from './agreement';
import { Card } from './card';
import { usernameFrom } from './username';

const kept = 'ahimmoyak.invitation';

/** The letter's secret stands behind #; it is kept for this tab, so that one may sign in and come back. */
function readToken(): string {
    const told = window.location.hash.slice(1);
    try {
        if (told) sessionStorage.setItem(kept, told);
        return told || (sessionStorage.getItem(kept) ?? '');
    } catch {
        return told;
    }
}
function forgetToken(): void {
    try { sessionStorage.removeItem(kept); } catch { /* it is used up anyway */ }
}

export default function InvitationPage() {
    const { t } = useTranslation('identity');
    const [token] = useState(readToken);
    const card = useQuery({
        queryKey: ['invitation', token], retry: false, staleTime: Infinity,
        queryFn: () => api.post<InvitationCard>('/v1/invitations/look', { token }),
        enabled: token.length >= 20,
    });
    if (token.length < 20 || isCode(card.error, 'invitation_over')) {
        return <Page width="narrow"><title>{t('invitation.over')}</title><EmptyState alone title={t('invitation.over')} hint={t('invitation.overHint')} action={<Button component={Link} to="/signin" variant="light">{t('signin.action')}</Button>} /></Page>;
    }
    const title = card.data ? t('invitation.title', { company: card.data.organisationName }) : t('invitation.loading');
    return (
        <Card title={title} about={card.data && !card.data.hasAccount && t(card.data.role === 'MANAGER' ? 'invitation.aboutStaff' : 'invitation.about', { name: card.data.name })}>
            {card.isError && <ErrorPanel error={card.error} onRetry={() => void card.refetch()} />}
            {card.isPending && <ListSkeleton />}
            {card.data && (card.data.hasAccount ? <Join card={card.data} token={token} /> : <NewAccount card={card.data} token={token} />)}
        </Card>
    );
}

function NewAccount({ card, token }: { card: InvitationCard; token: string }) {
    const { t } = useTranslation('identity');
    const client = useQueryClient();
    const navigate = useNavigate();
    const form = useForm({
        mode: 'uncontrolled',
        initialValues: { name: card.name, username: usernameFrom(card.email), password: '', agreed: false },
        validate: { name: personRules.name, username: personRules.username, password: personRules.password, agreed: (value) => (value ? null : i18next.t('rules.agree')) },
    });
    const submit = useSubmit(form, async ({ password, ...values }) => {
        await api.post('/v1/invitations/accept', { ...filled(values), token, password });
        forgetToken();
        toast(t(`invitation.done.${card.role === 'MANAGER' ? 'MANAGER' : 'EMPLOYEE'}`, { company: card.organisationName }));
        const account = await api.post<Account>('/auth/v1/signin', { login: card.email, password });
        replaceSession(client, account);
        await navigate(homeOf(account.role), { replace: true });
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('fields.email', { ns: 'common' })} description={t('invitation.emailHint')} value={card.email} readOnly autoComplete="email" />
                <TextInput label={t('fields.name', { ns: 'common' })} autoComplete="name" required key={form.key('name')} {...form.getInputProps('name')} />
                <TextInput label={t('fields.username', { ns: 'common' })} description={t('fields.usernameHint', { ns: 'common' })} autoComplete="username" autoCapitalize="none" spellCheck={false} required
                    key={form.key('username')} {...form.getInputProps('username')} />
                <PasswordInput label={t('fields.password', { ns: 'common' })} description={t('fields.passwordHint', { ns: 'common' })} autoComplete="new-password" required
                    visibilityToggleButtonProps={{ 'aria-label': t('fields.showPassword', { ns: 'common' }), tabIndex: 0 }} key={form.key('password')} {...form.getInputProps('password')} />
                <Agreement key={form.key('agreed')} {...form.getInputProps('agreed', { type: 'checkbox' })} />
                <Button type="submit" loading={submit.busy} fullWidth>{t('invitation.action')}</Button>
            </Stack>
        </form>
    );
}

/** Who has an account joins with it, signed in: a letter that was passed on opens nobody's account. */
function Join({ card, token }: { card: InvitationCard; token: string }) {
    const { t } = useTranslation('identity');
    const { data: account } = useSession();
    const navigate = useNavigate();
    const renew = useRenewSession();
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const join = async () => {
        setBusy(true);
        setError(undefined);
        try {
            await api.post('/v1/invitations/join', { token });
            forgetToken();
            await renew();
            toast(t(`invitation.done.${card.role === 'MANAGER' ? 'MANAGER' : 'EMPLOYEE'}`, { company: card.organisationName }));
            await navigate('/', { replace: true });
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    if (!account) {
        return (
            <Stack>
                <Text>{t('invitation.hasAccount', { email: card.email })}</Text>
                <Button component={Link} to={`/signin?login=${encodeURIComponent(card.email)}&next=${encodeURIComponent('/invitation')}`} fullWidth>{t('invitation.signIn')}</Button>
            </Stack>
        );
    }
    const own = account.email === card.email;
    return (
        <Stack>
            {error !== undefined && <ErrorPanel error={error} />}
            {!own && <Alert color="yellow" variant="light" title={t('invitation.other', { email: card.email })}>{t('invitation.otherHint', { email: account.email })}</Alert>}
            {own && account.role !== 'NORMAL' && <Alert color="yellow" variant="light" title={t('invitation.elsewhere')}>{t('invitation.elsewhereHint')}</Alert>}
            {own && account.role === 'NORMAL' && <Button loading={busy} onClick={() => void join()} fullWidth>{t('invitation.join', { company: card.organisationName })}</Button>}
            <Text size="sm" ta="center"><Anchor underline="always" component={Link} to="/">{t('invitation.home')}</Anchor></Text>
        </Stack>
    );
}
