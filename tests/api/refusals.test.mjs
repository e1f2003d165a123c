import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { day, moment } from '../support/dates.mjs';
import { quizOf } from '../support/course.mjs';
import { organisation } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { twoSides } from '../support/world.mjs';

/** Well-formed requests that the rules forbid: each is a problem in both languages, and changes nothing. */
onEachDatabase('refusals', (kind) => {
    let server, world;
    before(async () => {
        server = await startServer(kind);
        world = await twoSides(server);
    });
    after(() => server?.end());

    const table = [
        ['registering a second time', 409, ({ manager, offering }) => manager.post(`/v1/institutions/${offering.id}/registration`, {})],
        ['answering a request that runs', 409, ({ manager, offering }) => manager.post(`/v1/institutions/${offering.id}/response`, { accepted: true })],
        ['canceling an offering that runs', 409, ({ supervisor, offering }) => supervisor.post(`/v1/companies/courseProvides/${offering.id}/cancel`)],
        ['submitting attendees again', 409, ({ supervisor, offering, trainees }) => supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: offering.id, employees: [trainees[0].account.userId] })],
        ['deleting a course that is offered', 409, ({ manager, course }) => manager.delete(`/v1/courses/${course.id}`)],
        ['ending before beginning', 422, ({ supervisor, course }) => supervisor.post('/v1/companies/courseProvides', { courseId: course.id, beginDate: day(9), endDate: day(2), attendeeCount: 1, deposit: 0 })],
        ['a second institution', [403, 409], ({ manager }) => manager.post('/v1/institutions', organisation('둘째'))],
        ['a second company', [403, 409], ({ supervisor }) => supervisor.post('/v1/students/visitor/companies', organisation('둘째'))],
        ['a wrong business number', 422, (side, { normal }) => normal.post('/v1/students/visitor/companies', { ...organisation('회사'), businessNumber: '1234567890' })],
        ['a business number that is registered', [409, 422], ({ supervisor }, { normal }) => normal.post('/v1/students/visitor/companies', { ...organisation('회사'), businessNumber: supervisor.organisation.businessNumber })],
        ['joining a company that is not there', [404, 422], (side, { normal }) => normal.post('/v1/students/visitor/companies/affiliations', { companyId: 999_999 })],
        ['a lecture for a stranger\'s offering', [404, 422], ({ manager }, { foreign }) => manager.post('/v1/live', { courseProvideId: foreign.offering.id, title: 'x', startTime: moment(1), endTime: moment(61) })],
        ['a lecture that ends before it begins', 422, ({ manager, offering }) => manager.post('/v1/live', { courseProvideId: offering.id, title: 'x', startTime: moment(61), endTime: moment(1) })],
        ['ending a lecture that never began', 409, ({ manager, lecture }) => manager.post(`/v1/live/${lecture.id}/end`)],
        ['a quiz whose answer is no option', 422, ({ manager, lecture }) => manager.post(`/v1/live/${lecture.id}/quizzes`, quizOf({ answer: 9 }))],
        ['launching a quiz off the air', 409, ({ manager, quiz }) => manager.post(`/v1/quizzes/${quiz.id}/launch`)],
        ['closing a quiz that is not open', 409, ({ manager, quiz }) => manager.post(`/v1/quizzes/${quiz.id}/close`)],
        ['revealing a quiz that is not closed', 409, ({ manager, quiz }) => manager.post(`/v1/quizzes/${quiz.id}/reveal`)],
        ['answering a quiz that was never asked', [404, 409], ({ trainees, quiz }) => trainees[0].post(`/v1/quizzes/${quiz.id}/answers`, { option: 1 })],
        ['saving a lesson from a file that is not there', [404, 409, 422], ({ manager, course }) => manager.post(`/v1/courses/${course.id}/curriculums/${course.curriculums[0].id}/save`, { title: 'x', type: 'VIDEO', key: 'contents/nowhere.mp4' })],
        ['completing an upload that never began', [404, 409, 422], ({ manager }) => manager.post('/builder/v1/files/complete-multipart', { uploadId: 'nowhere', key: 'nowhere', etags: ['"00000000000000000000000000000000"'] })],
        ['a position in a stranger\'s offering', 404, ({ trainees, course }, { foreign }) => trainees[0].put(`/v1/learning/contents/${course.curriculums[0].contents[0].id}/position`, { courseProvideId: foreign.offering.id, positionSeconds: 1 })],
        ['a change from another site', 403, ({ manager }) => manager.post('/v1/courses', { title: 'x' }, { headers: { origin: 'https://evil.example' } })],
        ['a change with cookies and no origin', 403, ({ manager }) => manager.post('/v1/courses', { title: 'x' }, { headers: { origin: '' } })],
        ['a stale version', 412, ({ manager, course }) => manager.put(`/v1/courses/${course.id}`, { title: 'x' }, { headers: { 'if-match': '"0"' } })],
    ];

    for (const [what, expected, ask] of table) {
        it(what, async () => {
            const before = await snapshot(server);
            for (const language of ['ko', 'en']) {
                for (const side of [world.own.manager, world.own.supervisor, world.own.trainees[0], world.normal]) side.language = language;
                const { status, body, text } = await ask(world.own, world);
                assert.ok([expected].flat().includes(status), `answered ${status}: ${text}`);
                if (language === 'ko') assert.match(body.detail, /[가-힣]/);
                else assert.doesNotMatch(body.detail, /[가-힣]{2,} [가-힣]{2,}/);
                if (status === 409) assert.ok(body.code && body.code !== 'conflict', text);
            }
            assert.deepEqual(await snapshot(server), before, 'something changed');
        });
    }
});
