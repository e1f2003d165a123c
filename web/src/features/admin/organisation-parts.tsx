import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { StateBadge } from '@/components/state-badge';
import type { InstitutionOverview, Member } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { MemberStateBadge } from './member-state';

// What institutions and companies have in common on their pages.

export function Alone() {
    const { t } = useTranslation('organisations');
    return <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('states.WITHOUT_STAFF')}>{t('withoutStaff')}</Alert>;
}

export function Offerings({ counts }: { counts: InstitutionOverview['offerings'] }) {
    const { t } = useTranslation(['organisations', 'common']);
    const format = useFormat();
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb="md">{t('offerings')}</Title>
            {counts.length === 0 ? <Text c="dimmed">{t('noOfferings')}</Text> : (
                <Group gap="lg">
                    {counts.map(({ state, count }) => <Group key={state} gap={8}><StateBadge state={state} /><Text fw={650} className="ah-number">{format.number(count)}</Text></Group>)}
                </Group>
            )}
        </Paper>
    );
}

export function Staff({ title, people }: { title: string; people: Member[] }) {
    const { t } = useTranslation(['organisations', 'members', 'common']);
    const format = useFormat();
    return (
        <Stack gap="sm">
            <Title order={2} size="h3">{title}</Title>
            {people.length === 0 ? <Paper p="md"><Text c="dimmed">{t('noStaff')}</Text></Paper> : (
                <DataTable caption={title} rows={people} rowKey={(member) => member.userId} href={(member) => `/admin/members/${member.userId}`} columns={[
                    { key: 'name', label: t('common:fields.name'), cell: (member) => member.name },
                    { key: 'email', label: t('common:fields.email'), cell: (member) => member.email },
                    { key: 'state', label: t('members:state'), cell: (member) => <MemberStateBadge state={member.state} size="sm" /> },
                    { key: 'signedIn', label: t('members:signedIn'), end: true, cell: (member) => member.signedInAt ? format.ago(member.signedInAt) : t('members:never') },
                ]} />
            )}
        </Stack>
    );
}
