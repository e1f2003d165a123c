import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBuilding, IconSearch, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { StateFilter } from '@/components/state-filter';
import { useFormat } from '@/lib/format';
import { useRequests } from '@/lib/requests';
import { companySide, useCompany, useWaiting } from './api';

export default function HomePage() {
    const { t } = useTranslation(['company', 'common']);
    const { data: company } = useCompany();
    const own = <Button variant="default" component={Link} to="/my-company" leftSection={<IconBuilding size={18} aria-hidden />}>{t('home.company')}</Button>;
    const find = <Button component={Link} to="/company/catalog" leftSection={<IconSearch size={18} aria-hidden />}>{t('home.find')}</Button>;
    return (
        <Page>
            <PageHeader title={company?.name ?? t('nav.company')} about={t('home.about')} actions={<>{own}{find}</>} />
            <Stack gap="xl">
                <Todo />
                <Requests find={find} />
            </Stack>
        </Page>
    );
}

/** What waits for the training officer: people who ask to join, requests whose people are to be chosen. */
function Todo() {
    const { t } = useTranslation(['company', 'common']);
    const waiting = useWaiting();
    const accepted = useRequests(companySide, 'ACCEPTED');
    const people = waiting.data?.items.length ?? 0;
    const requests = accepted.data?.pages[0]?.items ?? [];
    if (people === 0 && requests.length === 0) return null;
    return (
        <Stack gap="xs" component="section" aria-label={t('home.todo')}>
            {requests.map((request) => (
                <Alert key={request.id} variant="light" p="sm">
                    <Group justify="space-between" gap="xs">
                        <Text>{t('home.choosePeople', { course: request.courseTitle, count: request.attendeeCount })}</Text>
                        <Button component={Link} to={`/company/requests/${request.id}`} size="xs">{t('home.choose')}</Button>
                    </Group>
                </Alert>
            ))}
            {people > 0 && (
                <Alert variant="light" p="sm">
                    <Group justify="space-between" gap="xs">
                        <Text>{t('home.waiting', { count: people })}</Text>
                        <Button component={Link} to="/company/employees" size="xs">{t('home.look')}</Button>
                    </Group>
                </Alert>
            )}
        </Stack>
    );
}

function Requests({ find }: { find: React.ReactNode }) {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    const [search, setSearch] = useSearchParams();
    const state = search.get('state') ?? '';
    const requests = useRequests(companySide, state);
    return (
        <Stack component="section">
            <Title order={2}>{t('requests.title')}</Title>
            <StateFilter value={state} onChange={(next) => { setSearch(next ? { state: next } : {}, { replace: true }); }} />
            <QueryView query={requests} isEmpty={({ pages }) => pages[0]?.items.length === 0}
                empty={state ? <EmptyState title={t('requests.noneOf')} hint={t('requests.noneOfHint')} /> : <EmptyState icon={IconSend} title={t('requests.none')} hint={t('requests.noneHint')} action={find} />}>
                {({ pages }) => (
                    <DataTable caption={t('requests.title')} rows={pages.flatMap(({ items }) => items)} rowKey={(request) => request.id} href={(request) => `/company/requests/${request.id}`}
                        columns={[
                            { key: 'course', label: t('course'), cell: (request) => request.courseTitle },
                            { key: 'institution', label: t('institution'), cell: (request) => request.institutionName },
                            { key: 'state', label: t('state'), cell: (request) => <StateBadge state={request.state} /> },
                            { key: 'step', label: t('nextStep'), cell: (request) => t(`next.${request.state}.short`) },
                            { key: 'period', label: t('period'), cell: (request) => format.period(request.beginDate, request.endDate) },
                            { key: 'count', label: t('headCount'), end: true, cell: (request) => t('people', { count: request.attendeeCount }) },
                        ]} />
                )}
            </QueryView>
            {requests.hasNextPage && <Group justify="center"><Button variant="default" loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>{t('more')}</Button></Group>}
        </Stack>
    );
}
