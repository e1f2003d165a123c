import { useEffect, useState, type RefObject } from 'react';

export interface Playback {
    playing: boolean;
    waiting: boolean;
    ended: boolean;
    failed: boolean;
    time: number;
    duration: number;
    buffered: number;
    rate: number;
    volume: number;
    muted: boolean;
}

const nothing: Playback = { playing: false, waiting: true, ended: false, failed: false, time: 0, duration: 0, buffered: 0, rate: 1, volume: 1, muted: false };
const events = ['play', 'playing', 'pause', 'waiting', 'canplay', 'ended', 'error', 'timeupdate', 'seeking', 'seeked', 'durationchange', 'progress', 'ratechange', 'volumechange', 'loadedmetadata'];

function read(video: HTMLVideoElement): Playback {
    const { buffered } = video;
    return {
        playing: !video.paused && !video.ended,
        waiting: video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !video.ended,
        ended: video.ended,
        failed: video.error !== null,
        time: video.currentTime,
        duration: Number.isFinite(video.duration) ? video.duration : 0,
        buffered: buffered.length > 0 ? buffered.end(buffered.length - 1) : 0,
        rate: video.playbackRate,
        volume: video.volume,
        muted: video.muted,
    };
}

/** What a media element does now, for drawing its controls. */
export function usePlayback(ref: RefObject<HTMLVideoElement | null>): Playback {
    const [state, setState] = useState(nothing);
    useEffect(() => {
        const video = ref.current;
        if (!video) return;
        const look = () => { setState(read(video)); };
        const frame = requestAnimationFrame(look);
        for (const name of events) video.addEventListener(name, look);
        return () => {
            cancelAnimationFrame(frame);
            for (const name of events) video.removeEventListener(name, look);
        };
    }, [ref]);
    return state;
}
