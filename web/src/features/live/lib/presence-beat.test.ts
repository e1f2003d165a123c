import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PresenceBeat, type Watching } from './presence-beat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('PresenceBeat', () => {
    it('tells at once, every ten seconds, and soon after a change', async () => {
        let watching: Watching = { playing: true, visible: true };
        const sent: Watching[] = [];
        const told = vi.fn();
        const beat = new PresenceBeat({
            send: async (it) => {
                sent.push(it);
                return { status: 'ON', presentSeconds: sent.length };
            },
            look: () => watching,
            told,
        });
        beat.start();
        await vi.advanceTimersByTimeAsync(0);
        expect(sent).toHaveLength(1);
        await vi.advanceTimersByTimeAsync(10_000);
        expect(sent).toHaveLength(2);
        beat.changed();
        await vi.advanceTimersByTimeAsync(1_000);
        expect(sent).toHaveLength(2);
        watching = { playing: true, visible: false };
        for (let times = 0; times < 10; times++) {
            beat.changed();
            await vi.advanceTimersByTimeAsync(100);
        }
        expect(sent.at(-1)).toEqual(watching);
        expect(told).toHaveBeenCalledTimes(3);
        beat.stop();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent).toHaveLength(3);
    });

    it('goes on after a failed one', async () => {
        const send = vi.fn().mockRejectedValue(new Error('offline'));
        const beat = new PresenceBeat({ send, look: () => ({ playing: true, visible: true }), told: () => undefined });
        beat.start();
        await vi.advanceTimersByTimeAsync(20_000);
        expect(send).toHaveBeenCalledTimes(3);
        beat.stop();
    });
});
