import { Button, Chip, Group, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import type { Outlook } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { usePeople } from './api';
import { PeopleTable } from './people-table';
import { useSave } from './use-save';

const all: Outlook[] = ['AT_RISK', 'ON_TRACK', 'CERTIFIED', 'MISSED', 'WAITING'];

/** The people of one offering: who will complete it, who will not, and what is missing. */
export default function DashboardPeoplePage() {
    const { t } = useTranslation(['analysis', 'common']);
    const format = useFormat();
    const id = Number(useParams()['courseProvideId']);
    const path = `/v1/companies/dashboard/courseProvides/${String(id)}/people`;
    const people = usePeople(path, {});
    const { save, saving } = useSave();
    const [outlook, setOutlook] = useState('');
    const first = people.data?.pages[0]?.items[0];
    return (
        <Page>
            <PageHeader title={first?.courseTitle ?? t('people.title')} about={first && format.period(first.beginDate, first.endDate)} back={{ to: '/company/dashboard', label: t('dashboard.title') }} beside={first && <StateBadge state={first.state} />}
                actions={<Button variant="default" loading={saving} leftSection={<IconFileSpreadsheet size={18} aria-hidden />} onClick={() => { save(`${path}/xlsx`, `${t('people.file')}.xlsx`); }}>{t('save')}</Button>} />
            <QueryView query={people} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={IconUsers} title={t('people.empty')} hint={t('people.emptyHint')} />}>
                {({ pages }) => {
                    const rows = pages.flatMap(({ items }) => items);
                    const shown = rows.filter((row) => outlook === '' || row.outlook === outlook);
                    return (
                        <Stack>
                            <Chip.Group value={outlook} onChange={setOutlook}>
                                <Group gap={6} role="group" aria-label={t('fields.outlook')}>
                                    <Chip value="" size="sm" variant="light">{t('common:all')}</Chip>
                                    {all.filter((each) => rows.some((row) => row.outlook === each)).map((each) => <Chip key={each} value={each} size="sm" variant="light">{`${t(`outlooks.${each}`)} ${String(rows.filter((row) => row.outlook === each).length)}`}</Chip>)}
                                </Group>
                            </Chip.Group>
                            {shown.length === 0 ? <Text c="dimmed">{t('people.empty')}</Text> : <PeopleTable rows={shown} />}
                            {people.hasNextPage && <Group justify="center"><Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>{t('common:more')}</Button></Group>}
                        </Stack>
                    );
                }}
            </QueryView>
        </Page>
    );
}
