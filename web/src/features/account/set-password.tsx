import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { api } from '@/lib/api/client';
import { useAccount } from '@/lib/session';
import { useExternalIdentities } from './api';

/** The first password, by a code in a letter: the way of who has forgotten his, too. */
export function SetPassword({ why, onCancel }: { why: string; onCancel: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const { email } = useAccount();
    const navigate = useNavigate();
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const send = async () => {
        setBusy(true);
        setError(undefined);
        try {
            await api.post('/auth/v1/password-reset', { email });
            await navigate(`/new-password?email=${encodeURIComponent(email)}`);
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    return (
        <Stack>
            <Text>{why}</Text>
            <Text size="sm" c="dimmed">{t('password.setHint', { email })}</Text>
            {error !== undefined && <ErrorPanel error={error} />}
            <Group justify="flex-end">
                <Button variant="default" onClick={onCancel}>{t('common:cancel')}</Button>
                <Button loading={busy} data-autofocus onClick={() => void send()}>{t('password.setAction')}</Button>
            </Group>
        </Stack>
    );
}

/** What asks for the own password; who has none, because he signs in by a provider, can set one first. */
export function WithPassword({ children, onCancel }: { children: ReactNode; onCancel: () => void }) {
    const { t } = useTranslation('account');
    const identities = useExternalIdentities();
    return (
        <QueryView query={identities} skeleton={<ListSkeleton rows={1} />}>
            {({ hasPassword }) => (hasPassword ? children : <SetPassword why={t('password.needed')} onCancel={onCancel} />)}
        </QueryView>
    );
}
