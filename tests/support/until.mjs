import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `look` gives something truthy, and gives that. What it throws counts as "not yet", unless
 * it is marked as `final`; when the time is up the last reason is told.
 */
export async function until(what, look, { seconds = 10, every = 25 } = {}) {
    const end = performance.now() + seconds * 1000;
    let reason = '';
    for (;;) {
        try {
            const seen = await look();
            if (seen) return seen;
            reason = `it was ${JSON.stringify(seen)}`;
        } catch (error) {
            if (error.final) throw error;
            reason = error.message;
        }
        if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what} (${reason})`);
        await pause(every);
    }
}

/** Fails when the promise is not settled in time. */
export function within(seconds, what, promise) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => { reject(new Error(`not within ${seconds} s: ${what}`)); }, seconds * 1000);
    });
    return Promise.race([promise, late]).finally(() => { clearTimeout(timer); });
}
