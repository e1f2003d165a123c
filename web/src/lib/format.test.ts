import { describe, expect, it } from 'vitest';
import { businessNumber, formatsFor } from './format';

const ko = formatsFor('ko-KR');
const en = formatsFor('en-GB');

describe('formats', () => {
    it.each([
        [ko.duration(4800), '1시간 20분'], [ko.duration(45), '45초'], [en.duration(4800), '1 h 20 min'], [ko.duration(0), '0초'],
        [ko.clock(3723), '1:02:03'], [ko.clock(59.9), '0:59'],
        [ko.won(1500000), '1,500,000원'], [en.won(1500000), '₩1,500,000'],
        [ko.bytes(0), '0 B'], [ko.bytes(1536), '1.5 KB'], [ko.bytes(5 * 1024 ** 3), '5 GB'],
        [ko.date('2026-11-23'), '2026년 11월 23일'], [en.date('2026-11-23'), '23 Nov 2026'],
        [ko.ago(0, 180_000), '3분 전'], [en.ago(0, 2 * 3_600_000), '2 hours ago'],
        [businessNumber('1248100998'), '124-81-00998'],
    ])('%s', (made, expected) => { expect(made).toBe(expected); });
});
