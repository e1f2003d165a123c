import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { api } from '@/lib/api/client';
import type { OwnConsents } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

/** Asks for what has to be agreed to anew, without standing in the way. Administrators run the place; nobody asks them. */
export function ConsentNotice() {
    const { t } = useTranslation(['account', 'identity']);
    const client = useQueryClient();
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const { data } = useQuery({ queryKey: keys.consents(), queryFn: () => api.get<OwnConsents>('/users/v1/consents'), staleTime: 10 * 60_000 });
    if (!data || data.due.length === 0) return null;
    const agree = async () => {
        setBusy(true);
        setError(undefined);
        try {
            client.setQueryData(keys.consents(), await api.post<OwnConsents>('/users/v1/consents', { agreed: data.due.map(({ document, version }) => ({ document, version })) }));
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };
    return (
        <Alert radius={0} role="region" title={t('consent.title')}>
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>{t('identity:signup.terms')}</Text>
            {error !== undefined && <ErrorPanel error={error} />}
            <Group mt="sm"><Button size="xs" loading={busy} onClick={() => void agree()}>{t('consent.agree')}</Button></Group>
        </Alert>
    );
}
