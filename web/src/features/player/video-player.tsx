import { ActionIcon, Button, Menu, Text, UnstyledButton } from '@mantine/core';
import {
    IconMaximize, IconMinimize, IconPictureInPicture, IconPlayerPauseFilled, IconPlayerPlayFilled, IconRefresh, IconVolume, IconVolumeOff, type Icon,
} from '@tabler/icons-react';
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/lib/format';
import { actionOf, type PlayerAction } from './lib/player-keys';
import classes from './player.module.css';
import { useKeptPosition } from './use-kept-position';
import { useMeasuredPlayback } from './use-measured-playback';
import { usePlayback } from './use-playback';
import type { Study } from './use-study';

interface Props {
    url: string;
    title: string;
    /** Where to begin, in seconds. */
    start: number;
    study: Study;
    /** The signed address may have run out: ask for a new one. */
    onExpired: () => void;
    nextTo: string | undefined;
}

const rates = [0.75, 1, 1.25, 1.5, 1.75, 2];

export function VideoPlayer({ url, title, start, study, onExpired, nextTo }: Props) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const frame = useRef<HTMLDivElement>(null);
    const video = useRef<HTMLVideoElement>(null);
    const state = usePlayback(video);
    const full = useFullscreen(frame);
    const idle = useIdle(frame, state.playing);
    useMeasuredPlayback(video, study);
    useKeptPosition(video, start, study.report);

    const act = (action: PlayerAction) => {
        const media = video.current;
        if (!media) return;
        if (action.kind === 'toggle') { if (media.paused) void media.play().catch(() => undefined); else media.pause(); }
        if (action.kind === 'move') media.currentTime = Math.min(media.duration || 0, Math.max(0, media.currentTime + action.seconds));
        if (action.kind === 'place') media.currentTime = (media.duration || 0) * action.part;
        if (action.kind === 'louder') { media.muted = false; media.volume = Math.min(1, Math.max(0, media.volume + action.by)); }
        if (action.kind === 'mute') media.muted = !media.muted;
        if (action.kind === 'full') toggleFullscreen(frame.current, media);
    };
    const onKey = (event: KeyboardEvent) => {
        const action = actionOf(event.key, event.target instanceof HTMLElement ? event.target : null, event.ctrlKey || event.metaKey || event.altKey);
        if (!action) return;
        event.preventDefault();
        act(action);
    };
    const spoken = t('video.place', { now: format.clock(state.time), length: format.clock(state.duration) });

    return (
        // The keys work wherever the focus is inside the player; each has a button of its own too.
        <div ref={frame} className={`${classes['player'] ?? ''} ${idle ? (classes['idle'] ?? '') : ''}`} onKeyDown={onKey} role="group" aria-label={t('video.player', { title })} data-testid="player">
            <video ref={video} src={url} preload="metadata" playsInline tabIndex={0} aria-label={title} onClick={() => { act({ kind: 'toggle' }); }} onDoubleClick={() => { act({ kind: 'full' }); }} />
            {state.failed && (
                <div className={classes['cover-all']} role="alert">
                    <Text>{t('video.failed')}</Text>
                    <Button onClick={onExpired} leftSection={<IconRefresh size={16} aria-hidden />}>{t('video.again')}</Button>
                </div>
            )}
            {study.takenOver && (
                <div className={classes['cover-all']} role="alert">
                    <Text>{t('study.takenOver')}</Text>
                    <Button onClick={() => { study.takeBack(); void video.current?.play().catch(() => undefined); }}>{t('study.takeBack')}</Button>
                </div>
            )}
            {!state.failed && !study.takenOver && state.ended && nextTo && (
                <div className={classes['cover-all']}>
                    <Text>{t('video.ended')}</Text>
                    <Button component={Link} to={nextTo}>{t('content.next')}</Button>
                </div>
            )}
            {!state.failed && !study.takenOver && !state.playing && !state.ended && (
                <UnstyledButton className={classes['big']} onClick={() => { act({ kind: 'toggle' }); }} aria-label={t('video.play')}><IconPlayerPlayFilled size={34} aria-hidden /></UnstyledButton>
            )}
            <div className={classes['controls']}>
                <input
                    type="range" className={classes['seek']} min={0} max={Math.max(1, state.duration)} step={0.1} value={state.time}
                    style={track(part(state.time, state.duration), part(state.buffered, state.duration))}
                    onChange={(event) => { if (video.current) video.current.currentTime = Number(event.target.value); }}
                    aria-label={t('video.seek')} aria-valuetext={spoken}
                />
                <div className={classes['row']}>
                    <Control icon={state.playing ? IconPlayerPauseFilled : IconPlayerPlayFilled} label={state.playing ? t('video.pause') : t('video.play')} onClick={() => { act({ kind: 'toggle' }); }} />
                    <Control icon={state.muted || state.volume === 0 ? IconVolumeOff : IconVolume} label={state.muted ? t('video.unmute') : t('video.mute')} onClick={() => { act({ kind: 'mute' }); }} />
                    <input
                        type="range" className={classes['volume']} min={0} max={1} step={0.05} value={state.muted ? 0 : state.volume}
                        style={track(part(state.muted ? 0 : state.volume, 1), '100%')}
                        onChange={(event) => { if (video.current) { video.current.muted = false; video.current.volume = Number(event.target.value); } }}
                        aria-label={t('video.volume')} aria-valuetext={`${String(Math.round((state.muted ? 0 : state.volume) * 100))}%`}
                    />
                    <span className={classes['time']} aria-hidden>{`${format.clock(state.time)} / ${format.clock(state.duration)}`}</span>
                    <span style={{ flex: 1 }} />
                    <RateMenu rate={state.rate} onRate={(rate) => { if (video.current) video.current.playbackRate = rate; }} inside={full} />
                    {typeof document !== 'undefined' && document.pictureInPictureEnabled && (
                        <Control icon={IconPictureInPicture} label={t('video.pip')} onClick={() => { togglePictureInPicture(video.current); }} />
                    )}
                    <Control icon={full ? IconMinimize : IconMaximize} label={full ? t('video.leaveFull') : t('video.full')} onClick={() => { act({ kind: 'full' }); }} />
                </div>
            </div>
        </div>
    );
}

