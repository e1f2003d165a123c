import { expect, it } from 'vitest';
import { GopGate } from './gop-gate';

it('begins with a key frame', () => {
    const gate = new GopGate(1000);
    expect([gate.admit(false, 0), gate.wantsKey(0), gate.admit(true, 0), gate.admit(false, 0)]).toEqual([false, true, true, true]);
});

it('drops from a jam until a key frame meets an empty line', () => {
    const gate = new GopGate(1000);
    gate.admit(true, 0);
    expect(gate.admit(false, 1001)).toBe(false);
    expect(gate.admit(false, 100)).toBe(false);
    expect(gate.admit(true, 900)).toBe(false);
    expect(gate.wantsKey(900)).toBe(false);
    expect(gate.wantsKey(100)).toBe(true);
    expect(gate.admit(true, 100)).toBe(true);
    expect(gate.admit(false, 100)).toBe(true);
    expect(gate.dropped).toBe(3);
});

it('begins again after the line was lost', () => {
    const gate = new GopGate(1000);
    gate.admit(true, 0);
    gate.shut();
    expect(gate.admit(false, 0)).toBe(false);
    expect(gate.admit(true, 0)).toBe(true);
});
