import type { Course } from '@/lib/api/types';
import { orderOf, sameOrder } from './order';

/** One thing that is not as it was: a key of the texts `conflict.*` with what it speaks of. */
export interface Difference { key: 'title' | 'introduction' | 'instructor' | 'picture' | 'state' | 'chapterAdded' | 'chapterRemoved' | 'chapterRenamed' | 'lessonAdded' | 'lessonRemoved' | 'lessonRenamed' | 'lessonChanged' | 'moved'; name?: string; to?: string }

/** What another did to the course, for who has to decide about it. */
export function differences(before: Course, after: Course): Difference[] {
    const found: Difference[] = [];
    if (before.title !== after.title) found.push({ key: 'title', to: after.title });
    if (before.introduction !== after.introduction || JSON.stringify(before.introductionDocument) !== JSON.stringify(after.introductionDocument)) found.push({ key: 'introduction' });
    if (before.instructor !== after.instructor) found.push({ key: 'instructor', to: after.instructor });
    if (before.imageUrl !== after.imageUrl) found.push({ key: 'picture' });
    if (before.state !== after.state) found.push({ key: 'state', to: after.state });
    found.push(...inList(before.curriculums, after.curriculums, 'chapter'));
    const [old, now] = [before, after].map((course) => course.curriculums.flatMap(({ contents }) => contents));
    found.push(...inList(old ?? [], now ?? [], 'lesson'));
    const shared = (course: Course, other: Course) => {
        const chapters = new Set(other.curriculums.map(({ id }) => id));
        const contents = new Set(other.curriculums.flatMap((chapter) => chapter.contents.map(({ id }) => id)));
        return orderOf(course).filter(({ id }) => chapters.has(id)).map(({ id, contents: ids }) => ({ id, contents: ids.filter((each) => contents.has(each)) }));
    };
    if (!sameOrder(shared(before, after), shared(after, before))) found.push({ key: 'moved' });
    return found;
}

interface Named { id: number; title: string; originName?: string | null; sizeBytes?: number | null; replaces?: number | null }

function inList(before: Named[], after: Named[], what: 'chapter' | 'lesson'): Difference[] {
    const old = new Map(before.map((each) => [each.id, each]));
    const now = new Map(after.map((each) => [each.id, each]));
    const found: Difference[] = [];
    for (const each of after) {
        const was = old.get(each.id);
        if (was) {
            if (was.title !== each.title) found.push({ key: `${what}Renamed`, name: was.title, to: each.title });
            if (was.originName !== each.originName || was.sizeBytes !== each.sizeBytes) found.push({ key: 'lessonChanged', name: each.title });
        } else if (typeof each.replaces === 'number' && old.has(each.replaces)) found.push({ key: 'lessonChanged', name: each.title });
        else found.push({ key: `${what}Added`, name: each.title });
    }
    const replaced = new Set(after.map(({ replaces }) => replaces));
    for (const each of before) if (!now.has(each.id) && !replaced.has(each.id)) found.push({ key: `${what}Removed`, name: each.title });
    return found;
}
