import { Button, Group, NumberInput, Paper, Progress, Stack, Switch, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { StorageUse } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';

const gibibyte = 1024 ** 3;

/** What an institution's files take, and may take. */
export function StorageLimit({ institutionId }: { institutionId: number }) {
    const { t } = useTranslation(['organisations', 'common']);
    const storage = useQuery({ queryKey: keys.storageOf(institutionId), queryFn: () => api.get<StorageUse>(`/v1/admin/institutions/${institutionId}/storage`) });
    return (
        <Paper p="md" component="section" aria-label={t('storage.title')}>
            <Stack gap="sm">
                <Title order={2} size="h4">{t('storage.title')}</Title>
                <QueryView query={storage} skeleton={<PageSkeleton />}>
                    {(use) => <LimitForm key={String(use.limitBytes)} institutionId={institutionId} use={use} />}
                </QueryView>
            </Stack>
        </Paper>
    );
}

function LimitForm({ institutionId, use }: { institutionId: number; use: StorageUse }) {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const limit = use.limitBytes ?? undefined;
    const [limited, setLimited] = useState(limit !== undefined);
    const [gigabytes, setGigabytes] = useState<number | string>(limit === undefined ? 100 : Math.round(limit / gibibyte * 10) / 10);
    const change = useMutation({
        mutationFn: (bytes: number | null) => api.put<StorageUse>(`/v1/admin/institutions/${institutionId}/storage`, { limitBytes: bytes }),
        onSuccess: (answer) => {
            client.setQueryData(keys.storageOf(institutionId), answer);
            toast(t('storage.saved'));
        },
    });
    const save = (event: SubmitEvent) => {
        event.preventDefault();
        change.mutate(limited ? Math.round(Number(gigabytes) * gibibyte) : null);
    };
    const bytes = limited ? Math.round(Number(gigabytes) * gibibyte) : undefined;
    return (
        <form onSubmit={save}>
            <Stack gap="sm">
                <Text className="ah-number">{limit === undefined ? t('storage.used', { used: format.bytes(use.usedBytes) }) : t('storage.usedOf', { used: format.bytes(use.usedBytes), limit: format.bytes(limit) })}</Text>
                {limit !== undefined && <Progress value={limit > 0 ? Math.min(100, use.usedBytes / limit * 100) : 100} color={use.usedBytes >= limit * 0.9 ? 'red' : 'accent'} aria-label={t('storage.room')} />}
                <Switch label={t('storage.limit')} checked={limited} onChange={(event) => { setLimited(event.currentTarget.checked); }} />
                {limited && (
                    <NumberInput label={t('storage.gigabytes')} min={0} max={1_000_000} decimalScale={1} value={gigabytes} onChange={setGigabytes} required w={200}
                        {...(bytes !== undefined && bytes < use.usedBytes && { description: t('storage.below') })} />
                )}
                {change.isError && <ErrorPanel error={change.error} />}
                <Group><Button type="submit" variant="default" loading={change.isPending} disabled={limited ? gigabytes === '' : limit === undefined}>{t('common:save')}</Button></Group>
            </Stack>
        </form>
    );
}
