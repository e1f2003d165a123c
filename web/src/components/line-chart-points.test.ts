import { expect, test } from 'vitest';
import { highest, linesOf, nearest } from './line-chart-points';

const points = [{ at: 0, value: 1 }, { at: 10, value: 3 }, { at: 20, value: null }, { at: 30, value: 2 }, { at: 40, value: 0 }];

test('the top is a round number above all values', () => {
    expect(highest(points, 1)).toBe(5);
    expect(highest(points, 100)).toBe(100);
    expect(highest([{ at: 0, value: 137 }], 1)).toBe(200);
    expect(highest([], 1)).toBe(1);
    expect(highest([{ at: 0, value: 0.03 }], 0.01)).toBe(0.05);
});

test('a gap where nothing was measured', () => {
    expect(linesOf(points, 4)).toEqual(['0.00,75.00 25.00,25.00', '75.00,50.00 100.00,100.00']);
    expect(linesOf([{ at: 5, value: 1 }], 1)).toEqual([]);
});

test('the nearest moment', () => {
    expect(nearest(points, 12)).toBe(1);
    expect(nearest(points, 99)).toBe(4);
    expect(nearest([], 1)).toBeUndefined();
});
