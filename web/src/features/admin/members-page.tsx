import { Badge, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PagedList } from '@/components/paged-list';
import { useFormat } from '@/lib/format';
import { useAddressQuery } from '@/lib/use-address-query';
import { useMembers } from './api';
import { MemberStateBadge } from './member-state';

const roles = ['NORMAL', 'EMPLOYEE', 'SUPERVISOR', 'MANAGER', 'ADMIN'] as const;
const states = ['ACTIVE', 'UNCONFIRMED', 'LOCKED'] as const;

export default function MembersPage() {
    const { t } = useTranslation(['members', 'common']);
    const format = useFormat();
    const [query, put] = useAddressQuery();
    const [role, state] = [query.get('role') ?? '', query.get('state') ?? ''];
    const [settled] = useDebouncedValue((query.get('search') ?? '').trim(), 250);
    const members = useMembers(settled, role, state);
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack>
                <Group align="end" role="search">
                    <TextInput type="search" label={t('common:search')} placeholder={t('search')} leftSection={<IconSearch size={18} aria-hidden />} style={{ flex: '1 1 240px' }}
                        value={query.get('search') ?? ''} onChange={(event) => { put('search', event.currentTarget.value); }} />
                    <NativeSelect label={t('role')} value={role} onChange={(event) => { put('role', event.currentTarget.value); }} style={{ flex: '0 1 160px' }}
                        data={[{ value: '', label: t('allRoles') }, ...roles.map((value) => ({ value, label: t(`common:roles.${value}`) }))]} />
                    <NativeSelect label={t('state')} value={state} onChange={(event) => { put('state', event.currentTarget.value); }} style={{ flex: '0 1 160px' }}
                        data={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value, label: t(`states.${value}`) }))]} />
                </Group>
                <PagedList query={members} empty={<EmptyState icon={IconUsers} title={t('none')} hint={t('noneHint')} />}>
                    {(rows) => (
                        <DataTable caption={t('title')} rows={rows} rowKey={(member) => member.userId} href={(member) => `/admin/members/${member.userId}`} columns={[
                            { key: 'name', label: t('common:fields.name'), cell: (member) => member.name },
                            { key: 'email', label: t('common:fields.email'), cell: (member) => member.email },
                            { key: 'role', label: t('role'), cell: (member) => t(`common:roles.${member.role}`) },
                            { key: 'organisation', label: t('organisation'), cell: (member) => member.organisationName ?? '–' },
                            { key: 'state', label: t('state'), cell: (member) => (
                                <Group gap={6} component="span">
                                    <MemberStateBadge state={member.state} size="sm" />
                                    {member.secondFactor && <Badge color="blue" size="sm" className="ah-badge">{t('factor.short')}</Badge>}
                                </Group>
                            ) },
                            { key: 'signedIn', label: t('signedIn'), end: true, cell: (member) => member.signedInAt ? format.ago(member.signedInAt) : t('never') },
                        ]} />
                    )}
                </PagedList>
            </Stack>
        </Page>
    );
}
