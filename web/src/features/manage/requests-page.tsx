import { Button, Group, NativeSelect, Pagination, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { StateFilter } from '@/components/state-filter';
import type { CourseProvideSummary } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { pageSize, useInbox } from './api';

const orders = ['NEWEST', 'WAITING', 'BEGIN_DATE', 'COMPANY', 'COURSE'] as const;

const wishIn = (params: URLSearchParams) => ({ search: params.get('search') ?? '', state: params.get('state') ?? '', sort: params.get('sort') ?? 'NEWEST', page: Math.max(1, Number(params.get('page')) || 1) });

/** What is looked for stands in the address, so that going back from a request leads to the same place. */
function useWish() {
    const [params, setParams] = useSearchParams();
    const wish = wishIn(params);
    const change = (to: Partial<typeof wish>) => {
        // From the address itself: what was changed a moment ago may not be drawn yet.
        const next = { ...wishIn(new URLSearchParams(window.location.search)), page: 1, ...to };
        setParams(Object.fromEntries(Object.entries(next).filter(([name, value]) => value !== '' && !(name === 'page' && value === 1) && value !== 'NEWEST').map(([name, value]) => [name, String(value)])), { replace: to.page === undefined });
    };
    return [wish, change] as const;
}

export default function RequestsPage() {
    const { t } = useTranslation(['manage', 'common']);
    const [wish, change] = useWish();
    const [typed, setTyped] = useState(wish.search);
    const search = useDebouncedCallback((next: string) => { change({ search: next.trim() }); }, 250);
    const inbox = useInbox(wish);
    const narrowed = wish.search !== '' || wish.state !== '';
    const all = () => {
        setTyped('');
        change({ search: '', state: '' });
    };
    return (
        <Page>
            <PageHeader title={t('requests.title')} about={t('requests.about')} />
            <Stack>
                <Group gap="sm">
                    <TextInput type="search" aria-label={t('requests.search')} placeholder={t('requests.search')} maxLength={100} leftSection={<IconSearch size={18} aria-hidden />} value={typed} style={{ flex: '1 1 240px', maxWidth: 480 }}
                        onChange={(event) => { setTyped(event.currentTarget.value); search(event.currentTarget.value); }} />
                    <NativeSelect aria-label={t('requests.sort')} value={wish.sort} onChange={(event) => { change({ sort: event.currentTarget.value }); }}
                        data={orders.map((value) => ({ value, label: t(`requests.orders.${value}`) }))} />
                </Group>
                <StateFilter value={wish.state} counts={inbox.data?.counts} onChange={(state) => { change({ state }); }} />
                <QueryView query={inbox} isEmpty={({ total }) => total === 0}
                    empty={narrowed ? <EmptyState title={t('requests.noneOf')} hint={t('requests.noneOfHint')} action={<Button variant="light" onClick={all}>{t('requests.showAll')}</Button>} />
                        : <EmptyState title={t('requests.none')} hint={t('requests.noneHint')} />}>
                    {({ items, total }) => (
                        <Stack>
                            <Requests rows={items} />
                            <Group justify="space-between" gap="sm">
                                <Text c="dimmed" size="sm" role="status" className="ah-number">{t('requests.range', { from: Math.min(total, (wish.page - 1) * pageSize + 1), to: Math.min(total, wish.page * pageSize), total })}</Text>
                                {total > pageSize && (
                                    <Pagination role="navigation" aria-label={t('requests.pages')} total={Math.ceil(total / pageSize)} value={wish.page} onChange={(page) => { change({ page }); window.scrollTo({ top: 0 }); }} siblings={1} size="sm"
                                        getControlProps={(control) => ({ 'aria-label': t(control === 'next' ? 'requests.nextPage' : 'requests.previousPage') })} />
                                )}
                            </Group>
                        </Stack>
                    )}
                </QueryView>
            </Stack>
        </Page>
    );
}

function Requests({ rows }: { rows: CourseProvideSummary[] }) {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    return (
        <DataTable caption={t('requests.title')} rows={rows} rowKey={(request) => request.id} href={(request) => `/manage/requests/${request.id}`}
            columns={[
                { key: 'course', label: t('course'), cell: (request) => request.courseTitle },
                { key: 'company', label: t('company'), cell: (request) => request.companyName },
                { key: 'state', label: t('state'), cell: (request) => <StateBadge state={request.state} /> },
                { key: 'period', label: t('period'), cell: (request) => format.period(request.beginDate, request.endDate) },
                { key: 'count', label: t('headCount'), end: true, cell: (request) => t('people', { count: request.attendeeCount }) },
                { key: 'deposit', label: t('deposit'), end: true, cell: (request) => format.won(request.deposit) },
                { key: 'at', label: t('requestedAt'), end: true, cell: (request) => format.ago(request.createdAt) },
            ]} />
    );
}
