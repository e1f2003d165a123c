import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { toast } from '@/components/toast';
import type { CompanyName } from '@/lib/api/types';
import { useAskCompany, useCompanySearch, useMyAffiliations } from './api';
import { EmailCheck } from './email-check';
import { MyAffiliations } from './my-affiliations';

export default function JoinPage() {
    const { t } = useTranslation(['welcome', 'common']);
    const [search, setSearch] = useState('');
    const [settled] = useDebouncedValue(search.trim(), 250);
    const companies = useCompanySearch(settled);
    const asked = useMyAffiliations();
    const ask = useAskCompany();
    const [confirm, dialog] = useConfirm();
    const askOf = ({ id, name }: CompanyName) => {
        confirm({
            title: t('join.askTitle', { name }), text: <>{t('join.askText', { name })}<EmailCheck companyId={id} /></>, action: t('join.ask'),
            run: async () => { await ask.mutateAsync(id); toast(t('join.asked', { name })); },
        });
    };

    return (
        <Page width="text">
            <PageHeader title={t('join.title')} about={t('join.about')} back={{ to: '/welcome', label: t('nav.welcome') }} />
            <Stack>
                <TextInput label={t('join.search')} leftSection={<IconSearch size={18} aria-hidden />} value={search} type="search" autoFocus
                    onChange={(event) => { setSearch(event.currentTarget.value); }} />
                <QueryView query={companies} isEmpty={(data) => data.items.length === 0}
                    empty={<EmptyState title={settled ? t('join.none', { search: settled }) : t('join.noneYet')} hint={t('join.noneHint')} />}>
                    {(data) => (
                        <Paper component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                            {data.items.map((company, at) => {
                                const mine = asked.data?.items.find((item) => item.companyId === company.id);
                                return (
                                    <li key={company.id} style={{ padding: '12px 16px', borderTop: at > 0 ? '1px solid var(--ah-line)' : undefined }}>
                                        <Group justify="space-between">
                                            <Text fw={600}>{company.name}</Text>
                                            {mine ? <StateBadge state={mine.state} /> : (
                                                <Button size="xs" variant="light" aria-label={t('join.askOf', { name: company.name })} onClick={() => { askOf(company); }}>{t('join.ask')}</Button>
                                            )}
                                        </Group>
                                    </li>
                                );
                            })}
                        </Paper>
                    )}
                </QueryView>
                <MyAffiliations />
            </Stack>
            {dialog}
        </Page>
    );
}
