import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { course, offering, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { codeFor, company, employee, institution, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('one\'s own data', (kind) => {
    let server, admin;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
    });
    after(() => server?.end());

    const remove = (who, secret = password) => who.post('/users/v1/user/deletion', { password: secret });
    const exported = async (who) => JSON.parse((await who.post('/users/v1/user/export', { password })).is(200).text);
    const letters = async (email) => (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => each.recipient === email);
    const errorsOf = (answer) => answer.is(422).body.errors.map(({ pointer, code }) => [pointer, code]);

    describe('consents', () => {
        it('are recorded with the edition that was shown', async () => {
            const who = await signUp(server, admin, 'agreed');
            const { items, due } = await who.read('/users/v1/consents');
            assert.deepEqual(items.map((each) => each.document).sort(), ['PRIVACY', 'TERMS']);
            for (const each of items) {
                assert.match(each.version, /^\d{4}-\d{2}-\d{2}$/);
                assert.ok(Date.now() - Date.parse(each.agreedAt) < 60_000);
            }
            assert.deepEqual(due, []);
        });

        it('are asked for later from who was made without, and count for what was shown only', async () => {
            const { items, due } = await admin.read('/users/v1/consents');
            assert.deepEqual([items, due.length], [[], 2]);
            const old = due.map((each) => ({ ...each, version: '2000-01-01' }));
            assert.deepEqual(errorsOf(await admin.post('/users/v1/consents', { agreed: old })), [['/agreed', 'not_in_force']]);
            assert.deepEqual(errorsOf(await admin.post('/users/v1/consents', { agreed: due.slice(1) })), [['/agreed', 'not_in_force']]);
            assert.deepEqual((await admin.read('/users/v1/consents')).items, []);
            const done = (await admin.post('/users/v1/consents', { agreed: due })).is(200).body;
            assert.deepEqual(done.due, []);
            assert.deepEqual((await admin.post('/users/v1/consents', { agreed: due })).is(200).body, done, 'twice is once');
        });
    });

    describe('an export', () => {
        it('holds what every part keeps of a person, and nothing of others', async () => {
            const manager = await institution(server, admin);
            const supervisor = await company(server, admin);
            const [trainee, other] = [await employee(server, admin, supervisor, 'exporter'), await employee(server, admin, supervisor, 'neighbour')];
            const { id } = await course(manager, '내 보낸 과정');
            await offering(manager, supervisor, id, [trainee, other]);
            const all = await exported(trainee);
            assert.deepEqual(Object.keys(all), ['exportedAt', 'account', 'consents', 'secondFactor', 'sessions', 'externalIdentities', 'organisations', 'enrolments', 'boards', 'lessons', 'viewings', 'identityChecks', 'exams', 'examMarks', 'certificates', 'reviews', 'lectures', 'recordings', 'quizAnswers', 'chat', 'notifications', 'notificationSettings', 'letters', 'auditLog']);
            assert.equal(all.account.email, trainee.who.email);
            assert.deepEqual(all.organisations.map((each) => [each.organisation, each.as]), [[supervisor.organisation.name, 'EMPLOYEE']]);
            assert.deepEqual(all.enrolments.map((each) => [each.course, each.company]), [['내 보낸 과정', supervisor.organisation.name]]);
            assert.equal(all.sessions.length, 1);
            assert.ok(all.letters.length > 0 && all.auditLog.length > 0);
            const text = JSON.stringify(all);
            for (const foreign of [other.who.email, other.who.name, manager.who.email, password]) assert.ok(!text.includes(foreign), foreign);
        });

        it('needs the password', async () => {
            const who = await signUp(server, admin, 'thief');
            assert.deepEqual(errorsOf(await who.post('/users/v1/user/export', { password: 'not the password' })), [['/password', 'wrong_password']]);
        });
    });

    describe('a deletion', () => {
        it('needs the password', async () => {
            const who = await signUp(server, admin, 'stays');
            assert.deepEqual(errorsOf(await remove(who, 'not the password')), [['/password', 'wrong_password']]);
            await who.read('/auth/v1/info');
        });

        it('ends every way in at once, and frees the address', async () => {
            const who = await signUp(server, admin, 'leaver');
            const elsewhere = await new Client(server).signIn(who.who.email, password);
            const old = { cookie: `access_token=${who.cookie('access_token').value}` };
            (await remove(who)).is(204);
            assert.equal(who.cookie('access_token'), undefined);
            (await new Client(server).get('/auth/v1/info', { headers: old })).is(401);
            (await elsewhere.get('/auth/v1/info')).is(401);
            (await elsewhere.post('/auth/refresh')).is(401);
            for (const login of [who.who.email, who.who.username]) (await new Client(server).post('/auth/v1/signin', { login, password })).is(401);
            assert.deepEqual((await letters(who.who.email)).map((each) => /is deleted/.test(each.subject)), [true], 'of all letters only the last is left');

            const again = new Client(server);
            (await again.post('/auth/v1/signup', { ...who.who, agreed: true })).is(201);
            (await again.post('/auth/v1/confirm', { email: who.who.email, code: await codeFor(admin, who.who.email) })).is(204);
            await again.signIn(who.who.username, password);
            assert.notEqual(again.account.userId, who.account.userId);
        });

        it('leaves no name where nothing has to be kept', async () => {
            const who = await signUp(server, admin, 'nobody');
            (await remove(who)).is(204);
            const { items } = await admin.read('/v1/admin/audit?limit=100');
            const own = items.filter((each) => each.userId === who.account.userId);
            assert.ok(own.length > 0);
            assert.deepEqual([...new Set(own.map((each) => each.userName))], ['']);
            assert.ok(!JSON.stringify(items).includes(who.who.name));
        });

        it('keeps a name with training records, and nothing else', async () => {
            const manager = await institution(server, admin);
            const supervisor = await company(server, admin);
            const [trainee, other] = [await employee(server, admin, supervisor, 'record'), await employee(server, admin, supervisor, 'remains')];
            const { id } = await course(manager);
            const sold = await offering(manager, supervisor, id, [trainee, other]);
            (await remove(trainee)).is(204);
            const { attendees } = await manager.read(`/v1/institutions/${sold.id}/courseProvideDetail`);
            const seen = attendees.find((each) => each.userId === trainee.account.userId);
            assert.equal(seen.name, trainee.who.name);
            assert.ok(!JSON.stringify(attendees).includes(trainee.who.email));
            const people = (await supervisor.read('/v1/companies/employees?limit=100')).items;
            assert.ok(!people.some((each) => each.userId === trainee.account.userId));
            assert.match((await letters(trainee.who.email))[0].text, /Training records stay/);
        });

        it('takes somebody off a list that nobody has registered yet', async () => {
            const [manager, supervisor] = [await institution(server, admin), await company(server, admin)];
            const [trainee, other] = [await employee(server, admin, supervisor, 'listed'), await employee(server, admin, supervisor, 'stays')];
            const asked = await request(supervisor, (await course(manager)).id);
            (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
            (await supervisor.post('/v1/companies/courseProvides/employees', { courseProvideId: asked.id, employees: [trainee, other].map((each) => each.account.userId) })).is(200);
            (await remove(trainee)).is(204);
            const { attendees } = await manager.read(`/v1/institutions/${asked.id}/courseProvideDetail`);
            assert.deepEqual(attendees.map((each) => each.userId), [other.account.userId]);
            assert.match((await letters(trainee.who.email))[0].text, /data are deleted\.\n/);
        });

        it('takes back the invitations to the address', async () => {
            const [manager, supervisor, who] = [await institution(server, admin), await company(server, admin), await signUp(server, admin, 'invitee')];
            (await manager.post('/v1/institutions/managers', { name: who.who.name, email: who.who.email })).is(201);
            (await supervisor.post('/v1/companies/employees', { name: who.who.name, email: who.who.email })).is(201);
            (await remove(who)).is(204);
            assert.deepEqual((await manager.read('/v1/institutions/managers/invitations')).items, []);
            assert.deepEqual((await supervisor.read('/v1/companies/employees/invitations')).items, []);
        });

        it('is refused to the last of an organisation, who loses nothing', async () => {
            const [manager, supervisor] = [await institution(server, admin), await company(server, admin)];
            for (const [who, code] of [[manager, 'last_manager'], [supervisor, 'last_supervisor'], [admin, 'last_administrator']]) {
                assert.equal((await remove(who)).is(409).body.code, code);
                await new Client(server).signIn(who.account.email, password);
                await who.read('/auth/v1/sessions');
                assert.ok((await letters(who.account.email)).every((each) => !/is deleted/.test(each.subject)));
            }
            assert.equal((await supervisor.read('/v1/students/companies/info')).name, supervisor.organisation.name);
        });

        it('sent twice at once happens once', async () => {
            const who = await signUp(server, admin, 'twice');
            const answers = await Promise.all([remove(who), remove(who)]);
            assert.deepEqual(answers.map((each) => each.status).sort((a, b) => a - b)[0], 204);
            assert.ok([204, 401, 422].includes(answers[1].status) && answers.filter((each) => each.status === 204).length === 1);
            assert.equal((await letters(who.who.email)).length, 1);
        });
    });
});
