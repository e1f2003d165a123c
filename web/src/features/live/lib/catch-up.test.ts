import { describe, expect, it } from 'vitest';
import { CatchUp } from './catch-up';

/** Plays a lecture in steps of 100 ms with the controller and tells the latency after `seconds`. */
function play(latency: number, seconds: number, holdBack = 0.6) {
    const controller = new CatchUp();
    let jumps = 0;
    const rates: number[] = [];
    for (let now = 0; now < seconds * 1000; now += 100) {
        const action = controller.next({ latency, buffered: Math.max(0, latency - 0.25), holdBack, now });
        if (action.jump > 0) {
            latency -= action.jump;
            jumps++;
        }
        rates.push(action.rate);
        latency -= 0.1 * (action.rate - 1);
    }
    return { latency, jumps, rates };
}

describe('CatchUp', () => {
    it('comes to the wished latency from behind without a jump when it is near', () => {
        const { latency, jumps } = play(1.4, 30);
        expect(jumps).toBe(0);
        expect(Math.abs(latency - 0.6)).toBeLessThan(0.06);
    });

    it('falls back gently when it is too near to the edge', () => {
        const { latency, rates } = play(0.3, 60);
        expect(Math.abs(latency - 0.6)).toBeLessThan(0.06);
        expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.96);
    });

    it('jumps once when it is seconds behind', () => {
        const { latency, jumps } = play(7, 3);
        expect(jumps).toBe(1);
        expect(latency).toBeLessThan(0.8);
    });

    it('plays at exactly normal speed once it is there', () => {
        const { rates } = play(0.6, 5);
        expect(new Set(rates)).toEqual(new Set([1]));
    });

    it('does not change the speed by more than five percent at once', () => {
        const { rates } = play(1.5, 10);
        for (let index = 1; index < rates.length; index++) expect(Math.abs(rates[index]! - rates[index - 1]!)).toBeLessThanOrEqual(0.0501);
    });

    it('does not speed up into an empty buffer', () => {
        const action = new CatchUp().next({ latency: 1.2, buffered: 0.05, holdBack: 0.6, now: 0 });
        expect(action).toEqual({ rate: 1, jump: 0 });
    });

    it('does not jump out of the buffer for a moderate delay', () => {
        const action = new CatchUp().next({ latency: 2.4, buffered: 0.3, holdBack: 0.6, now: 0 });
        expect(action.jump).toBe(0);
    });

    it('keeps more in reserve after stalls, at most 1.2 s, and forgives with time', () => {
        const controller = new CatchUp();
        for (let index = 0; index < 20; index++) controller.stalled(index * 1000);
        expect(controller.target(0.6)).toBeCloseTo(1.8);
        for (let now = 20_000; now < 400_000; now += 1000) controller.next({ latency: 1, buffered: 1, holdBack: 0.6, now });
        expect(controller.target(0.6)).toBeCloseTo(0.6);
    });

    it('is more patient after a reserve that shrank too soon', () => {
        const controller = new CatchUp();
        const calm = (from: number, to: number) => {
            for (let now = from; now < to; now += 1000) controller.next({ latency: 1, buffered: 1, holdBack: 0.6, now });
        };
        controller.stalled(0);
        calm(1000, 19_000);
        expect(controller.target(0.6)).toBeLessThan(0.75);
        controller.stalled(19_000);
        const kept = controller.target(0.6);
        calm(20_000, 48_000);
        expect(controller.target(0.6)).toBe(kept);
        calm(48_000, 55_000);
        expect(controller.target(0.6)).toBeLessThan(kept);
    });
});
