import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { StateFilter } from '@/components/state-filter';
import { useFormat } from '@/lib/format';
import { useRequests } from '@/lib/requests';
import { institutionSide } from './api';

export default function RequestsPage() {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    const [search, setSearch] = useSearchParams();
    const state = search.get('state') ?? '';
    const requests = useRequests(institutionSide, state);
    return (
        <Page>
            <PageHeader title={t('requests.title')} about={t('requests.about')} />
            <Stack>
                <StateFilter value={state} onChange={(next) => { setSearch(next ? { state: next } : {}, { replace: true }); }} />
                <QueryView query={requests} isEmpty={({ pages }) => pages[0]?.items.length === 0}
                    empty={<EmptyState title={state ? t('requests.noneOf') : t('requests.none')} hint={state ? t('requests.noneOfHint') : t('requests.noneHint')} />}>
                    {({ pages }) => (
                        <DataTable caption={t('requests.title')} rows={pages.flatMap(({ items }) => items)} rowKey={(request) => request.id} href={(request) => `/manage/requests/${request.id}`}
                            columns={[
                                { key: 'course', label: t('course'), cell: (request) => request.courseTitle },
                                { key: 'company', label: t('company'), cell: (request) => request.companyName },
                                { key: 'state', label: t('state'), cell: (request) => <StateBadge state={request.state} /> },
                                { key: 'period', label: t('period'), cell: (request) => format.period(request.beginDate, request.endDate) },
                                { key: 'count', label: t('headCount'), end: true, cell: (request) => t('people', { count: request.attendeeCount }) },
                                { key: 'deposit', label: t('deposit'), end: true, cell: (request) => format.won(request.deposit) },
                                { key: 'at', label: t('requestedAt'), end: true, cell: (request) => format.ago(request.createdAt) },
                            ]} />
                    )}
                </QueryView>
                {requests.hasNextPage && (
                    <Group justify="center"><Button variant="default" loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>{t('more')}</Button></Group>
                )}
            </Stack>
        </Page>
    );
}
