import type { Course } from '@/lib/api/types';

/** The order of a course as the server takes it: chapters, each with its lessons. */
export interface ChapterOrder { id: number; contents: number[] }
export type Order = ChapterOrder[];

export function orderOf(course: Course): Order {
    return course.curriculums.map((chapter) => ({ id: chapter.id, contents: chapter.contents.map((content) => content.id) }));
}

/** The course drawn in another order, so that the page shows a move before the server has agreed. */
export function inOrder(course: Course, order: Order): Course {
    const chapters = new Map(course.curriculums.map((chapter) => [chapter.id, chapter]));
    const contents = new Map(course.curriculums.flatMap((chapter) => chapter.contents).map((content) => [content.id, content]));
    return {
        ...course,
        curriculums: order.flatMap(({ id, contents: ids }) => {
            const chapter = chapters.get(id);
            return chapter ? [{ ...chapter, contents: ids.flatMap((content) => contents.get(content) ?? []) }] : [];
        }),
    };
}

export function chapterOf(order: Order, content: number): number | undefined {
    return order.find((chapter) => chapter.contents.includes(content))?.id;
}

function put<T>(list: T[], at: number, item: T): T[] {
    return [...list.slice(0, at), item, ...list.slice(at)];
}

export function moveChapter(order: Order, chapter: number, to: number): Order {
    const moved = order.find(({ id }) => id === chapter);
    return moved ? put(order.filter(({ id }) => id !== chapter), to, moved) : order;
}

/** Puts a lesson into a chapter; `at` counts the lessons there without it. */
export function moveContent(order: Order, content: number, chapter: number, at: number): Order {
    if (!order.some(({ id }) => id === chapter)) return order;
    return order.map(({ id, contents }) => {
        const others = contents.filter((other) => other !== content);
        return { id, contents: id === chapter ? put(others, at, content) : others };
    });
}

/** One step up or down; at the edge of its chapter a lesson goes over into the neighbour. */
export function stepContent(order: Order, content: number, step: 1 | -1): Order {
    const chapterAt = order.findIndex(({ contents }) => contents.includes(content));
    const chapter = order[chapterAt];
    if (!chapter) return order;
    const to = chapter.contents.indexOf(content) + step;
    if (to >= 0 && to < chapter.contents.length) return moveContent(order, content, chapter.id, to);
    const neighbour = order[chapterAt + step];
    return neighbour ? moveContent(order, content, neighbour.id, step > 0 ? 0 : neighbour.contents.length) : order;
}

export function stepChapter(order: Order, chapter: number, step: 1 | -1): Order {
    const to = order.findIndex(({ id }) => id === chapter) + step;
    return to < 0 || to >= order.length ? order : moveChapter(order, chapter, to);
}

export function sameOrder(a: Order, b: Order): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}
