import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Store } from './lib/store';

export function useStore<T>(store: Store<T>): T {
    return useSyncExternalStore(store.subscribe, store.get);
}

/** The time, anew every `everyMs`. */
export function useNow(everyMs: number): number {
    const [now, setNow] = useState(Date.now);
    useEffect(() => {
        const timer = setInterval(() => { setNow(Date.now()); }, everyMs);
        return () => { clearInterval(timer); };
    }, [everyMs]);
    return now;
}
