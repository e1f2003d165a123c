import { useEffect, type RefObject } from 'react';
import classes from './lesson-video.module.css';

interface Props {
    reference: RefObject<HTMLVideoElement | null>;
    title: string;
    url: string;
    playlist: string | undefined;
    poster: string | undefined;
}

/** A lesson's video with the browser's own controls: for who checks it, not for who studies. */
export function LessonVideo({ reference, title, url, playlist, poster }: Props) {
    const whole = playlist ? undefined : url;
    useEffect(() => {
        const video = reference.current;
        if (!video) return;
        if (!playlist) { video.setAttribute('src', whole ?? ''); return; }
        let over = false;
        let stop: (() => void) | undefined;
        const nothing = () => undefined;
        void import('@/lib/media/source').then(({ RenditionSource }) => {
            if (over) return;
            const source = new RenditionSource(video, playlist, { onQualities: nothing, onPlayed: nothing, renew: () => Promise.reject(new Error('over')), onFailed: nothing });
            stop = () => { source.stop(); };
        }).catch(nothing);
        return () => { over = true; stop?.(); };
    }, [reference, playlist, whole]);
    return <video ref={reference} controls preload="metadata" playsInline poster={poster} aria-label={title} className={classes['video']} />;
}
