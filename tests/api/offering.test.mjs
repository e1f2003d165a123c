import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { day } from '../support/dates.mjs';
import { ask } from '../support/http.mjs';
import { company, employee, institution, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('an offering', (kind) => {
    let server, admin, manager, supervisor, trainees, taught, asked;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        trainees = [];
        for (let i = 0; i < 3; i += 1) trainees.push(await employee(server, admin, supervisor));
        taught = await course(manager);
    });
    after(() => server?.end());

    const notices = async (of) => (await of.read('/v1/notifications')).items;
    const address = (more = '') => `/v1/institutions/${asked.id}/${more}`;

    it('begins in the catalogue', async () => {
        const found = (await supervisor.read(`/v1/catalog/courses?search=${encodeURIComponent('지게차')}`)).items.find((each) => each.id === taught.id);
        assert.equal(found.contentCount, 2);
        assert.equal(found.institutionName, manager.organisation.name);
        const detail = await supervisor.read(`/v1/catalog/courses/${taught.id}`);
        assert.deepEqual(detail.curriculums.map((each) => each.contents.map((lesson) => lesson.type)), [['VIDEO'], ['MATERIAL']]);
        assert.equal((await supervisor.read('/v1/catalog/courses?search=%25')).items.length, 0, 'a percent sign is searched as itself');
    });

    it('is requested, which the institution is told', async () => {
        asked = await request(supervisor, taught.id);
        assert.equal(asked.state, 'PENDING');
        const row = (await manager.read('/v1/institutions?state=PENDING')).items.find((each) => each.id === asked.id);
        assert.deepEqual([row.courseTitle, row.companyName, row.attendeeCount, row.deposit], [taught.title, supervisor.organisation.name, 3, 1_000_000]);
        assert.equal((await manager.read(`/v1/institutions/${asked.id}/courseProvideDetail`)).note, '잘 부탁합니다.');
        await until('the manager has a notice', async () => (await notices(manager)).length > 0);
    });

    it('refuses steps that are not its turn, and names the state', async () => {
        for (const refused of [
            await manager.post(address('registration'), {}),
            await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees: [trainees[0].account.userId] }),
        ]) {
            refused.is(409);
            assert.equal(refused.body.state, 'PENDING');
        }
    });

    it('is accepted once', async () => {
        const accepted = (await manager.post(address('response'), { accepted: true })).is(200).body;
        assert.equal(accepted.state, 'ACCEPTED');
        for (const again of [await manager.post(address('response'), { accepted: false, reason: '늦었습니다' }), await supervisor.post(`/v1/companies/courseProvides/${asked.id}/cancel`)]) {
            again.is(409);
            assert.equal(again.body.state, 'ACCEPTED');
        }
        await until('the supervisor has a notice', async () => (await notices(supervisor)).length > 0);
    });

    it('takes only the company\'s own people, each once, no more than asked for', async () => {
        const stranger = await signUp(server, admin, 'stranger');
        const own = trainees.map((each) => each.account.userId);
        for (const employees of [[stranger.account.userId], [...own, ...own], [], [...own, supervisor.account.userId]]) {
            const refused = await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees });
            assert.ok([404, 409, 422].includes(refused.status), `${employees} answered ${refused.status}`);
        }
        assert.equal((await supervisor.read(`/v1/companies/courseProvides/${asked.id}`)).state, 'ACCEPTED');
    });

    it('gets its attendees and is registered', async () => {
        const submitted = (await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees: trainees.map((each) => each.account.userId) })).is(200).body;
        assert.equal(submitted.state, 'ATTENDEE_PENDING');
        assert.equal(submitted.attendees.length, 3);
        assert.equal((await trainees[0].read('/v1/courses/courseList')).items.length, 0, 'not yet the trainees\'');
        const registered = (await manager.post(address('registration'), {})).is(200).body;
        assert.equal(registered.state, 'ONGOING', 'it begins today');
        assert.deepEqual(registered.history.map((each) => each.state).filter((each, i, all) => each !== all[i - 1]),
            ['PENDING', 'ACCEPTED', 'ATTENDEE_PENDING', ...(registered.history.some((each) => each.state === 'NOT_STARTED') ? ['NOT_STARTED'] : []), 'ONGOING']);
        (await manager.post(address('registration'), {})).is(409);
        for (const each of trainees) await until('each trainee has a notice', async () => (await notices(each)).length > 0);
    });

    it('waits for its first day', async () => {
        const later = (await supervisor.post('/v1/companies/courseProvides', { courseId: taught.id, beginDate: day(3), endDate: day(9), attendeeCount: 1, deposit: 0 })).is(201).body;
        (await manager.post(`/v1/institutions/${later.id}/response`, { accepted: true })).is(200);
        (await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: later.id, employees: [trainees[2].account.userId] })).is(200);
        assert.equal((await manager.post(`/v1/institutions/${later.id}/registration`, {})).is(200).body.state, 'NOT_STARTED');
    });

    it('is declined with a reason, or withdrawn', async () => {
        const first = await request(supervisor, taught.id);
        const declined = (await manager.post(`/v1/institutions/${first.id}/response`, { accepted: false, reason: '자리가 없습니다.' })).is(200).body;
        assert.equal(declined.state, 'DECLINED');
        assert.equal((await supervisor.read(`/v1/companies/courseProvides/${first.id}`)).history.at(-1).reason, '자리가 없습니다.');
        const second = await request(supervisor, taught.id);
        assert.equal((await supervisor.post(`/v1/companies/courseProvides/${second.id}/cancel`)).is(200).body.state, 'CANCELED');
        (await supervisor.post(`/v1/companies/courseProvides/${second.id}/cancel`)).is(409);
    });

    it('refuses dates that cannot be', async () => {
        for (const [beginDate, endDate] of [[day(5), day(1)], [day(-10), day(-5)], ['2026-02-30', day(5)]]) {
            (await supervisor.post('/v1/companies/courseProvides', { courseId: taught.id, beginDate, endDate, attendeeCount: 1, deposit: 0 })).is(422);
        }
    });

    it('keeps its course from being deleted', async () => {
        (await manager.delete(`/v1/courses/${taught.id}`)).is(409);
    });

    describe('the trainee', () => {
        let learner, video, detail;
        before(async () => {
            learner = trainees[0];
            video = taught.curriculums[0].contents[0].id;
        });

        it('finds the course and what is next', async () => {
            const { items: [mine] } = await learner.read('/v1/courses/courseList');
            assert.deepEqual([mine.courseProvideId, mine.title, mine.contentCount, mine.startedCount, mine.nextContentId], [asked.id, taught.title, 2, 0, video]);
        });

        it('plays the video by ranges', async () => {
            detail = await learner.read(`/api/v1/courses/curriculums/contents/${video}?courseProvideId=${asked.id}`);
            assert.deepEqual([detail.positionSeconds, detail.courseProvideId, detail.nextContentId], [0, asked.id, taught.curriculums[1].contents[0].id]);
            const part = await ask(new URL(detail.url, server.url), { headers: { range: 'bytes=0-1023' } });
            assert.equal(part.status, 206);
            assert.equal(part.bytes.toString('latin1', 4, 8), 'ftyp');
        });

        it('resumes where it was', async () => {
            const at = `/v1/learning/contents/${video}/position`;
            (await learner.put(at, { courseProvideId: asked.id, positionSeconds: 7 })).is(204);
            (await learner.put(at, { courseProvideId: asked.id, positionSeconds: 7 })).is(204);
            assert.equal((await learner.read(`/api/v1/courses/curriculums/contents/${video}?courseProvideId=${asked.id}`)).positionSeconds, 7);
            const mine = await learner.read(`/v1/courses/courseList/${asked.id}`);
            assert.equal(mine.startedCount, 1);
            assert.deepEqual([mine.curriculums[0].contents[0].state, mine.curriculums[0].contents[0].positionSeconds], ['STARTED', 7]);
            assert.equal((await trainees[1].read(`/v1/courses/courseList/${asked.id}`)).startedCount, 0, 'each for himself');
        });

        it('cannot open what another course or nobody offers', async () => {
            const other = await course(manager, '다른 강의');
            (await learner.get(`/api/v1/courses/curriculums/contents/${other.curriculums[0].contents[0].id}?courseProvideId=${asked.id}`)).is(404);
            (await learner.put(`/v1/learning/contents/${other.curriculums[0].contents[0].id}/position`, { courseProvideId: asked.id, positionSeconds: 1 })).is(404);
        });

        it('reads notices and marks them read', async () => {
            const before = await learner.read('/v1/notifications');
            assert.ok(before.unreadCount > 0);
            (await learner.post('/v1/notifications/read', { upTo: before.items[0].id })).is(204);
            const later = await learner.read('/v1/notifications');
            assert.equal(later.unreadCount, 0);
            assert.ok(later.items[0].readAt);
        });

        it('is told in his language', async () => {
            const english = (await learner.read('/v1/notifications')).items[0].title;
            const korean = (await learner.get('/v1/notifications', { headers: { 'accept-language': 'ko' } })).body.items[0].title;
            assert.doesNotMatch(english, /[가-힣]{2}.*(습니다|되었|했습)/);
            assert.match(korean, /[가-힣]/);
        });
    });

    describe('affiliation', () => {
        it('is asked for and answered', async () => {
            const hopeful = await signUp(server, admin, 'hopeful');
            const found = (await hopeful.read(`/v1/students/visitor/companies?search=${encodeURIComponent(supervisor.organisation.name)}`)).items;
            assert.ok(found.some((each) => each.id === supervisor.organisation.id));
            (await hopeful.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
            assert.deepEqual((await hopeful.read('/v1/students/visitor/companies/affiliations')).items.map((each) => each.state), ['REQUESTED']);
            const repeated = await hopeful.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id });
            assert.ok([201, 409].includes(repeated.status));
            assert.equal((await hopeful.read('/v1/students/visitor/companies/affiliations')).items.length, 1, 'once is enough');
            const waiting = (await supervisor.read('/v1/companies/affiliations')).items.find((each) => each.userId === hopeful.account.userId);
            (await supervisor.post(`/v1/companies/affiliations/${waiting.id}/response`, { accepted: false })).is(204);
            assert.equal((await supervisor.read('/v1/companies/affiliations')).items.length, 0);
            assert.equal((await hopeful.read('/auth/v1/info')).role, 'NORMAL');
        });

        it('shows in the list of employees', async () => {
            const { items } = await supervisor.read('/v1/companies/employees?limit=100');
            for (const each of trainees) assert.ok(items.some((row) => row.userId === each.account.userId));
            const [only] = (await supervisor.read(`/v1/companies/employees?search=${trainees[1].who.username}`)).items;
            assert.equal(only.userId, trainees[1].account.userId);
            assert.equal((await trainees[0].read('/v1/students/companies/info')).id, supervisor.organisation.id);
        });
    });
});
