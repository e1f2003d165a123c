import { useEffect } from 'react';
import type { Study } from './use-study';

const look_ms = 1_000;
const send_every = 10;

/** A material is read while it is before one's eyes: time is its medium. */
export function useReading({ sample, begin, report, takenOver }: Study): void {
    useEffect(() => {
        if (takenOver) return;
        begin();
        let read = 0;
        let before = performance.now();
        let looks = 0;
        const look = () => {
            const now = performance.now();
            const visible = !document.hidden;
            // A tab out of sight is woken seldom: what passed meanwhile was not read.
            if (visible) read += Math.min((now - before) / 1000, 2);
            before = now;
            sample({ media: read, rate: 1, playing: visible, visible });
            looks += 1;
            if (looks % send_every === 0) report(undefined, false).catch(() => undefined);
        };
        const leave = () => {
            look();
            report(undefined, true).catch(() => undefined);
        };
        look();
        const timer = setInterval(look, look_ms);
        const onHidden = () => { if (document.hidden) leave(); };
        document.addEventListener('visibilitychange', onHidden);
        window.addEventListener('pagehide', leave);
        return () => {
            clearInterval(timer);
            document.removeEventListener('visibilitychange', onHidden);
            window.removeEventListener('pagehide', leave);
            leave();
        };
    }, [sample, begin, report, takenOver]);
}
