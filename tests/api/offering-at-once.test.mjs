import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { course, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { day } from '../support/dates.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

/** What two people do at the same moment has one effect, and each is told what happened. */
onEachDatabase('an offering, at once', (kind) => {
    let server, manager, colleague, supervisor, second, trainees, taught;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        colleague = await new Client(server).signIn(manager.who.username, password);
        supervisor = await company(server, admin);
        trainees = [];
        for (let i = 0; i < 3; i += 1) trainees.push(await employee(server, admin, supervisor));
        second = trainees.pop();
        (await supervisor.put(`/v1/companies/employees/${second.account.userId}`, { isSupervisor: true })).is(204);
        await second.refresh();
        taught = await course(manager);
    });
    after(() => server?.end());

    const wish = (more = {}) => ({ courseId: taught.id, beginDate: day(1), endDate: day(9), attendeeCount: 2, deposit: 0, ...more });
    const wishes = () => supervisor.read('/v1/companies/courseProvides/list?limit=100').then(({ items }) => items.length);
    const seen = (id) => supervisor.read(`/v1/companies/courseProvides/${id}`);
    const states = ({ history }) => history.map((each) => each.state);
    const list = (who, id, employees, version) => who.post('/v1/companies/courseProvides/employees', { courseProvideId: id, employees: employees.map((each) => each.account.userId) },
        version ? { headers: { 'if-match': `"${version}"` } } : {});
    /** One of them had its way; the others were told why not. */
    const oneOf = (answers, status, refused, code) => {
        assert.equal(answers.filter((each) => each.status === status).length, 1, `${answers.map((each) => `${each.status} ${each.body?.code}`)}`);
        for (const each of answers.filter((other) => other.status !== status)) {
            each.is(refused);
            assert.equal(each.body.code, code);
            assert.ok(each.body.detail.length > 20);
        }
        return answers.find((each) => each.status === status).body;
    };

    it('the same request, sent twice, is one', async () => {
        const before = await wishes();
        const made = oneOf(await Promise.all(Array.from({ length: 4 }, (_, i) => (i % 2 ? supervisor : second).post('/v1/companies/courseProvides', wish()))), 201, 409, 'already_requested');
        assert.equal(await wishes(), before + 1);
        (await supervisor.post(`/v1/companies/courseProvides/${made.id}/cancel`)).is(200);
        (await supervisor.post('/v1/companies/courseProvides', wish())).is(201);
    });

    it('and with a key, asking again gives the first answer', async () => {
        const headers = { 'idempotency-key': `wish-${kind}` };
        const before = await wishes();
        const answers = await Promise.all(Array.from({ length: 4 }, () => supervisor.post('/v1/companies/courseProvides', wish({ deposit: 1 }), { headers })));
        const [made] = answers.filter((each) => each.status === 201);
        for (const each of answers.filter((other) => other.status !== 201)) assert.equal(each.is(409).body.code, 'idempotency_in_progress');
        const again = (await supervisor.post('/v1/companies/courseProvides', wish({ deposit: 1 }), { headers })).is(201);
        assert.equal(again.body.id, made.body.id);
        assert.equal(again.headers['idempotency-replayed'], 'true');
        assert.equal(again.headers.location, `/v1/companies/courseProvides/${made.body.id}`);
        assert.equal((await supervisor.post('/v1/companies/courseProvides', wish({ deposit: 2 }), { headers })).is(422).body.code, 'idempotency_key_reused');
        assert.equal(await wishes(), before + 1);
    });

    it('is answered once', async () => {
        const asked = await request(supervisor, taught.id);
        const at = `/v1/institutions/${asked.id}/response`;
        const answers = await Promise.all([manager.post(at, { accepted: true }), colleague.post(at, { accepted: false, reason: '자리가 없습니다.' }), manager.post(at, { accepted: true }),
            supervisor.post(`/v1/companies/courseProvides/${asked.id}/cancel`)]);
        const { state } = oneOf(answers, 200, 409, 'illegal_state');
        for (const each of answers.filter(({ status }) => status === 409)) assert.equal(each.body.state, state);
        assert.deepEqual(states(await seen(asked.id)), ['PENDING', state]);
    });

    it('gets one list of two, changes it with If-Match, and is registered once', async () => {
        const asked = (await supervisor.post('/v1/companies/courseProvides', wish({ deposit: 3 }))).is(201).body;
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
        oneOf(await Promise.all([list(supervisor, asked.id, [trainees[0]]), list(second, asked.id, [trainees[1]])]), 200, 409, 'already_submitted');
        const { version } = await seen(asked.id);
        const kept = oneOf(await Promise.all([list(supervisor, asked.id, trainees, version), list(second, asked.id, [trainees[1]], version)]), 200, 412, 'changed_meanwhile');
        const shown = await seen(asked.id);
        assert.deepEqual(shown.attendees, kept.attendees);
        assert.deepEqual(states(shown), ['PENDING', 'ACCEPTED', 'ATTENDEE_PENDING', 'ATTENDEE_PENDING']);
        const registered = (who, etag) => who.post(`/v1/institutions/${asked.id}/registration`, {}, { headers: { 'if-match': `"${etag}"` } });
        assert.equal((await registered(manager, version)).is(412).body.code, 'changed_meanwhile', 'the list that was seen was another one');
        const done = oneOf(await Promise.all([registered(manager, kept.version), registered(colleague, kept.version), registered(manager, kept.version)]), 200, 409, 'illegal_state');
        assert.equal(done.state, 'NOT_STARTED');
        assert.equal((await list(supervisor, asked.id, trainees, done.version)).is(409).body.state, 'NOT_STARTED');
    });

    it('a list and a registration at once fit together', async () => {
        const asked = (await supervisor.post('/v1/companies/courseProvides', wish({ deposit: 4 }))).is(201).body;
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
        const { version } = (await list(supervisor, asked.id, [trainees[0]])).is(200).body;
        const [changed, registered] = await Promise.all([list(second, asked.id, [trainees[1]], version), manager.post(`/v1/institutions/${asked.id}/registration`, {}, { headers: { 'if-match': `"${version}"` } })]);
        assert.deepEqual([changed.status, registered.status].sort(), changed.status === 200 ? [200, 412] : [200, 409]);
        assert.deepEqual((await seen(asked.id)).attendees.map((each) => each.userId), [(changed.status === 200 ? trainees[1] : trainees[0]).account.userId]);
    });
});
