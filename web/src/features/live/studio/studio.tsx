import { Alert, Button, Group, Loader, Paper, Select, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconBroadcast, IconPlayerStopFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isStatus } from '@/lib/api/problem';
import type { LiveLecture } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { liveCalls } from '../api';
import { useNow, useStore } from '../use-store';
import { qualities } from './lib/quality';
import { StudioEngine, type StudioState, type TokenAnswer } from './lib/studio-engine';
import { ArrangePanel } from './arrange-panel';
import { DevicePanel } from './device-panel';
import classes from './studio.module.css';

async function tokenOf(channelId: number): Promise<TokenAnswer> {
    try {
        const { token, studioEndpoint } = await liveCalls.studioToken(channelId);
        return { token, endpoint: studioEndpoint };
    } catch (error) {
        if (isStatus(error, 409)) return { ending: 'over' };
        // The network is gone, or the server starts anew: the line tries again.
        return isStatus(error, 401, 403, 404) ? { ending: 'signedOut' } : {};
    }
}

/** The picture as it goes out, what is in it, and the way on air and off it. */
export function Studio({ lecture, onAir }: { lecture: LiveLecture; onAir: (yes: boolean) => void }) {
    const { t } = useTranslation('studio');
    const holder = useRef<HTMLDivElement>(null);
    const [engine] = useState(() => new StudioEngine({ caption: lecture.title, label: t('preview'), token: () => tokenOf(lecture.id) }));
    const state = useStore(engine.state);
    const live = state.phase !== 'off';
    useEffect(() => (holder.current ? engine.enter(holder.current) : undefined), [engine]);
    useEffect(() => {
        onAir(live);
        if (!live) return;
        const ask = (event: BeforeUnloadEvent) => { event.preventDefault(); };
        window.addEventListener('beforeunload', ask);
        return () => { window.removeEventListener('beforeunload', ask); };
    }, [live, onAir]);
    return (
        <>
            <Paper component="section" p={0} className={classes['studio']} aria-label={t('picture')}>
                <div ref={holder} className={classes['stage']} data-phase={state.phase}>
                    <AirBadge state={state} />
                </div>
                <Group className={classes['bar']} justify="space-between" gap="sm">
                    <Select
                        aria-label={t('quality.label')} w={240} disabled={live} allowDeselect={false} value={state.quality}
                        data={qualities.map((value) => ({ value, label: t(`quality.${value}`) }))}
                        onChange={(value) => { if (value) engine.chooseQuality(value); }}
                    />
                    {live
                        ? <Button color="red.8" leftSection={<IconPlayerStopFilled size={18} aria-hidden />} onClick={() => { engine.stop(); }}>{t('stop')}</Button>
                        : <Button leftSection={<IconBroadcast size={18} aria-hidden />} onClick={() => void engine.start()}>{t('start')}</Button>}
                </Group>
                <div role="status" className={classes['words']}><Words state={state} /></div>
            </Paper>
            <DevicePanel engine={engine} />
            <ArrangePanel engine={engine} />
            <AirFacts state={state} />
        </>
    );
}

function AirBadge({ state }: { state: StudioState }) {
    const { t } = useTranslation('studio');
    const now = useNow(1000);
    const since = state.onAirSince === null ? 0 : Math.max(0, Math.floor((now - state.onAirSince) / 1000));
    const two = (value: number) => String(value).padStart(2, '0');
    return (
        <div className={classes['badge']} data-phase={state.phase} data-testid="air-badge">
            {state.phase === 'on' && <span className={classes['dot']} aria-hidden />}
            {(state.phase === 'connecting' || state.phase === 'reconnecting') && <Loader size={12} color="gray.3" aria-hidden />}
            {t(`phase.${state.phase}`)}
            {state.onAirSince !== null && <span className={classes['time']}>{`${String(Math.floor(since / 3600))}:${two(Math.floor(since / 60) % 60)}:${two(since % 60)}`}</span>}
        </div>
    );
}

/** What the instructor should know now, in plain words. */
function Words({ state }: { state: StudioState }) {
    const { t } = useTranslation('studio');
    const alert = (text: string) => <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>{text}</Alert>;
    if (state.problem) return alert(t(`problem.${state.problem}`));
    if (state.phase === 'reconnecting') return alert(t('word.reconnecting'));
    if (state.phase === 'on' && state.stats.slow) return alert(t(`word.${state.stats.slow}`));
    if (state.phase === 'on' && (!state.on.microphone || state.muted)) return alert(t(state.on.microphone ? 'word.muted' : 'word.noMicrophone'));
    if (state.phase === 'on') return <Text size="sm">{t('word.good')}</Text>;
    return <Text size="sm" c="dimmed">{t('word.off')}</Text>;
}

function AirFacts({ state: { stats, phase } }: { state: StudioState }) {
    const { t } = useTranslation('studio');
    const format = useFormat();
    const on = phase === 'on';
    const facts: [string, string][] = [
        ['bitrate', on ? `${format.number(Math.round(stats.bitsPerSecond / 10_000) / 100)} Mbps` : '–'],
        ['frames', on ? t('facts.perSecond', { count: stats.framesPerSecond }) : '–'],
        ['dropped', on ? format.number(stats.dropped) : '–'],
        ['delay', on ? t('facts.seconds', { seconds: (stats.delayMs / 1000).toFixed(2) }) : '–'],
    ];
    return (
        <Paper component="section" p="md" aria-labelledby="studio-facts">
            <Title order={2} size="h3" id="studio-facts" mb="xs">{t('facts.title')}</Title>
            <dl className={classes['facts']}>{facts.map(([name, value]) => <div key={name}><dt>{t(`facts.${name}`)}</dt><dd data-fact={name}>{value}</dd></div>)}</dl>
        </Paper>
    );
}
