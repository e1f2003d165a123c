import { day, moment } from './dates.mjs';
import { pdfBytes, videoBytes } from './media.mjs';
import { upload } from './upload.mjs';

/** A published course of two chapters with a video and a document. */
export async function course(manager, title = '지게차 안전') {
    let made = (await manager.post('/v1/courses', { title, introduction: '한 시간이면 됩니다.', instructor: '이강사' })).is(201).body;
    const at = `/v1/courses/${made.id}`;
    await manager.post(`${at}/curriculums`, { title: '1장' }).then((answer) => answer.is(201));
    made = (await manager.post(`${at}/curriculums`, { title: '2장' })).is(201).body;
    const video = await upload(manager, { filename: '강의.mp4', type: 'video/mp4', bytes: await videoBytes() });
    const material = await upload(manager, { filename: '교재.pdf', type: 'application/pdf', bytes: pdfBytes() });
    const [first, second] = made.curriculums;
    (await manager.post(`${at}/curriculums/${first.id}/save`, { title: '첫 강의', type: 'VIDEO', key: video.key })).is(201);
    (await manager.post(`${at}/curriculums/${second.id}/save`, { title: '교재', type: 'MATERIAL', key: material.key })).is(201);
    return (await manager.post(`${at}/state`, { state: 'AVAILABLE' })).is(200).body;
}

/** Asks for an offering, from today on. */
export async function request(supervisor, courseId, attendeeCount = 3) {
    return (await supervisor.post('/v1/companies/courseProvides', {
        courseId, beginDate: day(0), endDate: day(30), attendeeCount, deposit: 1_000_000, note: '잘 부탁합니다.',
    })).is(201).body;
}

/** An offering that runs, with these trainees. */
export async function offering(manager, supervisor, courseId, trainees) {
    const asked = await request(supervisor, courseId, Math.max(1, trainees.length));
    (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
    (await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees: trainees.map((each) => each.account.userId) })).is(200);
    return (await manager.post(`/v1/institutions/${asked.id}/registration`, {})).is(200).body;
}

export async function lecture(manager, courseProvideId, title = '라이브') {
    return (await manager.post('/v1/live', { courseProvideId, title, instructor: '이강사', startTime: moment(1), endTime: moment(61) })).is(201).body;
}

export const quizOf = (more = {}) => ({ question: '지게차의 제한 속도는?', options: ['5 km/h', '10 km/h', '20 km/h'], answer: 2, solution: '사내 규정', ...more });
