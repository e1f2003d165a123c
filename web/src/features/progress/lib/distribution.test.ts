import { expect, it } from 'vitest';
import { average, distribution } from './distribution';

it('counts trainees by tenths of progress', () => {
    expect(distribution([0, 9, 10, 55, 99, 100])).toEqual([2, 1, 0, 0, 0, 1, 0, 0, 0, 2]);
    expect(distribution([])).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(average([])).toBe(0);
    expect(average([0, 50, 100])).toBe(50);
});
