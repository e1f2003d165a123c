import { describe, expect, it } from 'vitest';
import { agreedLatency } from './latency';
import { countdown, roomPhase } from './room-phase';

describe('roomPhase', () => {
    it.each([
        ['CREATED', 100, 50, 'connecting', 'upcoming'],
        ['CREATED', 100, 50, 'waiting', 'upcoming'],
        ['CREATED', 100, 150, 'waiting', 'waiting'],
        ['CREATED', 100, 50, 'playing', 'live'],
        ['ON', 100, 150, 'connecting', 'connecting'],
        ['ON', 100, 150, 'waiting', 'waiting'],
        ['ON', 100, 150, 'playing', 'live'],
        ['ON', 100, 150, 'interrupted', 'interrupted'],
        ['ON', 100, 150, 'paused', 'paused'],
        ['ON', 100, 150, 'incompatible', 'incompatible'],
        ['END', 100, 150, 'playing', 'ended'],
        ['CANCELED', 100, 50, 'idle', 'canceled'],
    ] as const)('%s at start %i, now %i, player %s: %s', (status, start, now, player, phase) => {
        expect(roomPhase(status, start, now, player)).toBe(phase);
    });

    it('counts down to zero and not below', () => {
        expect(countdown(90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
        expect(countdown(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
    });
});

describe('agreedLatency', () => {
    it.each([
        [0.6, 0.64, 0.64],
        [0.6, null, 0.6],
        [0.6, 300, 0.6],
        [0.6, -2, 0.6],
        [-0.1, null, 0],
    ])('edge %s, clock %s: %s', (edge, clock, shown) => {
        expect(agreedLatency(edge, clock)).toBe(shown);
    });
});
