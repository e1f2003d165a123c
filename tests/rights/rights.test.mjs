import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client, contractOf } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { addressOf, idsOf, nounsOf } from '../support/ids.mjs';
import { certificateOf, studies } from '../support/certificates.mjs';
import { invited, invitedToStaff, password } from '../support/people.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { Samples } from '../support/samples.mjs';
import { startServer } from '../support/server.mjs';
import { StudyPage } from '../support/study.mjs';
import { until } from '../support/until.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { goOnAir, twoSides } from '../support/world.mjs';

const roles = ['NORMAL', 'EMPLOYEE', 'SUPERVISOR', 'MANAGER', 'ADMIN'];

/** What organisations may see or name of each other, and why. */
const shared = new Map([
    ['GET /v1/catalog/courses/{courseId}', 'companies choose among all institutions'],
    ['POST /v1/companies/courseProvides', 'a course of any institution can be asked for'],
    ['POST /v1/students/visitor/companies/affiliations', 'anybody may ask any company'],
    ['POST /v1/students/visitor/companies/emails/check', 'anybody may ask any company'],
    ['GET /v1/institutions/{institutionId}/detail', 'companies choose among all institutions; it shows how one is reached'],
    ['POST /v1/notifications/read', '"up to" is a mark in the own list'],
]);

/** Parameters that a role's answer does not depend on. */
const ignored = (name, role, strange) => name === 'GET /api/v1/courses/curriculums/contents/{contentId}' && role === 'MANAGER' && `${strange}` === 'course_provide';

/** Shows what belongs to one person, whatever roles that may have: the others get a 404. */
const belongsTo = new Map([['GET /v1/certificates/{certificateId}/pdf', 'EMPLOYEE']]);

/** What this world has none of, so that even its own institution finds nothing. */
const absent = new Map([
    ['GET /v1/marking/copies/{copyCaseId}', 'no essays are alike'],
    ...['', '/chat', '/download'].map((more) => [`GET /v1/live/{channelId}/recording${more}`, 'the lecture is on (tests/api/recording has a recording)']),
]);

/** Writes what one role alone writes (a sample post is a notice, the world's a question): the other reads it, and gets a 403 here. */
const onlyWriter = new Map([['POST /board/v1/courses', 'MANAGER'], ['PUT /board/v1/{boardId}', 'EMPLOYEE'], ['PUT /board/v1/comments/{commentId}', 'EMPLOYEE']]);

/** Ends the session of who asks: tried with a session of its own. */
const endsSession = new Set(['POST /auth/v1/signout', 'POST /auth/refresh']);

/** Changes what who asks, or the trainee, may do: tried after all else, in this order. */
const changesRoles = ['PUT /v1/companies/employees/{userId}', 'DELETE /v1/students/companies/affiliations', 'DELETE /v1/companies/employees',
    'PUT /v1/admin/members/{userId}/administrator', 'DELETE /v1/admin/members/{userId}/administrator',
    'PUT /v1/admin/members/{userId}/lock', 'DELETE /v1/admin/members/{userId}/lock'];

