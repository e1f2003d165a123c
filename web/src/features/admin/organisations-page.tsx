import { Badge, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PagedList } from '@/components/paged-list';
import { businessNumber, useFormat } from '@/lib/format';
import { useAddressQuery } from '@/lib/use-address-query';
import { useCompanies, useInstitutions } from './api';

export default function OrganisationsPage() {
    const { t } = useTranslation(['organisations', 'common']);
    const [query, put] = useAddressQuery();
    const companies = query.get('kind') === 'companies';
    const search = query.get('search') ?? '';
    const [settled] = useDebouncedValue(search.trim(), 250);
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack>
                <Group role="search">
                    <SegmentedControl aria-label={t('title')} value={companies ? 'companies' : ''} onChange={(kind) => { put('kind', kind); }}
                        data={[{ value: '', label: t('institutions') }, { value: 'companies', label: t('companies') }]} />
                    <TextInput type="search" aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={18} aria-hidden />} style={{ flex: '1 1 240px', maxWidth: 480 }}
                        value={search} onChange={(event) => { put('search', event.currentTarget.value); }} />
                </Group>
                {companies ? <Companies search={settled} /> : <Institutions search={settled} />}
            </Stack>
        </Page>
    );
}

function useEmpty() {
    const { t } = useTranslation('organisations');
    return <EmptyState icon={IconBuilding} title={t('none')} hint={t('noneHint')} />;
}

function Name({ name, alone }: { name: string; alone: boolean }) {
    const { t } = useTranslation('organisations');
    return <>{name} {alone && <Badge color="red" size="sm" ml={6} className="ah-badge">{t('states.WITHOUT_STAFF')}</Badge>}</>;
}

function Institutions({ search }: { search: string }) {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    return (
        <PagedList query={useInstitutions(search)} empty={useEmpty()}>
            {(rows) => (
                <DataTable caption={t('institutions')} rows={rows} rowKey={({ id }) => id} href={({ id }) => `/admin/institutions/${id}`} columns={[
                    { key: 'name', label: t('common:fields.organisation'), cell: (row) => <Name name={row.name} alone={row.state === 'WITHOUT_STAFF'} /> },
                    { key: 'number', label: t('common:fields.businessNumber'), cell: (row) => businessNumber(row.businessNumber) },
                    { key: 'staff', label: t('staff'), end: true, cell: (row) => format.number(row.staffCount) },
                    { key: 'courses', label: t('courses'), end: true, cell: (row) => format.number(row.courseCount) },
                    { key: 'waiting', label: t('waiting'), end: true, cell: (row) => format.number(row.waitingCount) },
                    { key: 'ongoing', label: t('ongoing'), end: true, cell: (row) => format.number(row.ongoingCount) },
                    { key: 'created', label: t('created'), end: true, cell: (row) => format.date(row.createdAt) },
                ]} />
            )}
        </PagedList>
    );
}

function Companies({ search }: { search: string }) {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    return (
        <PagedList query={useCompanies(search)} empty={useEmpty()}>
            {(rows) => (
                <DataTable caption={t('companies')} rows={rows} rowKey={({ id }) => id} href={({ id }) => `/admin/companies/${id}`} columns={[
                    { key: 'name', label: t('common:fields.organisation'), cell: (row) => <Name name={row.name} alone={row.state === 'WITHOUT_STAFF'} /> },
                    { key: 'number', label: t('common:fields.businessNumber'), cell: (row) => businessNumber(row.businessNumber) },
                    { key: 'supervisors', label: t('supervisors'), end: true, cell: (row) => format.number(row.supervisorCount) },
                    { key: 'employees', label: t('employees'), end: true, cell: (row) => format.number(row.employeeCount) },
                    { key: 'waiting', label: t('waiting'), end: true, cell: (row) => format.number(row.waitingCount) },
                    { key: 'ongoing', label: t('ongoing'), end: true, cell: (row) => format.number(row.ongoingCount) },
                    { key: 'created', label: t('created'), end: true, cell: (row) => format.date(row.createdAt) },
                ]} />
            )}
        </PagedList>
    );
}
