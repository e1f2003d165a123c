import type { Course } from '@/lib/api/types';
import type { Change } from './api';
import { orderOf, type Order } from './order';

/** What takes a change back, and what makes it again; nothing for what is not taken back here. */
export interface Step { undo: Change; redo: Change }

const lessons = (course: Course) => course.curriculums.flatMap(({ contents }) => contents);

/** The ids that `after` has and `before` had not. */
function added<T extends { id: number }>(before: T[], after: T[]): number | undefined {
    const known = new Set(before.map(({ id }) => id));
    return after.find(({ id }) => !known.has(id))?.id;
}

export function stepOf(change: Change, before: Course, after: Course): Step | undefined {
    switch (change.kind) {
        case 'addChapter': {
            const id = added(before.curriculums, after.curriculums);
            return id === undefined ? undefined : { undo: { kind: 'removeChapter', id }, redo: { kind: 'restoreChapter', id } };
        }
        case 'renameChapter': {
            const title = before.curriculums.find(({ id }) => id === change.id)?.title;
            return title === undefined ? undefined : { undo: { ...change, title }, redo: change };
        }
        case 'removeChapter': return { undo: { kind: 'restoreChapter', id: change.id }, redo: change };
        case 'order': return { undo: { kind: 'order', order: orderOf(before) }, redo: change };
        case 'addContent': {
            const id = added(lessons(before), lessons(after));
            return id === undefined ? undefined : { undo: { kind: 'removeContent', id }, redo: { kind: 'restoreContent', id } };
        }
        case 'renameContent': {
            const title = lessons(before).find(({ id }) => id === change.id)?.title;
            return title === undefined ? undefined : { undo: { ...change, title }, redo: change };
        }
        case 'removeContent': return { undo: { kind: 'restoreContent', id: change.id }, redo: change };
        default: return undefined;
    }
}

/** An order as it was, of what there is now: what is gone is left out, what is new stays in its chapter. */
export function fitted(order: Order, course: Course): Order {
    const now = orderOf(course);
    const chapters = new Set(now.map(({ id }) => id));
    const contents = new Set(now.flatMap((chapter) => chapter.contents));
    const kept = order.filter(({ id }) => chapters.has(id)).map(({ id, contents: ids }) => ({ id, contents: ids.filter((each) => contents.has(each)) }));
    const placed = new Set(kept.flatMap((chapter) => chapter.contents));
    for (const chapter of now) {
        const left = chapter.contents.filter((each) => !placed.has(each));
        const home = kept.find(({ id }) => id === chapter.id);
        if (home) home.contents.push(...left);
        else kept.push({ id: chapter.id, contents: left });
    }
    return kept;
}
