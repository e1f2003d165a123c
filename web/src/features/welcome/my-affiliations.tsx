import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { StateBadge } from '@/components/state-badge';
import { toast } from '@/components/toast';
import { useFormat } from '@/lib/format';
import { useRenewSession } from '@/lib/session';
import { useMyAffiliations, useWithdraw } from './api';

/** Which companies I asked, and how it stands. Nothing asked, nothing shown. */
export function MyAffiliations() {
    const { t } = useTranslation(['welcome', 'common']);
    const format = useFormat();
    const asked = useMyAffiliations();
    const renew = useRenewSession();
    const enter = useMutation({ mutationFn: renew });
    const withdraw = useWithdraw();
    const items = asked.data?.items ?? [];
    if (asked.isError) return <ErrorPanel error={asked.error} onRetry={() => void asked.refetch()} />;
    if (items.length === 0) return null;
    return (
        <Stack gap="sm">
            <Title order={2}>{t('asked.title')}</Title>
            {withdraw.isError && <ErrorPanel error={withdraw.error} />}
            {items.some((item) => item.state === 'APPROVED') && (
                <Alert variant="light" title={t('asked.approved')}>
                    <Button size="xs" loading={enter.isPending} onClick={() => { enter.mutate(); }}>{t('asked.enter')}</Button>
                </Alert>
            )}
            {items.map((item) => (
                <Paper key={item.companyId} p="md">
                    <Group justify="space-between">
                        <div>
                            <Text fw={600}>{item.companyName}</Text>
                            <Text size="sm" c="dimmed">{t('asked.at', { when: format.ago(item.createdAt) })}</Text>
                        </div>
                        <Group gap="xs">
                            <StateBadge state={item.state} />
                            {item.state === 'REQUESTED' && (
                                <Button size="xs" variant="subtle" color="red" loading={withdraw.isPending && withdraw.variables === item.companyId} aria-label={t('asked.withdrawOf', { name: item.companyName })}
                                    onClick={() => { withdraw.mutate(item.companyId, { onSuccess: () => { toast(t('asked.withdrawn', { name: item.companyName })); } }); }}>{t('asked.withdraw')}</Button>
                            )}
                        </Group>
                    </Group>
                </Paper>
            ))}
        </Stack>
    );
}
