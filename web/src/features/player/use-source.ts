import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { ContentDetail } from '@/lib/api/types';
import type { Quality, RenditionSource } from '@/lib/media/source';

export interface Source {
    qualities: Quality[];
    /** What was chosen; -1: by itself. */
    chosen: number;
    /** The size that is played now. */
    played: number | undefined;
    choose: (level: number) => void;
}

const renew_ms = 4 * 60_000;

/** What the video element plays: the renditions once there are some, until then the file as it was uploaded. */
export function useSource(ref: RefObject<HTMLVideoElement | null>, { url, video }: Pick<ContentDetail, 'url' | 'video'>, renew: () => Promise<unknown>): Source {
    const playlist = video?.playlistUrl ?? undefined;
    const running = useRef<RenditionSource>(undefined);
    const [qualities, setQualities] = useState<Quality[]>([]);
    const [chosen, setChosen] = useState(-1);
    const [played, setPlayed] = useState<number>();
    // The address of the file is signed anew each time; the page plays on with the one it has.
    const file = useRef(url);
    useEffect(() => { file.current = url; }, [url]);
    const whole = playlist ? undefined : url;

    useEffect(() => {
        const element = ref.current;
        if (!element) return;
        if (!playlist) {
            element.src = whole ?? '';
            return;
        }
        let over = false;
        const playWhole = () => {
            if (over) return;
            running.current?.stop();
            running.current = undefined;
            setQualities([]);
            element.src = file.current;
        };
        void import('@/lib/media/source').then(({ RenditionSource: Made }) => {
            if (over) return;
            running.current = new Made(element, playlist, { onQualities: setQualities, onPlayed: setPlayed, renew, onFailed: playWhole });
        }, playWhole);
        const timer = setInterval(() => { renew().catch(() => undefined); }, renew_ms);
        return () => {
            over = true;
            clearInterval(timer);
            running.current?.stop();
            running.current = undefined;
        };
    }, [ref, playlist, whole, renew]);

    const choose = useCallback((level: number) => {
        setChosen(level);
        running.current?.choose(level);
    }, []);
    return { qualities, chosen, played: qualities.find(({ level }) => level === played)?.size, choose };
}
