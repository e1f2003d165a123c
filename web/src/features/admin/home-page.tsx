import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconActivityHeartbeat, IconArchive, IconHistory, IconSettings, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { useInstallation } from '@/lib/session';
import { SigningKeys } from './signing-keys';
import { Glance, Signs } from './health-parts';
import classes from './home.module.css';
import { useHealth } from './system-api';

const rooms: { to: string; icon: Icon; title: string; about: string }[] = [
    { to: '/admin/health', icon: IconActivityHeartbeat, title: 'health:title', about: 'rooms.health' },
    { to: '/admin/settings', icon: IconSettings, title: 'rooms.settingsTitle', about: 'rooms.settings' },
    { to: '/admin/backups', icon: IconArchive, title: 'common:nav.backups', about: 'rooms.backups' },
    { to: '/admin/audit', icon: IconHistory, title: 'common:nav.audit', about: 'rooms.audit' },
];

export default function HomePage() {
    const { t } = useTranslation(['admin', 'health', 'common']);
    const { data: installation } = useInstallation();
    const health = useHealth();
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} />
            <Stack gap="lg">
                <QueryView query={health} skeleton={<ListSkeleton rows={3} height={76} />}>
                    {(data) => <Stack><Glance health={data} /><Signs health={data} well={false} /></Stack>}
                </QueryView>
                <SimpleGrid cols={{ base: 1, sm: 2 }}>
                    {rooms.map((room) => (
                        <Paper key={room.to} p="md" component={Link} to={room.to} className={classes['room'] ?? ''}>
                            <room.icon size={22} stroke={1.7} aria-hidden />
                            <div><Text fw={650}>{t(room.title)}</Text><Text size="sm" c="dimmed">{t(room.about)}</Text></div>
                        </Paper>
                    ))}
                </SimpleGrid>
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
