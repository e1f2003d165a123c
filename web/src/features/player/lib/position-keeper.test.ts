import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PositionKeeper, resumeAt } from './position-keeper';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function keeper(save = vi.fn<(seconds: number, leaving: boolean) => Promise<unknown>>(async () => undefined)) {
    const place = { now: 12 };
    return { made: new PositionKeeper({ save, position: () => place.now }, 12), save, place };
}

describe('PositionKeeper', () => {
    it('saves every ten seconds of playing and at the pause', async () => {
        const { made, save, place } = keeper();
        made.playing();
        place.now = 22;
        await vi.advanceTimersByTimeAsync(10_000);
        place.now = 25.04;
        made.paused();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(save.mock.calls).toEqual([[22, false], [25, false]]);
    });

    it('saves on leaving in a request that outlives the page', () => {
        const { made, save, place } = keeper();
        place.now = 30;
        made.leaving();
        expect(save).toHaveBeenCalledWith(30, true);
    });

    it('sends nothing while the place is the same', async () => {
        const { made, save } = keeper();
        made.playing();
        await vi.advanceTimersByTimeAsync(30_000);
        made.stop();
        expect(save).not.toHaveBeenCalled();
    });

    it('sends again what could not be stored', async () => {
        const save = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(undefined);
        const { made, place } = keeper(save);
        made.playing();
        place.now = 20;
        await vi.advanceTimersByTimeAsync(20_000);
        expect(save).toHaveBeenCalledTimes(2);
    });

    it('ignores a place that is not known yet', () => {
        const { made, save, place } = keeper();
        place.now = Number.NaN;
        made.leaving();
        expect(save).not.toHaveBeenCalled();
    });
});

describe('resumeAt', () => {
    it.each([
        [0, 100, 0],
        [2, 100, 0],
        [40, 100, 40],
        [97, 100, 0],
        [100, 100, 0],
        [40, Number.NaN, 40],
    ])('at %d of %d: %d', (position, duration, start) => {
        expect(resumeAt(position, duration)).toBe(start);
    });
});
