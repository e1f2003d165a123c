import { describe, expect, it } from 'vitest';
import { isBusinessNumber } from './rules';

describe('a business number', () => {
    it.each([['124-81-00998', true], ['220-81-62517', true], ['1248100998', true], ['124-81-00999', false], ['12481', false], ['', false], ['abcdefghij', false]])('%s is %s', (value, right) => {
        expect(isBusinessNumber(value)).toBe(right);
    });
});
