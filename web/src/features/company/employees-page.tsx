import { Badge, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { useFormat } from '@/lib/format';
import { useAnswerAffiliation, useEmployees, useWaiting } from './api';

export default function EmployeesPage() {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    const [search, setSearch] = useState('');
    const [settled] = useDebouncedValue(search.trim(), 250);
    const employees = useEmployees(settled);
    return (
        <Page>
            <PageHeader title={t('employees.title')} about={t('employees.about')} />
            <Stack gap="xl">
                <Waiting />
                <Stack>
                    <TextInput type="search" aria-label={t('employees.search')} placeholder={t('employees.search')} leftSection={<IconSearch size={18} aria-hidden />} maw={480}
                        value={search} onChange={(event) => { setSearch(event.currentTarget.value); }} />
                    <QueryView query={employees} isEmpty={({ items }) => items.length === 0}
                        empty={<EmptyState icon={IconUsers} title={settled ? t('choose.nobody', { search: settled }) : t('employees.none')} hint={settled ? undefined : t('employees.noneHint')} />}>
                        {({ items }) => (
                            <DataTable caption={t('employees.title')} rows={items} rowKey={(person) => person.userId} columns={[
                                { key: 'name', label: t('fields.name'), cell: (person) => <>{person.name} {person.isSupervisor && <Badge size="sm" ml={6} className="ah-badge">{t('roles.SUPERVISOR')}</Badge>}</> },
                                { key: 'username', label: t('fields.username'), cell: (person) => person.username },
                                { key: 'email', label: t('fields.email'), cell: (person) => person.email },
                                { key: 'since', label: t('employees.since'), end: true, cell: (person) => format.date(person.since) },
                            ]} />
                        )}
                    </QueryView>
                </Stack>
            </Stack>
        </Page>
    );
}

/** People who ask to join. Nobody waiting, nothing shown. */
function Waiting() {
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
