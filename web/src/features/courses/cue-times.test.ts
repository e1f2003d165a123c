import { describe, expect, it } from 'vitest';
import { cueTime, cueTimeFrom } from './cue-times';

describe('the times of captions', () => {
    it.each([[0, '00:00.000'], [62_005, '01:02.005'], [3_725_042, '1:02:05.042']])('%s ms', (ms, text) => {
        expect(cueTime(ms)).toBe(text);
        expect(cueTimeFrom(text)).toBe(ms);
    });
    it.each([['5', 5_000], ['1:02', 62_000], ['1:02:05,5', 3_725_500], ['90', 90_000], [' 0:01.25 ', 1_250]])('%s as people write it', (text, ms) => {
        expect(cueTimeFrom(text)).toBe(ms);
    });
    it.each(['', 'x', '1:60', '1:60:00', '-1', '1:2:3:4'])('%s is none', (text) => {
        expect(cueTimeFrom(text)).toBeUndefined();
    });
});