function Control({ icon: Shape, label, onClick }: { icon: Icon; label: string; onClick: () => void }) {
    return <ActionIcon className={classes['control']} variant="transparent" size={40} aria-label={label} title={label} onClick={onClick}><Shape size={22} aria-hidden /></ActionIcon>;
}

function RateMenu({ rate, onRate, inside }: { rate: number; onRate: (rate: number) => void; inside: boolean }): ReactNode {
    const { t } = useTranslation('player');
    return (
        // In full screen only what is inside the player is seen.
        <Menu position="top-end" withinPortal={!inside}>
            <Menu.Target>
                <UnstyledButton className={classes['rate']} aria-label={t('video.rate', { rate })}>{`${String(rate)}×`}</UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
                <Menu.RadioGroup value={String(rate)} onChange={(value) => { onRate(Number(value)); }}>
                    {rates.map((value) => <Menu.RadioItem key={value} value={String(value)} closeMenuOnClick>{`${String(value)}×`}</Menu.RadioItem>)}
                </Menu.RadioGroup>
            </Menu.Dropdown>
        </Menu>
    );
}

function track(seen: string, loaded: string): CSSProperties {
    return { '--seen': seen, '--loaded': loaded } as CSSProperties;
}

function part(value: number, whole: number): string {
    return `${String(whole > 0 ? Math.min(100, (value / whole) * 100) : 0)}%`;
}

function toggleFullscreen(frame: HTMLElement | null, video: HTMLVideoElement & { webkitEnterFullscreen?: () => void }): void {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    else if (frame && document.fullscreenEnabled) void frame.requestFullscreen().catch(() => undefined);
    // An iPhone shows full screen only the video itself.
    else video.webkitEnterFullscreen?.();
}

function togglePictureInPicture(video: HTMLVideoElement | null): void {
    if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
    else void video?.requestPictureInPicture().catch(() => undefined);
}

function useFullscreen(ref: RefObject<HTMLElement | null>): boolean {
    const [full, setFull] = useState(false);
    useEffect(() => {
        const look = () => { setFull(document.fullscreenElement !== null && document.fullscreenElement === ref.current); };
        document.addEventListener('fullscreenchange', look);
        return () => { document.removeEventListener('fullscreenchange', look); };
    }, [ref]);
    return full;
}

/** The controls leave the picture free while it plays and nobody touches anything. */
function useIdle(ref: RefObject<HTMLElement | null>, playing: boolean): boolean {
    const [idle, setIdle] = useState(false);
    useEffect(() => {
        const element = ref.current;
        if (!element) return;
        let timer: ReturnType<typeof setTimeout>;
        const touch = () => {
            setIdle(false);
            clearTimeout(timer);
            timer = setTimeout(() => { setIdle(!element.querySelector(':focus-visible')); }, 2_500);
        };
        const names = ['pointermove', 'pointerdown', 'keydown', 'focusin'];
        for (const name of names) element.addEventListener(name, touch);
        touch();
        return () => {
            clearTimeout(timer);
            for (const name of names) element.removeEventListener(name, touch);
        };
    }, [ref]);
    return idle && playing;
}
