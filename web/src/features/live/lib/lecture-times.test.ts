import { describe, expect, it } from 'vitest';
import { lectureTimes, likelyTimes } from './lecture-times';

describe('lectureTimes', () => {
    it('keeps the length, over midnight too', () => {
        const length = ({ startTime, endTime }: { startTime: string; endTime: string }) => (Date.parse(endTime) - Date.parse(startTime)) / 60_000;
        expect(length(lectureTimes('2026-11-23', '09:00', '10:30'))).toBe(90);
        expect(length(lectureTimes('2026-11-23', '23:30', '00:30'))).toBe(60);
    });
});

describe('likelyTimes', () => {
    it.each([
        ['09:10', false, '09:30', '10:30'],
        ['09:30', false, '10:00', '11:00'],
        ['23:40', true, '09:00', '10:00'],
    ])('%s: tomorrow %s, %s–%s', (now, tomorrow, start, end) => {
        expect(likelyTimes(new Date(`2026-11-23T${now}`))).toEqual({ tomorrow, start, end });
    });
});
