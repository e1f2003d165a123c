import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { useInstallation } from '@/lib/session';
import { SigningKeys } from './signing-keys';

interface Probe { ok: boolean; milliseconds: number; checks: [name: string, value: string][] }

/** Operations answer with a status; a body of names and values, if there is one, is shown as it is. */
async function probe(path: string): Promise<Probe> {
    const began = performance.now();
    try {
        const answer = await fetch(path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
        const milliseconds = performance.now() - began;
        const body = await answer.json().catch(() => null) as unknown;
        const inside = typeof body === 'object' && body !== null ? ('checks' in body ? body.checks : body) : {};
        const checks = typeof inside === 'object' && inside !== null && !Array.isArray(inside)
            ? Object.entries(inside).map(([name, value]): [string, string] => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])
            : [];
        return { ok: answer.ok, milliseconds, checks };
    } catch {
        return { ok: false, milliseconds: performance.now() - began, checks: [] };
    }
}

export default function HomePage() {
    const { t } = useTranslation(['admin', 'common']);
    const { data: installation } = useInstallation();
    const health = useQuery({
        queryKey: keys.health(),
        queryFn: async () => ({ health: await probe('/healthz'), readiness: await probe('/readyz'), at: Date.now() }),
        refetchInterval: 10_000,
    });
    const format = useFormat();
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack gap="lg">
                {/* What the bar at the bottom of a phone has no room for. */}
                <Group hiddenFrom="sm">
                    <Anchor component={Link} to="/admin/backups">{t('common:nav.backups')}</Anchor>
                    <Anchor component={Link} to="/admin/audit">{t('common:nav.audit')}</Anchor>
                </Group>
                <QueryView query={health} skeleton={<ListSkeleton rows={2} height={120} />}>
                    {(data) => (
                        <Stack gap="xs">
                            <SimpleGrid cols={{ base: 1, sm: 2 }}>
                                <ProbeCard title={t('health')} about={t('healthAbout')} result={data.health} />
                                <ProbeCard title={t('readiness')} about={t('readinessAbout')} result={data.readiness} />
                            </SimpleGrid>
                            <Text size="sm" c="dimmed">{t('checkedAt', { time: format.time(data.at) })}</Text>
                        </Stack>
                    )}
                </QueryView>
                {installation && (
                    <Paper p="md">
                        <Title order={2} size="h3" mb="md">{t('installation')}</Title>
                        <Facts items={[
                            [t('version'), installation.version],
                            [t('live'), installation.live ? t('on') : t('off')],
                            [t('demo'), installation.demo ? t('yes') : t('no')],
                            [t('interface'), <Anchor key="docs" href="/docs" c="var(--ah-link)">{t('interfaceLink')}</Anchor>],
                        ]} />
                    </Paper>
                )}
                <SigningKeys />
            </Stack>
        </Page>
    );
}

function ProbeCard({ title, about, result }: { title: string; about: string; result: Probe }) {
    const { t } = useTranslation(['admin', 'common']);
    return (
        <Paper p="md">
            <Group justify="space-between" mb={4}>
                <Title order={2} size="h3">{title}</Title>
                <Badge color={result.ok ? 'green' : 'red'} className="ah-badge">{result.ok ? t('good') : t('bad')}</Badge>
            </Group>
            <Text size="sm" c="dimmed" mb="sm">{about} · {Math.round(result.milliseconds)} ms</Text>
            <Facts items={result.checks} />
        </Paper>
    );
}
