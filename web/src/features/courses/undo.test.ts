import { describe, expect, it } from 'vitest';
import type { Content, Course, Curriculum } from '@/lib/api/types';
import { differences } from './differences';
import { fitted, stepOf } from './undo';

const lesson = (id: number, title = `L${String(id)}`, more: Partial<Content> = {}): Content => ({ id, title, type: 'VIDEO', idx: 1, timeAmountSeconds: null, originName: null, sizeBytes: null, begun: false, filled: true, replaces: null, ...more });
const chapter = (id: number, contents: Content[], title = `C${String(id)}`): Curriculum => ({ id, title, idx: 1, contents });
const course = (curriculums: Curriculum[], more: Partial<Course> = {}): Course => ({
    id: 1, title: 'T', introduction: '', introductionDocument: null, instructor: '', imageUrl: null, state: 'DRAFT', version: 1, taught: false, updatedAt: '', curriculums, ...more,
});

describe('what takes a change back', () => {
    const before = course([chapter(1, [lesson(11), lesson(12)]), chapter(2, [])]);
    it('is the other way for each', () => {
        expect(stepOf({ kind: 'renameChapter', id: 1, title: 'new' }, before, before)?.undo).toEqual({ kind: 'renameChapter', id: 1, title: 'C1' });
        expect(stepOf({ kind: 'removeContent', id: 11 }, before, before)?.undo).toEqual({ kind: 'restoreContent', id: 11 });
        expect(stepOf({ kind: 'addChapter', title: 'x' }, before, course([...before.curriculums, chapter(3, [])]))).toEqual({ undo: { kind: 'removeChapter', id: 3 }, redo: { kind: 'restoreChapter', id: 3 } });
        expect(stepOf({ kind: 'addContent', chapter: 2, title: 'x', type: 'TEXT' }, before, course([chapter(1, [lesson(11), lesson(12)]), chapter(2, [lesson(13)])]))?.undo).toEqual({ kind: 'removeContent', id: 13 });
        expect(stepOf({ kind: 'state', state: 'AVAILABLE' }, before, before)).toBeUndefined();
    });
    it('an old order fits what there is now', () => {
        const now = course([chapter(2, [lesson(12)]), chapter(3, [lesson(14)]), chapter(1, [])]);
        expect(fitted([{ id: 1, contents: [11, 12] }, { id: 2, contents: [] }], now)).toEqual([{ id: 1, contents: [12] }, { id: 2, contents: [] }, { id: 3, contents: [14] }]);
    });
});

describe('what another did', () => {
    it('is told piece by piece', () => {
        const before = course([chapter(1, [lesson(11), lesson(12), lesson(15)]), chapter(2, [])]);
        const after = course([chapter(1, [lesson(12, 'renamed'), lesson(16, 'L15', { replaces: 15 })]), chapter(3, [lesson(13)])], { title: 'U', state: 'AVAILABLE' });
        expect(differences(before, after)).toEqual([
            { key: 'title', to: 'U' }, { key: 'state', to: 'AVAILABLE' }, { key: 'chapterAdded', name: 'C3' }, { key: 'chapterRemoved', name: 'C2' },
            { key: 'lessonRenamed', name: 'L12', to: 'renamed' }, { key: 'lessonChanged', name: 'L15' }, { key: 'lessonAdded', name: 'L13' }, { key: 'lessonRemoved', name: 'L11' },
        ]);
        expect(differences(before, before)).toEqual([]);
        expect(differences(before, course([chapter(2, []), chapter(1, [lesson(11), lesson(12), lesson(15)])]))).toEqual([{ key: 'moved' }]);
    });
});
