import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { ListSkeleton } from '@/components/skeletons';
import { api } from '@/lib/api/client';
import { isCode } from '@/lib/api/problem';
import type { ExternalArrival } from '@/lib/api/types';
import { useProviders } from '@/lib/providers';
import { keys } from '@/lib/query-keys';
import { useSession } from '@/lib/session';
import { Card } from './card';
import { ConnectArrival, SignInFirst } from './external-connect';
import { ExternalSignupForm } from './external-signup-form';

/** Somebody whom a provider vouches for and who has no account here yet, or has not said that one is his. */
export default function ExternalSignupPage() {
    const { t } = useTranslation('identity');
    const { data: account } = useSession();
    const providers = useProviders();
    const arrival = useQuery({
        queryKey: keys.externalArrival(), queryFn: () => api.get<ExternalArrival>('/auth/v1/external/arrival'),
        retry: false, staleTime: Infinity, gcTime: 0,
    });
    if (isCode(arrival.error, 'nobody_arrived')) {
        return (
            <Page width="narrow">
                <title>{t('external.over')}</title>
                <EmptyState alone title={t('external.over')} hint={t('external.overHint')}
                    action={<Button component={Link} to={account ? '/' : '/signin'} variant="light">{t(account ? 'invitation.home' : 'signin.action')}</Button>} />
            </Page>
        );
    }
    const who = arrival.data;
    const label = providers.find(({ name }) => name === who?.provider)?.label ?? t('external.another');
    const connecting = Boolean(account) || who?.emailTaken;
    return (
        <Card title={t(connecting ? 'external.connectTitle' : 'external.title', { provider: label })}
            about={who && !connecting && t('external.about', { provider: label })}>
            <Stack>
                {arrival.isError && <ErrorPanel error={arrival.error} onRetry={() => void arrival.refetch()} />}
                {arrival.isPending && <ListSkeleton />}
                {who && (account ? <ConnectArrival who={who} label={label} account={account} />
                    : who.emailTaken ? <SignInFirst who={who} label={label} />
                        : <ExternalSignupForm who={who} label={label} />)}
            </Stack>
        </Card>
    );
}
