import { ActionIcon, Button, Text, UnstyledButton } from '@mantine/core';
import {
    IconMaximize, IconMinimize, IconPictureInPicture, IconPlayerPauseFilled, IconPlayerPlayFilled, IconRefresh, IconVolume, IconVolumeOff, type Icon,
} from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ContentDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { actionOf, type PlayerAction } from './lib/player-keys';
import { CaptionMenu, ChapterMenu, QualityMenu, RateMenu, rates } from './player-menus';
import classes from './player.module.css';
import { part, SeekBar } from './seek-bar';
import { useCaptions } from './use-captions';
import { useKeptPosition } from './use-kept-position';
import { useMeasuredPlayback } from './use-measured-playback';
import { usePlayback } from './use-playback';
import { useSource } from './use-source';
import type { Study } from './use-study';

interface Props {
    lesson: Pick<ContentDetail, 'url' | 'title' | 'video' | 'positionSeconds'>;
    study: Study;
    /** What is being prepared may be there by now, and signed addresses run out: read the lesson again. */
    onExpired: () => void;
    /** Gets the right to play for another while. */
    renew: () => Promise<unknown>;
    nextTo: string | undefined;
}

const look_again_ms = 3_000;

export function VideoPlayer({ lesson, study, onExpired, renew, nextTo }: Props) {
    const { t, i18n } = useTranslation('player');
    const format = useFormat();
    const frame = useRef<HTMLDivElement>(null);
    const video = useRef<HTMLVideoElement>(null);
    const known = lesson.video ?? undefined;
    const tracks = useMemo(() => known?.captions ?? [], [known]);
    const state = usePlayback(video);
    const full = useFullscreen(frame);
    const idle = useIdle(frame, state.playing);
    const source = useSource(video, lesson, renew);
    const captions = useCaptions(video, tracks, i18n.language);
    useMeasuredPlayback(video, study);
    useKeptPosition(video, lesson.positionSeconds, study.report);
    const preparing = known?.state === 'WAITING' || known?.state === 'WORKING';
    const comes = state.failed && preparing;
    useEffect(() => {
        if (!comes) return;
        const timer = setInterval(onExpired, look_again_ms);
        return () => { clearInterval(timer); };
    }, [comes, onExpired]);

    const seek = (seconds: number) => { if (video.current) video.current.currentTime = seconds; };
    const setRate = (rate: number) => { if (video.current) video.current.playbackRate = rate; };
    const act = (action: PlayerAction) => {
        const media = video.current;
        if (!media) return;
        if (action.kind === 'toggle') { if (media.paused) void media.play().catch(() => undefined); else media.pause(); }
        if (action.kind === 'move') media.currentTime = Math.min(media.duration || 0, Math.max(0, media.currentTime + action.seconds));
        if (action.kind === 'place') media.currentTime = (media.duration || 0) * action.part;
        if (action.kind === 'louder') { media.muted = false; media.volume = Math.min(1, Math.max(0, media.volume + action.by)); }
        if (action.kind === 'mute') media.muted = !media.muted;
        if (action.kind === 'captions') captions.toggle();
        if (action.kind === 'faster') setRate(rates[Math.min(rates.length - 1, Math.max(0, rates.indexOf(media.playbackRate) + action.by))] ?? 1);
        if (action.kind === 'full') toggleFullscreen(frame.current, media);
    };
    const onKey = (event: KeyboardEvent) => {
        const action = actionOf(event.key, event.target instanceof HTMLElement ? event.target : null, event.ctrlKey || event.metaKey || event.altKey);
        if (!action) return;
        event.preventDefault();
        act(action);
    };

    return (
        // The keys work wherever the focus is inside the player; each has a button of its own too.
        <div ref={frame} className={`${classes['player'] ?? ''} ${idle ? (classes['idle'] ?? '') : ''}`} onKeyDown={onKey} role="group" aria-label={t('video.player', { title: lesson.title })} data-testid="player">
            <video ref={video} poster={known?.posterUrl ?? undefined} preload="metadata" playsInline tabIndex={0} aria-label={lesson.title} onClick={() => { act({ kind: 'toggle' }); }} onDoubleClick={() => { act({ kind: 'full' }); }}>
                {tracks.map(({ language, url }) => <track key={url} kind="captions" srcLang={language} src={url} />)}
            </video>
            {captions.lines.length > 0 && <div className={classes['captions']} data-testid="captions">{captions.lines.map((line, i) => <span key={i}>{line}</span>)}</div>}
            {comes && (
                <div className={classes['cover-all']} role="status">
                    <Text>{t('video.preparing', { percent: known.percent })}</Text>
                </div>
            )}
            {state.failed && !comes && (
                <div className={classes['cover-all']} role="alert">
                    <Text>{known?.state === 'FAILED' ? t('video.cannotPlay') : t('video.failed')}</Text>
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
            {/* It goes when it was pressed: the keys stay with the picture. */}
            {!state.failed && !study.takenOver && !state.playing && !state.ended && (
                <UnstyledButton className={classes['big']} onClick={() => { act({ kind: 'toggle' }); video.current?.focus({ preventScroll: true }); }} aria-label={t('video.play')}><IconPlayerPlayFilled size={34} aria-hidden /></UnstyledButton>
            )}
            <div className={classes['controls']}>
                <SeekBar state={state} video={known} onSeek={seek} />
                <div className={classes['row']}>
                    <Control icon={state.playing ? IconPlayerPauseFilled : IconPlayerPlayFilled} label={state.playing ? t('video.pause') : t('video.play')} onClick={() => { act({ kind: 'toggle' }); }} />
                    <Control icon={state.muted || state.volume === 0 ? IconVolumeOff : IconVolume} label={state.muted ? t('video.unmute') : t('video.mute')} onClick={() => { act({ kind: 'mute' }); }} wide />
                    <input
                        type="range" className={classes['volume']} min={0} max={1} step={0.05} value={state.muted ? 0 : state.volume}
                        style={{ '--seen': part(state.muted ? 0 : state.volume, 1), '--loaded': '100%' } as CSSProperties}
                        onChange={(event) => { if (video.current) { video.current.muted = false; video.current.volume = Number(event.target.value); } }}
                        aria-label={t('video.volume')} aria-valuetext={`${String(Math.round((state.muted ? 0 : state.volume) * 100))}%`}
                    />
                    <span className={classes['time']} aria-hidden>{`${format.clock(state.time)} / ${format.clock(state.duration)}`}</span>
                    <span style={{ flex: 1 }} />
                    <ChapterMenu marks={known?.marks ?? []} time={state.time} onSeek={seek} inside={full} />
                    <CaptionMenu captions={captions} languages={tracks.map(({ language }) => language)} inside={full} />
                    <RateMenu rate={state.rate} onRate={setRate} inside={full} />
                    <QualityMenu source={source} inside={full} />
                    {typeof document !== 'undefined' && document.pictureInPictureEnabled && (
                        <Control icon={IconPictureInPicture} label={t('video.pip')} onClick={() => { togglePictureInPicture(video.current); }} wide />
                    )}
                    <Control icon={full ? IconMinimize : IconMaximize} label={full ? t('video.leaveFull') : t('video.full')} onClick={() => { act({ kind: 'full' }); }} />
                </div>
            </div>
        </div>
    );
}

/** `wide`: left out where there is little room; phones have keys for it. */
function Control({ icon: Shape, label, onClick, wide = false }: { icon: Icon; label: string; onClick: () => void; wide?: boolean }) {
    return <ActionIcon className={`${classes['control'] ?? ''} ${wide ? classes['wide'] ?? '' : ''}`} variant="transparent" size={40} aria-label={label} title={label} onClick={onClick}><Shape size={22} aria-hidden /></ActionIcon>;
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
