import { useEffect, type RefObject } from 'react';
import { PositionKeeper, resumeAt } from './lib/position-keeper';

/** Begins at the kept place and keeps it up to date. */
export function useKeptPosition(ref: RefObject<HTMLVideoElement | null>, start: number, save: (seconds: number, leaving: boolean) => Promise<unknown>): void {
    useEffect(() => {
        const video = ref.current;
        if (!video) return;
        const abort = new AbortController();
        const listen = { signal: abort.signal };
        let ready = false;
        const keeper = new PositionKeeper({ save, position: () => (ready ? video.currentTime : Number.NaN) }, start);
        const begin = () => {
            if (ready) return;
            const place = resumeAt(start, video.duration);
            if (place > 0) video.currentTime = place;
            ready = true;
        };
        if (video.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
        video.addEventListener('loadedmetadata', begin, listen);
        video.addEventListener('playing', () => { keeper.playing(); }, listen);
        video.addEventListener('pause', () => { keeper.paused(); }, listen);
        video.addEventListener('ended', () => { keeper.paused(); }, listen);
        document.addEventListener('visibilitychange', () => { if (document.hidden) keeper.leaving(); }, listen);
        window.addEventListener('pagehide', () => { keeper.leaving(); }, listen);
        return () => {
            abort.abort();
            keeper.stop();
        };
    }, [ref, start, save]);
}
