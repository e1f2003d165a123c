import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import { isCode } from '@/lib/api/problem';
import type { Account, ExternalArrival } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { homeOf, replaceSession } from '@/lib/session';

const here = '/signup/external';
const signInHere = (login?: string | null) => `/signin?${new URLSearchParams({ ...(login && { login }), next: here }).toString()}`;

/** The address is somebody's already: if it is his, he shows it by signing in as he always did. */
export function SignInFirst({ who, label }: { who: ExternalArrival; label: string }) {
    const { t } = useTranslation('identity');
    return (
        <Stack>
            <Text>{t('external.takenAbout', { email: who.email, provider: label })}</Text>
            <Button component={Link} to={signInHere(who.email)} fullWidth>{t('external.signInAndConnect')}</Button>
        </Stack>
    );
}

export function OwnAccountLink({ who }: { who: ExternalArrival }) {
    const { t } = useTranslation('identity');
    return <Text size="sm" ta="center">{t('external.hasAccount')} <Anchor underline="always" component={Link} to={signInHere(who.email)}>{t('external.signInAndConnect')}</Anchor></Text>;
}

/** Signed in: one press connects the two. A session that was open before proves nothing, and is ended first. */
export function ConnectArrival({ who, label, account }: { who: ExternalArrival; label: string; account: Account }) {
    const { t } = useTranslation('identity');
    const client = useQueryClient();
    const navigate = useNavigate();
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const act = async (what: () => Promise<void>) => {
        setBusy(true);
        setError(undefined);
        try {
            await what();
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    const connect = async () => {
        await api.post('/auth/v1/external/link');
        void client.invalidateQueries({ queryKey: keys.externalIdentities() });
        toast(t('external.connected', { provider: label }));
        await navigate(who.next === '/' ? homeOf(account.role) : who.next, { replace: true });
    };
    const signInAgain = async () => {
        await api.post('/auth/v1/signout');
        await navigate(signInHere(account.email), { replace: true });
        replaceSession(client, null);
    };
    return (
        <Stack>
            <Text>{t('external.connectAbout', { provider: label, theirs: who.email ?? who.name ?? label, own: account.email })}</Text>
            {error !== undefined && <ErrorPanel error={error} />}
            {isCode(error, 'sign_in_again')
                ? <Button loading={busy} onClick={() => void act(signInAgain)} fullWidth>{t('external.signInAgain')}</Button>
                : <Button loading={busy} onClick={() => void act(connect)} fullWidth>{t('external.connect')}</Button>}
            <Text size="sm" ta="center"><Anchor underline="always" component={Link} to="/">{t('external.dontConnect')}</Anchor></Text>
        </Stack>
    );
}
