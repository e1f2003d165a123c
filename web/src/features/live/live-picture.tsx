import { ActionIcon, Button, Loader, Text } from '@mantine/core';
import { IconMaximize, IconMinimize, IconPictureInPicture, IconPlayerPauseFilled, IconPlayerPlayFilled, IconSettings, IconVolume, IconVolumeOff, type Icon } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '@/components/choice-menu';
import { useFormat } from '@/lib/format';
import type { LiveLecture } from '@/lib/api/types';
import { countdown, roomPhase, type RoomPhase } from './lib/room-phase';
import { codecNames } from './lib/codec-names';
import type { LiveRoom } from './lib/live-room';
import classes from './live.module.css';
import { useNow, useStore } from './use-store';

interface Props {
    lecture: LiveLecture;
    room: LiveRoom;
    /** Without sound at first: a preview beside its own microphone would howl. */
    muted?: boolean;
    /** Over the picture, also in full screen. */
    children?: ReactNode;
    /** When it is over: where to go. */
    after?: ReactNode;
}

/** The picture of a lecture with its state, badge and controls. */
export function LivePicture({ lecture, room, muted = false, children, after }: Props) {
    const { t } = useTranslation('live');
    const frame = useRef<HTMLDivElement>(null);
    const video = useRef<HTMLVideoElement>(null);
    const player = useStore(room.player.state);
    const status = useStore(room.status);
    const now = useNow(1000);
    const phase = roomPhase(status, Date.parse(lecture.startTime), now, player.phase);
    const on = status === 'ON';

    useEffect(() => {
        if (!on || !video.current) return;
        room.player.start(video.current);
        return () => { room.player.stop(); };
    }, [room, on]);

    return (
        <div ref={frame} className={classes['picture']} data-phase={phase} data-latency={player.latency} data-target={player.target} data-rate={player.rate} data-stalls={player.stalls} data-size={Math.min(player.width, player.height)}>
            {/* A lecture is spoken by a person at this moment: there are no captions to offer yet. */}
            <video ref={video} playsInline muted={muted} aria-label={lecture.title} />
            <Veil phase={phase} codecs={player.codecs} lecture={lecture} now={now} after={after} onPlay={() => { void video.current?.play().catch(() => undefined); }} />
            {phase === 'live' && <LiveBadge latency={player.latency} />}
            {phase === 'live' && player.silenced && (
                <Button className={classes['sound']} leftSection={<IconVolumeOff size={18} aria-hidden />} onClick={() => { room.player.unmute(); }}>{t('picture.soundOn')}</Button>
            )}
            {children}
            {(phase === 'live' || phase === 'paused' || phase === 'interrupted') && <Controls frame={frame} video={video} quality={<QualityMenu room={room} frame={frame} />} />}
            <div className={classes['hidden']} role="status">{t(`phase.${phase}`)}</div>
        </div>
    );
}

/** "LIVE" with the delay as it is measured in this page. */
function LiveBadge({ latency }: { latency: number | null }) {
    const { t } = useTranslation('live');
    const text = latency === null ? '' : t('picture.delay', { seconds: latency.toFixed(1) });
    return (
        <div className={classes['badge']} title={t('picture.delayHint')} data-testid="live-badge">
            <span className={classes['dot']} aria-hidden />
            {t('picture.live')}
            {text && <span className={classes['delay']} data-testid="live-delay">{text}</span>}
        </div>
    );
}

function Veil({ phase, codecs, lecture, now, after, onPlay }: { phase: RoomPhase; codecs: string; lecture: LiveLecture; now: number; after: ReactNode; onPlay: () => void }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    if (phase === 'live') return null;
    if (phase === 'paused') {
        return <div className={classes['veil']}><Button size="md" leftSection={<IconPlayerPlayFilled size={16} aria-hidden />} onClick={onPlay}>{t('picture.toLive')}</Button></div>;
    }
    const busy = phase === 'connecting' || phase === 'interrupted' || phase === 'waiting';
    return (
        <div className={`${classes['veil'] ?? ''} ${phase === 'interrupted' ? (classes['thin'] ?? '') : ''}`}>
            {busy && <Loader color="gray.3" size="sm" type="dots" aria-hidden />}
            <Text className={classes['veilTitle']}>{t(`phase.${phase}`)}</Text>
            {phase === 'upcoming' && (
                <>
                    <Countdown ms={Date.parse(lecture.startTime) - now} />
                    <Text size="sm">{`${format.day(lecture.startTime)} ${format.time(lecture.startTime)}–${format.time(lecture.endTime)}`}</Text>
                </>
            )}
            <Text size="sm" className={classes['veilHint']}>{t(`phaseHint.${phase}`, { codecs: codecNames(codecs) })}</Text>
            {(phase === 'ended' || phase === 'canceled') && after}
        </div>
    );
}

