import { expect, it } from 'vitest';
import { backBufferEnd } from './back-buffer';

it('keeps what was just shown, and removes the rest only when it is worth it', () => {
    expect(backBufferEnd(0, 44.9)).toBeNull();
    expect(backBufferEnd(0, 45.4)).toBe(30);
    expect(backBufferEnd(30, 60)).toBeNull();
    expect(backBufferEnd(100, 20)).toBeNull();
});
