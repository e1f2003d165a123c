import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { api } from '@/lib/api/client';
import type { AuditEntry, List } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { useAddressQuery } from '@/lib/use-address-query';
import classes from './audit.module.css';

const fields = ['person', 'action', 'from', 'until'] as const;

/** Days of this browser's zone as moments: from the beginning of one to the end of the other. */
function asQuery(search: URLSearchParams): Record<string, string | undefined> {
    const moment = (day: string | null, plus: number) => {
        if (!day) return undefined;
        const at = new Date(`${day}T00:00:00`);
        if (Number.isNaN(at.getTime())) return undefined;
        at.setDate(at.getDate() + plus);
        return at.toISOString();
    };
    return {
        person: search.get('person')?.trim() || undefined, action: search.get('action') ?? undefined,
        from: moment(search.get('from'), 0), until: moment(search.get('until'), 1),
    };
}

function exportAddress(query: Record<string, string | undefined>): string {
    const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined);
    return `/v1/admin/audit/export?${new URLSearchParams(given).toString()}`;
}

export default function AuditPage() {
    const { t, i18n } = useTranslation(['audit', 'common']);
    const format = useFormat();
    const [search, put, clear] = useAddressQuery();
    const [settled] = useDebouncedValue(search.toString(), 250);
    const query = asQuery(new URLSearchParams(settled));
    const actions = i18n.getResource(i18n.language, 'audit', 'actions') as Record<string, string>;
    const subjects = i18n.getResource(i18n.language, 'audit', 'subjects') as Record<string, string>;
    const entries = useInfiniteQuery({
        queryKey: keys.audit(settled),
        queryFn: ({ pageParam }) => api.get<List<AuditEntry>>('/v1/admin/audit', { query: { ...query, limit: 50, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
    const filtered = fields.some((name) => search.has(name));
    const known = Object.entries(actions).sort(([, a], [, b]) => a.localeCompare(b));
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')}
                actions={<Button component="a" href={exportAddress(asQuery(search))} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>{t('export')}</Button>} />
            <Stack>
                <Group align="end" role="search">
                    <TextInput type="search" label={t('person')} placeholder={t('personHint')} leftSection={<IconSearch size={18} aria-hidden />} miw={240} style={{ flexGrow: 1 }}
                        value={search.get('person') ?? ''} onChange={(event) => { put('person', event.currentTarget.value); }} />
                    <NativeSelect label={t('action')} value={search.get('action') ?? ''} onChange={(event) => { put('action', event.currentTarget.value); }}
                        data={[{ value: '', label: t('allActions') }, ...known.map(([value, label]) => ({ value, label }))]} miw={200} style={{ flexGrow: 1 }} />
                    <TextInput type="date" label={t('from')} value={search.get('from') ?? ''} onChange={(event) => { put('from', event.currentTarget.value); }} />
                    <TextInput type="date" label={t('until')} min={search.get('from') ?? undefined} value={search.get('until') ?? ''} onChange={(event) => { put('until', event.currentTarget.value); }} />
                    {filtered && <Button variant="subtle" onClick={clear}>{t('clear')}</Button>}
                </Group>
                <QueryView query={entries} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={IconHistory} title={t('empty')} hint={t('emptyHint')} />}>
                    {({ pages }) => (
                        <DataTable caption={t('title')} rows={pages.flatMap(({ items }) => items)} rowKey={(entry) => entry.id} columns={[
                            { key: 'what', label: t('what'), cell: (entry) => actions[entry.action] ?? entry.action },
                            { key: 'who', label: t('who'), cell: (entry) => <Who entry={entry} /> },
                            { key: 'whom', label: t('whom'), cell: (entry) => entry.subjects.map(({ name, ids }) => `${subjects[name] ?? name} ${ids.join(', ')}`).join(' · ') || '–' },
                            { key: 'where', label: t('where'), cell: (entry) => <Text span inherit className={classes.whole}>{entry.address}</Text> },
                            { key: 'at', label: t('at'), end: true, cell: (entry) => <Text span inherit className={classes.whole}>{format.dateTime(entry.at)}</Text> },
                        ]} />
                    )}
                </QueryView>
                {entries.hasNextPage && (
                    <Group justify="center"><Button variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>{t('more')}</Button></Group>
                )}
            </Stack>
        </Page>
    );
}

function Who({ entry }: { entry: AuditEntry }) {
    const { t } = useTranslation(['audit', 'common']);
    if (!entry.userId) return <Text span c="dimmed">{t('nobody')}</Text>;
    if (!entry.username) return <Text span c="dimmed">{t('gone', { id: entry.userId })}</Text>;
    return (
        <>
            {entry.userName || t('gone', { id: entry.userId })} <Text span size="sm" c="dimmed">{entry.username}{entry.role ? ` · ${t(`common:roles.${entry.role}`)}` : ''}</Text>
        </>
    );
}
