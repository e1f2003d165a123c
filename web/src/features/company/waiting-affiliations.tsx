import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { useFormat } from '@/lib/format';
import { useAnswerAffiliation, useWaiting } from './api';

/** People who ask to join. Nobody waiting, nothing shown. */
export function WaitingAffiliations() {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    const waiting = useWaiting();
    const answer = useAnswerAffiliation();
    const items = waiting.data?.items ?? [];
    if (waiting.isError) return <ErrorPanel error={waiting.error} onRetry={() => void waiting.refetch()} />;
    if (items.length === 0) return null;
    const busy = (id: number, accepted: boolean) => answer.isPending && answer.variables.id === id && answer.variables.accepted === accepted;
    return (
        <Stack gap="sm" component="section">
            <Title order={2}>{t('employees.waiting', { count: items.length })}</Title>
            {answer.isError && <ErrorPanel error={answer.error} />}
            {items.map((person) => (
                <Paper key={person.id} p="md">
                    <Group justify="space-between">
                        <div>
                            <Text fw={600}>{person.name}</Text>
                            <Text size="sm" c="dimmed">{person.email} · {format.ago(person.createdAt)}</Text>
                        </div>
                        <Group gap="xs">
                            <Button size="xs" loading={busy(person.id, true)} aria-label={t('employees.acceptOf', { name: person.name })}
                                onClick={() => { answer.mutate({ id: person.id, accepted: true }, { onSuccess: () => { toast(t('employees.accepted', { name: person.name })); } }); }}>{t('employees.accept')}</Button>
                            <Button size="xs" variant="default" loading={busy(person.id, false)} aria-label={t('employees.refuseOf', { name: person.name })}
                                onClick={() => { answer.mutate({ id: person.id, accepted: false }); }}>{t('employees.refuse')}</Button>
                        </Group>
                    </Group>
                </Paper>
            ))}
        </Stack>
    );
}
