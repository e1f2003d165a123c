import { useCallback, useEffect, useRef } from 'react';

const idle_ms = 900;

/** Saves what was written once the writer pauses, leaves the field or the page: the newest, once. */
export function useAutosave<T>(save: (value: T) => void): { note: (value: T) => void; flush: () => void } {
    const latest = useRef(save);
    useEffect(() => { latest.current = save; });
    const waiting = useRef<{ value: T; timer: ReturnType<typeof setTimeout> } | undefined>(undefined);
    const flush = useCallback(() => {
        if (!waiting.current) return;
        clearTimeout(waiting.current.timer);
        const { value } = waiting.current;
        waiting.current = undefined;
        latest.current(value);
    }, []);
    const note = useCallback((value: T) => {
        if (waiting.current) clearTimeout(waiting.current.timer);
        waiting.current = { value, timer: setTimeout(flush, idle_ms) };
    }, [flush]);
    useEffect(() => {
        window.addEventListener('pagehide', flush);
        return () => {
            window.removeEventListener('pagehide', flush);
            flush();
        };
    }, [flush]);
    return { note, flush };
}
