import { Anchor, Badge, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HealthItem, HealthState, SystemHealth } from '@/lib/api/types';
import { useFormat } from '@/lib/format';

const shapes: Record<HealthState, { color: string; icon: Icon }> = {
    GOOD: { color: 'green', icon: IconCircleCheck },
    ATTENTION: { color: 'orange', icon: IconAlertTriangle },
    BAD: { color: 'red', icon: IconExclamationCircle },
};

/** Where something is done about it. */
function placeOf(item: HealthItem, health: SystemHealth): string | undefined {
    if (item.state === 'GOOD') return undefined;
    switch (item.kind) {
    case 'MAIL': return health.facts.mail.sends && health.facts.mail.failedCount > 0 ? '/admin/stuck' : '/admin/settings';
    case 'DISK': return '/admin/backups';
    case 'BACKUPS': return health.facts.backups.lastMadeAt && !health.facts.backups.failedAt && !health.facts.backups.daily ? '/admin/settings' : '/admin/backups';
    default: return undefined;
    }
}

/** How all of it is, in one sentence. */
export function Glance({ health, level = 2 }: { health: SystemHealth; level?: 2 | 3 }) {
    const { t } = useTranslation('health');
    const format = useFormat();
    const { color, icon: Shape } = shapes[health.state];
    return (
        <Paper p="md" role="status">
            <Group wrap="nowrap" align="flex-start">
                <ThemeIcon variant="light" color={color} size={44} radius="xl"><Shape size={26} aria-hidden /></ThemeIcon>
                <div>
                    <Title order={level} size="h2">{health.summary}</Title>
                    <Text size="sm" c="dimmed">{t('looked', { time: format.time(health.now), since: format.ago(health.startedAt, new Date(health.now).getTime()), version: health.version })}</Text>
                </div>
            </Group>
        </Paper>
    );
}

/** One line for each thing that is well, or that is not: the worst first. */
export function Signs({ health, well }: { health: SystemHealth; well: boolean }) {
    const { t } = useTranslation('health');
    const items = health.items.filter((item) => (item.state === 'GOOD') === well).sort((a, b) => Number(b.state === 'BAD') - Number(a.state === 'BAD'));
    if (items.length === 0) return null;
    return (
        <Paper component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t(well ? 'well' : 'unwell')}>
            {items.map((item, index) => {
                const to = placeOf(item, health);
                return (
                    <Group component="li" key={item.kind} p="md" gap="md" align="flex-start" wrap="nowrap" style={index > 0 ? { borderTop: '1px solid var(--ah-line)' } : undefined}>
                        <Badge color={shapes[item.state].color} className="ah-badge" miw={72}>{t(`states.${item.state}`)}</Badge>
                        <Stack gap={2} style={{ flex: 1, minWidth: 0 }}>
                            <Text fw={600}>{t(`kinds.${item.kind}`)}</Text>
                            <Text size="sm" maw="75ch">{item.sentence}</Text>
                            {to && <Anchor component={Link} to={to} size="sm" w="fit-content" aria-label={t('goTo', { what: t(`kinds.${item.kind}`) })}>{t('go')}</Anchor>}
                        </Stack>
                    </Group>
                );
            })}
        </Paper>
    );
}
