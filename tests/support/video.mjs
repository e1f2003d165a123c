import { clip } from './media.mjs';
import { until } from './until.mjs';
import { upload } from './upload.mjs';

/** A course with nothing in it but lessons with these files: [name, bytes]. Gives it with the lessons' ids. */
export async function courseOfVideos(manager, files, title = '동영상') {
    let made = (await manager.post('/v1/courses', { title, introduction: '', instructor: '이강사' })).is(201).body;
    made = (await manager.post(`/v1/courses/${made.id}/curriculums`, { title: '1장' })).is(201).body;
    const lessons = [];
    for (const [name, bytes] of files) {
        const { key } = await upload(manager, { filename: name, type: '', bytes });
        made = (await manager.post(`/v1/courses/${made.id}/curriculums/${made.curriculums[0].id}/save`, { title: name, type: 'VIDEO', key })).is(201).body;
        lessons.push(made.curriculums[0].contents.at(-1).id);
    }
    return { ...made, lessons };
}

export async function courseOfClips(manager, names) {
    return courseOfVideos(manager, await Promise.all(names.map(async (name) => [name, await clip(name)])));
}

/** What the builder shows of the course's videos, once none of them waits or is worked on. */
export async function preparedVideos(manager, courseId, seconds = 60) {
    const byLesson = await until('all videos are prepared', async () => {
        const { items } = await manager.read(`/v1/courses/${courseId}/videos`);
        return items.length > 0 && items.every(({ state }) => state === 'READY' || state === 'FAILED') && items;
    }, { seconds, every: 100 });
    return new Map(byLesson.map((each) => [each.contentId, each]));
}
