import { Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '@/components/facts';
import { LineChart } from '@/components/line-chart';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { CardsSkeleton, PageSkeleton } from '@/components/skeletons';
import type { SystemHealth, VitalSigns } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { Glance, Signs } from './health-parts';
import { useHealth, useVitals } from './system-api';

export default function HealthPage() {
    const { t } = useTranslation('health');
    const health = useHealth();
    const vitals = useVitals();
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} back={{ to: '/admin', label: t('back') }} />
            <Stack gap="lg">
                <QueryView query={health} skeleton={<PageSkeleton />}>
                    {(data) => <Stack><Glance health={data} /><Signs health={data} well={false} /></Stack>}
                </QueryView>
                <section aria-labelledby="course-of-it">
                    <Title order={2} id="course-of-it" mb="sm">{t('charts')}</Title>
                    <QueryView query={vitals} skeleton={<CardsSkeleton cards={6} height={170} />}>
                        {({ items }) => <Charts items={items} live={health.data?.facts.live != null} />}
                    </QueryView>
                </section>
                {health.data && <Signs health={health.data} well />}
                {health.data && <Details health={health.data} />}
            </Stack>
        </Page>
    );
}

function Charts({ items, live }: { items: VitalSigns[]; live: boolean }) {
    const { t } = useTranslation('health');
    const format = useFormat();
    const of = (value: (signs: VitalSigns) => number | null | undefined) => items.map((signs) => ({ at: new Date(signs.at).getTime(), value: value(signs) ?? null }));
    const common = { empty: t('gathering') };
    const rounded = (value: number) => format.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
    return (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            <LineChart {...common} label={t('cpu')} points={of((signs) => signs.cpuPercent)} say={(value) => `${rounded(value)}%`} least={10} />
            <LineChart {...common} label={t('memory')} points={of((signs) => signs.memoryBytes)} say={format.bytes} least={1} />
            <LineChart {...common} label={t('requests')} points={of((signs) => signs.requestsPerSecond)} say={(value) => t('perSecond', { value: rounded(value) })} least={1} />
            <LineChart {...common} label={t('p95')} points={of((signs) => signs.p95Milliseconds)} say={(value) => `${rounded(value)} ms`} least={10} />
            <LineChart {...common} label={t('lag')} points={of((signs) => signs.lagMilliseconds)} say={(value) => `${rounded(value)} ms`} least={10} />
            {live && <LineChart {...common} label={t('viewers')} points={of((signs) => signs.viewerCount)} say={(value) => t('people', { value: format.number(value) })} least={10} />}
        </SimpleGrid>
    );
}

function Details({ health: { facts, timeZone } }: { health: SystemHealth }) {
    const { t } = useTranslation('health');
    const format = useFormat();
    const { database, disk, process, mail, events, live, backups, certificate } = facts;
    return (
        <section aria-labelledby="details">
            <Title order={2} id="details" mb="sm">{t('details')}</Title>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
                <Paper p="md">
                    <Title order={3} mb="sm">{t('kinds.DATABASE')}</Title>
                    <Facts items={[
                        [t('kind'), database.kind], [t('size'), format.bytes(database.bytes)],
                        [t('latency'), `${format.number(Math.round(database.latencyMilliseconds * 10) / 10)} ms`],
                        [t('migrations'), t('migrationsOf', { done: database.migrationCount, pending: database.pendingMigrationCount })],
                    ]} />
                </Paper>
                <Paper p="md">
                    <Title order={3} mb="sm">{t('kinds.DISK')}</Title>
                    <Facts items={[
                        [t('free'), t('of', { part: format.bytes(disk.freeBytes), all: format.bytes(disk.totalBytes) })],
                        [t('objects'), t('objectsOf', { number: format.number(disk.objectCount), size: format.bytes(disk.objectBytes) })],
                        [t('lastBackup'), backups.lastMadeAt ? `${format.dateTime(backups.lastMadeAt)} · ${format.bytes(backups.lastBytes ?? 0)}` : t('none')],
                        [t('certificate'), certificate && format.dateTime(certificate.validUntil)],
                    ]} />
                </Paper>
                <Paper p="md">
                    <Title order={3} mb="sm">{t('process')}</Title>
                    <Facts items={[
                        [t('processors'), format.number(process.processorCount)], [t('threads'), format.number(process.threadCount)],
                        [t('memory'), format.bytes(process.memoryBytes)],
                        [t('memoryFree'), t('of', { part: format.bytes(process.memoryFreeBytes), all: format.bytes(process.memoryTotalBytes) })],
                        [t('zone'), timeZone],
                    ]} />
                </Paper>
                <Paper p="md">
                    <Title order={3} mb="sm">{t('queues')}</Title>
                    <Facts items={[
                        [t('mailWaiting'), format.number(mail.waitingCount)], [t('mailFailed'), format.number(mail.failedCount)], [t('mailFailure'), mail.lastFailure],
                        [t('eventsWaiting'), format.number(events.waitingCount)],
                        [t('broadcasts'), live && t('broadcastsOf', { broadcasts: format.number(live.broadcastCount), viewers: format.number(live.viewerCount) })],
                    ]} />
                </Paper>
            </SimpleGrid>
        </section>
    );
}