function Countdown({ ms }: { ms: number }) {
    const { t } = useTranslation('live');
    const { days, hours, minutes, seconds } = countdown(ms);
    const two = (value: number) => String(value).padStart(2, '0');
    const clock = `${two(hours)}:${two(minutes)}:${two(seconds)}`;
    return <Text className={classes['countdown']} role="timer" aria-live="off">{days > 0 ? t('picture.inDays', { count: days, clock }) : clock}</Text>;
}

function Controls({ frame, video, quality }: { frame: RefObject<HTMLDivElement | null>; video: RefObject<HTMLVideoElement | null>; quality: ReactNode }) {
    const { t } = useTranslation('live');
    const [state, setState] = useState({ paused: false, muted: false, full: false });
    useEffect(() => {
        const media = video.current;
        if (!media) return;
        const look = () => { setState({ paused: media.paused, muted: media.muted || media.volume === 0, full: document.fullscreenElement === frame.current }); };
        const names = ['play', 'pause', 'volumechange'];
        for (const name of names) media.addEventListener(name, look);
        document.addEventListener('fullscreenchange', look);
        const first = requestAnimationFrame(look);
        return () => {
            cancelAnimationFrame(first);
            for (const name of names) media.removeEventListener(name, look);
            document.removeEventListener('fullscreenchange', look);
        };
    }, [frame, video]);
    const { paused, muted, full } = state;
    const toggle = () => {
        const media = video.current;
        if (media?.paused) void media.play().catch(() => undefined);
        else media?.pause();
    };
    const setMuted = (media: HTMLVideoElement | null) => { if (media) media.muted = !muted; };
    return (
        <div className={classes['controls']} role="group" aria-label={t('picture.controls')}>
            <Control icon={paused ? IconPlayerPlayFilled : IconPlayerPauseFilled} label={paused ? t('picture.toLive') : t('picture.pause')} onClick={toggle} />
            <Control icon={muted ? IconVolumeOff : IconVolume} label={muted ? t('picture.soundOn') : t('picture.soundOff')} onClick={() => { setMuted(video.current); }} />
            <span style={{ flex: 1 }} />
            {quality}
            {document.pictureInPictureEnabled && <Control icon={IconPictureInPicture} label={t('picture.pip')} onClick={() => { togglePictureInPicture(video.current); }} />}
            <Control icon={full ? IconMinimize : IconMaximize} label={full ? t('picture.leaveFull') : t('picture.full')} onClick={() => { toggleFullscreen(frame.current, video.current); }} />
        </div>
    );
}

/** Where there is something to choose. */
function QualityMenu({ room, frame }: { room: LiveRoom; frame: RefObject<HTMLDivElement | null> }) {
    const { t } = useTranslation('live');
    const { sizes, chosen, width, height } = useStore(room.player.state);
    const full = useFullscreen(frame);
    if (sizes.length < 2) return null;
    const shown = Math.min(width, height);
    const choices = [{ value: '0', label: chosen === 0 && shown > 0 ? t('picture.autoNow', { size: shown }) : t('picture.auto') }, ...sizes.map((size) => ({ value: String(size), label: `${String(size)}p` }))];
    return <ChoiceMenu label={t('picture.quality')} face={<IconSettings size={22} aria-hidden />} className={`${classes['control'] ?? ''} ${classes['menu'] ?? ''}`}
        choices={choices} value={String(chosen)} onChoose={(value) => { room.player.choose(Number(value)); }} inside={full} />;
}

function useFullscreen(frame: RefObject<HTMLDivElement | null>): boolean {
    const [full, setFull] = useState(false);
    useEffect(() => {
        const look = () => { setFull(document.fullscreenElement === frame.current && frame.current !== null); };
        document.addEventListener('fullscreenchange', look);
        return () => { document.removeEventListener('fullscreenchange', look); };
    }, [frame]);
    return full;
}

function Control({ icon: Shape, label, onClick }: { icon: Icon; label: string; onClick: () => void }) {
    return <ActionIcon className={classes['control']} variant="transparent" size={40} aria-label={label} title={label} onClick={onClick}><Shape size={22} aria-hidden /></ActionIcon>;
}

function togglePictureInPicture(video: HTMLVideoElement | null): void {
    if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
    else void video?.requestPictureInPicture().catch(() => undefined);
}

function toggleFullscreen(frame: HTMLElement | null, video: (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null): void {
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    else if (frame && document.fullscreenEnabled) void frame.requestFullscreen().catch(() => undefined);
    else video?.webkitEnterFullscreen?.();
}
