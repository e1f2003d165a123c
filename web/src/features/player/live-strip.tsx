import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LiveLecture } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { upcomingLives } from './api';
import classes from './player.module.css';

const shown_days = 7;
const most_coming = 1;

/** Live lectures that run, and the next one that comes within a week, above everything else: they do not wait. */
export function LiveStrip() {
    const { t } = useTranslation('player');
    const { data } = useQuery(upcomingLives());
    const lives = near(data?.items ?? []);
    if (lives.length === 0) return null;
    return (
        <section aria-labelledby="lives">
            <Title order={2} id="lives" mb="sm">{t('lives.title')}</Title>
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {lives.map((live) => <LiveRow key={live.id} live={live} />)}
            </Stack>
        </section>
    );
}

export function LiveRow({ live }: { live: LiveLecture }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const on = live.status === 'ON';
    return (
        <Paper component="li" p="md" className={on ? classes['on'] : undefined}>
            <Group justify="space-between" gap="md">
                <Group gap="md" wrap="nowrap" style={{ flex: '1 1 240px', minWidth: 0 }}>
                    <IconBroadcast size={24} stroke={1.6} aria-hidden className={on ? classes['red'] : classes['dim']} style={{ flex: 'none' }} />
                    <div style={{ minWidth: 0 }}>
                        <Group gap="xs">
                            <Text fw={600}>{live.title}</Text>
                            {on && <Badge color="red.8" variant="filled">{t('lives.on')}</Badge>}
                        </Group>
                        <Text size="sm" c="dimmed">{[`${format.day(live.startTime)} ${format.time(live.startTime)}–${format.time(live.endTime)}`, live.course, live.instructor].filter(Boolean).join(' · ')}</Text>
                    </div>
                </Group>
                <Button component={Link} to={`/live/${String(live.id)}`} variant={on ? 'filled' : 'default'}>{on ? t('lives.enter') : live.status === 'END' ? t('lives.replay') : t('lives.look')}</Button>
            </Group>
        </Paper>
    );
}

function near(lives: LiveLecture[]): LiveLecture[] {
    const until = Date.now() + shown_days * 86_400_000;
    return lives
        .filter((live) => live.status === 'ON' || (live.status === 'CREATED' && Date.parse(live.startTime) < until))
        .sort((a, b) => Number(b.status === 'ON') - Number(a.status === 'ON') || Date.parse(a.startTime) - Date.parse(b.startTime))
        .filter((live, index, all) => live.status === 'ON' || index < all.filter(({ status }) => status === 'ON').length + most_coming);
}
