import { Group, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/query-view';
import type { StreamHealth } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { health } from '../api';
import { healthWords, type HealthWord } from '../lib/health-words';
import classes from '../live.module.css';

export function HealthPanel({ channelId }: { channelId: number }) {
    const { t } = useTranslation('live');
    const query = useQuery(health(channelId));
    return (
        <Paper component="section" p="md" aria-labelledby="health">
            <Title order={2} size="h3" id="health" mb="xs">{t('health.title')}</Title>
            <QueryView query={query}>{(data) => <HealthView health={data} />}</QueryView>
        </Paper>
    );
}

function HealthView({ health: data }: { health: StreamHealth }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const words = healthWords(data);
    const unknown = '–';
    return (
        <>
            {/* A changed judgement is said; the figures below change all the time. */}
            <div role="status">{words.map((word) => <Word key={word} word={word} lowerTo={data.lowerToBitsPerSecond ?? undefined} />)}</div>
            <dl className={classes['facts']}>
                <div><dt>{t('health.viewers')}</dt><dd>{format.number(data.viewers)}</dd></div>
                <div><dt>{t('health.size')}</dt><dd>{data.width && data.height ? `${String(data.width)}×${String(data.height)}` : unknown}</dd></div>
                <div><dt>{t('health.frames')}</dt><dd>{data.framesPerSecond ? t('health.perSecond', { count: Math.round(data.framesPerSecond) }) : unknown}</dd></div>
                <div><dt>{t('health.bits')}</dt><dd>{data.bitsPerSecond ? `${format.number(Math.round(data.bitsPerSecond / 100_000) / 10)} Mbps` : unknown}</dd></div>
                <div><dt>{t('health.gop')}</dt><dd>{data.gopSeconds ? t('health.seconds', { count: Math.round(data.gopSeconds * 10) / 10 }) : unknown}</dd></div>
                <div><dt>{t('health.behind')}</dt><dd>{data.broadcasting ? t('health.seconds', { count: Math.round(data.behindSeconds * 10) / 10 }) : unknown}</dd></div>
                <div><dt>{t('health.dropped')}</dt><dd>{data.broadcasting ? format.number(data.droppedFrames) : unknown}</dd></div>
                <div><dt>{t('health.drift')}</dt><dd>{data.broadcasting && data.hasSound ? `${format.number(data.driftMilliseconds)} ms` : unknown}</dd></div>
            </dl>
            {data.encoder && <Text size="sm" c="dimmed" mt="xs">{t('health.encoder', { name: data.encoder })}</Text>}
        </>
    );
}

function Word({ word, lowerTo }: { word: HealthWord; lowerTo: number | undefined }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const text = word === 'slow_network' && lowerTo ? t('health.lowerTo', { kbps: format.number(Math.round(lowerTo / 1_000)) }) : t(`health.word.${word}`);
    const Shape = word === 'good' ? IconCheck : word === 'silent' ? IconPlugConnectedX : IconAlertTriangle;
    const color = word === 'good' ? 'green.8' : word === 'silent' ? 'gray.7' : 'orange.8';
    return (
        <Group gap="sm" wrap="nowrap" mb="sm" align="flex-start">
            <ThemeIcon size="sm" radius="xl" color={color} mt={2}><Shape size={14} aria-hidden /></ThemeIcon>
            <Text size="sm" maw="70ch">{text}</Text>
        </Group>
    );
}
