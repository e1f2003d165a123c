import { describe, expect, it } from 'vitest';
import { moveChapter, moveContent, stepChapter, stepContent, type Order } from './order';

const order: Order = [{ id: 1, contents: [11, 12] }, { id: 2, contents: [] }, { id: 3, contents: [31] }];

describe('the order of a course', () => {
    it.each<[string, Order, Order]>([
        ['a lesson down within its chapter', stepContent(order, 11, 1), [{ id: 1, contents: [12, 11] }, { id: 2, contents: [] }, { id: 3, contents: [31] }]],
        ['a lesson over the edge of its chapter', stepContent(order, 12, 1), [{ id: 1, contents: [11] }, { id: 2, contents: [12] }, { id: 3, contents: [31] }]],
        ['a lesson up into the chapter before', stepContent(order, 31, -1), [{ id: 1, contents: [11, 12] }, { id: 2, contents: [31] }, { id: 3, contents: [] }]],
        ['the first lesson cannot go up', stepContent(order, 11, -1), order],
        ['the last lesson cannot go down', stepContent(order, 31, 1), order],
        ['a lesson into another chapter at a place', moveContent(order, 31, 1, 1), [{ id: 1, contents: [11, 31, 12] }, { id: 2, contents: [] }, { id: 3, contents: [] }]],
        ['a lesson into a chapter that is gone', moveContent(order, 31, 9, 0), order],
        ['a chapter to the front', moveChapter(order, 3, 0), [{ id: 3, contents: [31] }, { id: 1, contents: [11, 12] }, { id: 2, contents: [] }]],
        ['the last chapter cannot go down', stepChapter(order, 3, 1), order],
    ])('%s', (_name, moved, expected) => { expect(moved).toEqual(expected); });
});
