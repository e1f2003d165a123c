import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconChartBar, IconFileSpreadsheet, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import { StateBadge } from '@/components/state-badge';
import type { DashboardOffering } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './analysis.module.css';
import { useDashboard } from './api';
import { useSave } from './use-save';

export default function DashboardPage() {
    const { t } = useTranslation(['analysis', 'common']);
    const dashboard = useDashboard();
    const { save, saving } = useSave();
    return (
        <Page>
            <PageHeader title={t('dashboard.title')} about={t('dashboard.about')} actions={<Button variant="default" loading={saving} leftSection={<IconFileSpreadsheet size={18} aria-hidden />} onClick={() => { save('/v1/companies/dashboard/xlsx', `${t('dashboard.title')}.xlsx`); }}>{t('save')}</Button>} />
            <QueryView query={dashboard} skeleton={<PageSkeleton />} isEmpty={({ pages }) => pages[0]?.totals.offeringCount === 0}
                empty={<EmptyState icon={IconChartBar} title={t('dashboard.empty')} hint={t('dashboard.emptyHint')} action={<Button component={Link} to="/company/catalog" leftSection={<IconSearch size={18} aria-hidden />}>{t('dashboard.find')}</Button>} />}>
                {({ pages }) => {
                    const items = pages.flatMap((page) => page.items);
                    const totals = pages[0]!.totals;
                    return (
                        <Stack gap="xl">
                            <SimpleGrid cols={{ base: 2, sm: 4 }}>
                                <Stat label={t('dashboard.ongoing')} value={totals.ongoingCount} hint={t('dashboard.ofOfferings', { count: totals.offeringCount })} />
                                <Stat label={t('dashboard.trainees')} value={totals.traineeCount} />
                                <Stat label={t('outlooks.CERTIFIED')} value={totals.certifiedCount} />
                                <Stat label={t('outlooks.AT_RISK')} value={totals.atRiskCount} hint={t('dashboard.riskHint')} />
                            </SimpleGrid>
                            <Group gap="lg" aria-hidden>
                                {(['certified', 'onTrack', 'atRisk', 'missed'] as const).map((kind) => <Text key={kind} size="sm" c="dimmed"><span className={`${classes['swatch'] ?? ''} ${classes[kind] ?? ''}`} />{t(`outlooks.${outlookOf[kind]}`)}</Text>)}
                            </Group>
                            <Offerings title={t('dashboard.running')} of={items.filter(({ state }) => state !== 'FINISHED')} />
                            <Offerings title={t('dashboard.finished')} of={items.filter(({ state }) => state === 'FINISHED')} />
                            {dashboard.hasNextPage && <Group justify="center"><Button variant="default" loading={dashboard.isFetchingNextPage} onClick={() => void dashboard.fetchNextPage()}>{t('common:more')}</Button></Group>}
                        </Stack>
                    );
                }}
            </QueryView>
        </Page>
    );
}

const outlookOf = { certified: 'CERTIFIED', onTrack: 'ON_TRACK', atRisk: 'AT_RISK', missed: 'MISSED' } as const;

function Offerings({ title, of }: { title: string; of: DashboardOffering[] }) {
    const { t } = useTranslation(['analysis', 'common']);
    const format = useFormat();
    if (of.length === 0) return null;
    return (
        <Stack component="section" gap="sm" aria-label={title}>
            <Title order={2} size="h3">{title}</Title>
            <DataTable caption={title} rows={of} rowKey={(row) => row.courseProvideId} href={(row) => `/company/dashboard/${String(row.courseProvideId)}`} columns={[
                { key: 'course', label: t('fields.course'), cell: (row) => row.courseTitle },
                { key: 'state', label: t('fields.state'), cell: (row) => <StateBadge state={row.state} /> },
                { key: 'period', label: t('fields.period'), cell: (row) => <>{format.period(row.beginDate, row.endDate)}{row.state === 'ONGOING' && <Text size="sm" c="dimmed">{t('dashboard.daysLeft', { count: row.daysLeft })}</Text>}</> },
                { key: 'share', label: t('fields.outlook'), width: 260, cell: (row) => <Share of={row} /> },
                { key: 'why', label: t('dashboard.why'), cell: (row) => <Why of={row} /> },
                { key: 'progress', label: t('fields.meanProgress'), end: true, cell: (row) => (row.progressPercent == null ? '–' : `${String(row.progressPercent)}%`) },
                { key: 'attendance', label: t('fields.attendance'), end: true, cell: (row) => (row.attendancePercent == null ? '–' : `${String(row.attendancePercent)}%`) },
            ]} />
        </Stack>
    );
}

/** How many stand where, as a bar and in words. */
function Share({ of }: { of: DashboardOffering }) {
    const { t } = useTranslation('analysis');
    const parts = [['certified', of.certifiedCount], ['onTrack', of.onTrackCount], ['atRisk', of.atRiskCount], ['missed', of.missedCount]] as const;
    const there = parts.filter(([, count]) => count > 0);
    return (
        <div>
            <span className={classes['share']} aria-hidden>{there.map(([kind, count]) => <span key={kind} className={classes[kind]} style={{ flexGrow: count }} />)}</span>
            <Text size="sm" mt={4}>{there.length > 0 ? there.map(([kind, count]) => `${t(`outlooks.${outlookOf[kind]}`)} ${String(count)}`).join(' · ') : `${t('outlooks.WAITING')} ${String(of.traineeCount)}`}</Text>
        </div>
    );
}

function Why({ of }: { of: DashboardOffering }) {
    const { t } = useTranslation('analysis');
    const reasons = (['progress', 'attendance', 'exam'] as const).filter((kind) => of.risks[kind] > 0);
    return reasons.length === 0 ? <>–</> : <Text size="sm">{reasons.map((kind) => `${t(`fields.${kind}`)} ${String(of.risks[kind])}`).join(', ')}</Text>;
}