/** Generated from /openapi.json: every operation × every role × own and foreign organisation. */
onEachDatabase('rights', (kind) => {
    let server, world, contract, own, foreign, offAir;
    before(async () => {
        server = await startServer(kind);
        world = await twoSides(server);
        offAir = await goOnAir(world);
        contract = await contractOf(server);
        world.admin.mail = (await world.admin.read('/v1/admin/mailbox')).items[0].id;
        for (const { supervisor } of [world.own, world.foreign]) supervisor.invitation = await invited(supervisor, 'guest');
        for (const { manager } of [world.own, world.foreign]) manager.invitation = await invitedToStaff(manager, 'guest');
        for (const { trainees: [trainee] } of [world.own, world.foreign]) trainee.otherSession = await anotherSession(trainee);
        for (const { trainees: [trainee], course, offering } of [world.own, world.foreign]) {
            await studies(trainee, course.curriculums[0].contents[0].id, offering.id);
            trainee.certificate = (await certificateOf(trainee, offering.id)).id;
            trainee.viewing = (await StudyPage.open(trainee, course.curriculums[0].contents[0].id, offering.id)).viewing.id;
        }
        (await world.admin.post('/v1/admin/backups')).is(201);
        world.admin.backup = await until('a backup is made', async () => (await world.admin.read('/v1/admin/backups')).items[0]?.id, { seconds: 60 });
        own = idsOf(world.own, world.admin);
        foreign = idsOf(world.foreign, world.admin);
    });
    after(async () => {
        await offAir?.();
        await server?.end();
    });

    /** One that may be ended: who asks goes on by his own. */
    const anotherSession = async (who) => {
        const other = await new Client(server).signIn(who.who.username, password);
        return (await other.read('/auth/v1/sessions')).items.find((each) => each.current).id;
    };
    const people = () => ({ NORMAL: world.normal, EMPLOYEE: world.own.trainees[0], SUPERVISOR: world.own.supervisor, MANAGER: world.own.manager, ADMIN: world.admin });
    const call = (client, each, ids, bodyIds = ids) => {
        const schema = each.operation.requestBody?.content?.['application/json']?.schema;
        const samples = new Samples(contract, (noun) => bodyIds[noun] ?? 1, { withIds: true });
        return client.request(each.method, addressOf(contract, each, ids), schema ? { body: samples.valid(schema) } : {});
    };
    /** Reading first, deleting last, so that what is asked for is still there. */
    const inOrder = () => {
        const rank = { GET: 0, PUT: 1, POST: 2, DELETE: 3 };
        return [...contract.operations].sort((a, b) => rank[a.method] - rank[b.method]);
    };

    it('every operation says who may call it', () => {
        for (const { name, operation } of contract.operations) {
            assert.ok(Array.isArray(operation['x-roles']), `${name}: no x-roles`);
            for (const each of operation['x-roles']) assert.ok(roles.includes(each), `${name}: ${each}`);
        }
    });

    it('who is not signed in gets 401 wherever a role is needed', async (t) => {
        let tried = 0;
        const nobody = new Client(server);
        for (const each of contract.operations.filter(({ operation }) => operation['x-roles'].length > 0)) {
            const { status } = await call(nobody, each, own);
            assert.equal(status, 401, each.name);
            tried += 1;
        }
        t.diagnostic(`${tried} operations`);
    });

    it('who has another role gets 403', async (t) => {
        let tried = 0;
        for (const each of contract.operations) {
            const allowed = each.operation['x-roles'];
            if (allowed.length === 0) continue;
            for (const role of roles.filter((other) => !allowed.includes(other))) {
                const { status } = await call(people()[role], each, own);
                assert.equal(status, 403, `${each.name} as ${role}`);
                tried += 1;
            }
        }
        t.diagnostic(`${tried} pairs of operation and role`);
    });

    it('who has the role reaches nothing of another organisation', async (t) => {
        let tried = 0;
        const before = await snapshot(server);
        for (const each of contract.operations) {
            if (shared.has(each.name)) continue;
            const { inPath, inQuery, inBody } = nounsOf(contract, each);
            const nouns = [...new Set([...inPath, ...inQuery, ...inBody])].filter((noun) => foreign[noun] !== own[noun]);
            if (nouns.length === 0) continue;
            for (const role of each.operation['x-roles'].filter((allowed) => allowed !== 'ADMIN')) {
                // One foreign id among own ones, each in turn; then all.
                for (const strange of [...nouns.map((noun) => [noun]), nouns]) {
                    if (ignored(each.name, role, strange)) continue;
                    const ids = { ...own, ...Object.fromEntries(strange.map((noun) => [noun, foreign[noun]])) };
                    const answer = await call(people()[role], each, ids);
                    const said = `${each.name} as ${role} with a foreign ${strange}`;
                    const refused = [403, 404].includes(answer.status) || (inBody.some((noun) => strange.includes(noun)) && [409, 422].includes(answer.status));
                    assert.ok(refused, `${said} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
                    tried += 1;
                }
            }
        }
        assert.deepEqual(await snapshot(server), before, 'a stranger changed something');
        t.diagnostic(`${tried} attempts`);
        assert.ok(tried > 30);
    });

    it('lists show nothing of another organisation', async () => {
        const theirs = [world.foreign.course.title, world.foreign.manager.organisation.name, world.foreign.supervisor.organisation.name, world.foreign.trainees[0].who.email, world.foreign.lecture.arn];
        const open = new Set(['GET /v1/catalog/courses', 'GET /v1/students/visitor/companies', 'GET /v1/catalog/courses/{courseId}']);
        for (const each of contract.operations.filter((operation) => operation.method === 'GET' && !open.has(operation.name))) {
            for (const role of each.operation['x-roles'].filter((allowed) => allowed !== 'ADMIN')) {
                const { text } = await call(people()[role], each, own);
                for (const secret of theirs.filter((name) => name !== world.own.course.title)) assert.ok(!text.includes(JSON.stringify(secret)), `${each.name} as ${role} shows ${secret}`);
            }
        }
    });

    const reachesOwn = async (operations, t) => {
        let tried = 0;
        for (const each of operations) {
            for (const role of each.operation['x-roles']) {
                const answer = await call(people()[role], each, own);
                const said = `${each.name} as ${role} answered ${answer.status}: ${answer.text.slice(0, 300)}`;
                if ((onlyWriter.get(each.name) ?? role) === role) assert.ok(![401, 403, 405].includes(answer.status) && answer.status < 500, said);
                else assert.equal(answer.status, 403, said);
                // Reading what is one's own succeeds; a preview or a list may need what this world has not.
                if (each.method === 'GET') assert.equal(answer.status, absent.has(each.name) ? 404 : (belongsTo.get(each.name) ?? role) === role ? 200 : 404, said);
                tried += 1;
            }
        }
        t.diagnostic(`${tried} pairs of operation and role`);
    };
    it('who has the role reaches his own', (t) => reachesOwn(inOrder().filter(({ name }) => !endsSession.has(name) && !changesRoles.includes(name)), t));

    it('what needs no role answers anybody', async () => {
        for (const each of contract.operations.filter(({ operation }) => operation['x-roles'].length === 0)) {
            const { status } = await call(new Client(server), each, own);
            assert.notEqual(status, 403, each.name);
            assert.ok(status < 500, each.name);
        }
    });

    describe('beside the documented routes', () => {
        it('page events need a session', async () => {
            await assert.rejects(new PageEvents(new Client(server)).opened, { status: 401 });
        });

        it('a lecture is played by its own people only', async () => {
            for (const [who, status] of [[world.own.trainees[0], 200], [world.own.manager, 200], [world.foreign.trainees[0], 403], [world.foreign.manager, 403], [world.own.supervisor, 403], [new Client(server), 403]]) {
                if (status === 200) await who.read(`/v1/live/${own.channel}`);
                const answer = await who.get(world.own.lecture.playbackUrl);
                assert.ok(status === 200 ? [200, 404].includes(answer.status) : [401, 403, 404].includes(answer.status), `answered ${answer.status}`);
                if (status !== 200) assert.ok(!answer.text.includes('EXTM3U'));
            }
        });

        it('files need their own right', async () => {
            for (const path of ['/s3/contents/x', '/s3/']) {
                const { status } = await world.own.manager.get(path, { checked: false });
                assert.ok(status >= 400 && status < 500, `${path} answered ${status}`);
            }
        });
    });

    it('who has the role changes who may do what', (t) => reachesOwn(changesRoles.map((name) => contract.operations.find((each) => each.name === name)), t));
});
