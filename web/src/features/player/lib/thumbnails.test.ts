import { describe, expect, it } from 'vitest';
import { markAt, thumbnailAt } from './thumbnails';

const sheet = { url: '/vod/1/thumbnails.jpg', everyMs: 2_000, count: 15, columns: 10, width: 160, height: 90 };

describe('thumbnailAt', () => {
    it.each([[0, '-0px -0px'], [1.9, '-0px -0px'], [2, '-160px -0px'], [20, '-0px -90px'], [29, '-640px -90px'], [500, '-640px -90px'], [-1, '-0px -0px']])('%s s', (seconds, position) => {
        expect(thumbnailAt(sheet, seconds).backgroundPosition).toBe(position);
    });
});

describe('markAt', () => {
    const marks = [{ atSeconds: 3, title: 'a' }, { atSeconds: 10, title: 'b' }];
    it.each([[0, undefined], [3, 'a'], [9.99, 'b'], [9.5, 'a'], [60, 'b']])('%s s', (seconds, title) => {
        expect(markAt(marks, seconds)?.title).toBe(title);
    });
});
