import { expect, it } from 'vitest';
import { faultOf, periodOf } from './period';

it('counts months back over the turn of the year', () => {
    const now = new Date(2026, 0, 15);
    expect(periodOf('year', now)).toEqual({ from: '2025-02', to: '2026-01' });
    expect(periodOf('quarter', now)).toEqual({ from: '2025-11', to: '2026-01' });
    expect(periodOf('calendar', now)).toEqual({ from: '2026-01', to: '2026-01' });
    expect(periodOf('three', new Date(2026, 10, 1))).toEqual({ from: '2023-12', to: '2026-11' });
});

it('refuses what the server refuses', () => {
    expect(faultOf({ from: '2026-01', to: '2026-01' })).toBeUndefined();
    expect(faultOf({ from: '2017-01', to: '2026-12' })).toBeUndefined();
    expect(faultOf({ from: '2016-12', to: '2026-12' })).toBe('long');
    expect(faultOf({ from: '2026-02', to: '2026-01' })).toBe('turned');
    for (const wrong of ['', '2026-13', '2026-1', '1826-01']) expect(faultOf({ from: wrong, to: '2026-01' })).toBe('month');
});
