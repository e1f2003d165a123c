import { Badge, SegmentedControl, Stack } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PagedList } from '@/components/paged-list';
import { useFormat } from '@/lib/format';
import { useCopies } from './api';

export const colorOf = { OPEN: 'orange', COPIED: 'red', NOT_COPIED: 'green' } as const;

/** Essays that are alike; a person decides on each. */
export default function CopiesPage() {
    const { t } = useTranslation('marking');
    const format = useFormat();
    const [params, setParams] = useSearchParams();
    const state = params.get('state') ?? 'OPEN';
    const copies = useCopies(state === 'ALL' ? '' : state);
    return (
        <Page>
            <PageHeader title={t('copies.title')} about={t('copies.about')} back={{ to: '/manage/marking', label: t('title') }} />
            <Stack>
                <SegmentedControl w="fit-content" aria-label={t('state')} value={state} onChange={(next) => { setParams({ state: next }, { replace: true }); }} data={['OPEN', 'COPIED', 'NOT_COPIED', 'ALL'].map((value) => ({ value, label: t(`copies.states.${value}`) }))} />
                <PagedList query={copies} empty={<EmptyState icon={IconCopyCheck} title={t(state === 'OPEN' ? 'copies.noneWaiting' : 'copies.none')} hint={t('copies.noneHint')} />}>
                    {(rows) => (
                        <DataTable caption={t('copies.title')} rows={rows} rowKey={(each) => each.id} href={(each) => `/manage/marking/copies/${each.id}`} columns={[
                            { key: 'who', label: t('copies.whose'), cell: (each) => t('copies.pair', { first: each.firstName, second: each.secondName }) },
                            { key: 'likeness', label: t('copies.likeness'), end: true, cell: (each) => t('percent', { count: each.likenessPercent }) },
                            { key: 'exam', label: t('exam'), cell: (each) => each.examTitle },
                            { key: 'question', label: t('asked'), cell: (each) => each.question },
                            { key: 'state', label: t('state'), cell: (each) => <Badge className="ah-badge" color={colorOf[each.state]}>{t(`copies.states.${each.state}`)}</Badge> },
                            { key: 'found', label: t('copies.found'), cell: (each) => format.date(each.createdAt) },
                        ]} />
                    )}
                </PagedList>
            </Stack>
        </Page>
    );
}
