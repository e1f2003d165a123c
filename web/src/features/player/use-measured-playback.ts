import { useEffect, type RefObject } from 'react';
import type { Study } from './use-study';

/** In a small window of its own a picture is seen even when its tab is not. */
function isVisible(video: HTMLVideoElement): boolean {
    return !document.hidden || document.pictureInPictureElement === video;
}

/** Opens a viewing with the first picture, notes what is played, and stops when the trainee goes on elsewhere. */
export function useMeasuredPlayback(ref: RefObject<HTMLVideoElement | null>, { sample, begin, takenOver }: Pick<Study, 'sample' | 'begin' | 'takenOver'>): void {
    useEffect(() => {
        const video = ref.current;
        if (!video) return;
        const abort = new AbortController();
        const look = () => {
            sample({ media: video.currentTime, rate: video.playbackRate, playing: !video.paused && !video.seeking && !video.ended, visible: isVisible(video) });
        };
        video.addEventListener('playing', begin, { signal: abort.signal });
        for (const name of ['playing', 'pause', 'seeking', 'seeked', 'ratechange', 'timeupdate', 'ended']) video.addEventListener(name, look, { signal: abort.signal });
        document.addEventListener('visibilitychange', look, { signal: abort.signal });
        return () => { abort.abort(); };
    }, [ref, sample, begin]);
    useEffect(() => {
        if (takenOver) ref.current?.pause();
    }, [ref, takenOver]);
}
