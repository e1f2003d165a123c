import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { course, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('the administrator', (kind) => {
    let server, admin, manager, supervisor, trainee, loner;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin, '한솔훈련원');
        supervisor = await company(server, admin, '가람전자');
        trainee = await employee(server, admin, supervisor);
        loner = await signUp(server, admin, 'loner');
        (await loner.put('/users/v1/user', { name: '김민수' })).is(200);
    });
    after(() => server?.end());

    const find = async (query) => (await admin.read(`/v1/admin/members?${new URLSearchParams(query)}`)).items;
    const member = (who) => `/v1/admin/members/${who.account.userId}`;

    it('finds members by any part of a name, by what begins an address, by role and state', async () => {
        assert.deepEqual((await find({ search: '민수' })).map((each) => each.userId), [loner.account.userId]);
        assert.deepEqual((await find({ search: loner.who.email.toUpperCase() })).map((each) => each.userId), [loner.account.userId]);
        assert.deepEqual((await find({ search: trainee.who.username })).map((each) => [each.role, each.organisationName]), [['EMPLOYEE', supervisor.organisation.name]]);
        assert.deepEqual((await find({ role: 'MANAGER' })).map((each) => each.organisationName), [manager.organisation.name]);
        assert.deepEqual(await find({ role: 'MANAGER', search: '민수' }), []);
        assert.deepEqual(await find({ state: 'LOCKED' }), []);
        const waiting = new Client(server);
        (await waiting.post('/auth/v1/signup', { username: 'waiting', name: '대기', email: 'waiting@example.kr', password, agreed: true })).is(201);
        assert.deepEqual((await find({ state: 'UNCONFIRMED' })).map((each) => each.username), ['waiting']);
    });

    it('pages through everybody once', async () => {
        const all = await find({ limit: 100 });
        const seen = [];
        for (let cursor = ''; ;) {
            const page = await admin.read(`/v1/admin/members?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
            seen.push(...page.items);
            if (!page.nextCursor) break;
            cursor = page.nextCursor;
        }
        assert.deepEqual(seen, all);
        assert.equal(new Set(seen.map((each) => each.userId)).size, 6);
    });

    it('shows one with organisation, sessions and last sign-in', async () => {
        await new Client(server).signIn(trainee.who.username, password);
        const shown = await admin.read(member(trainee));
        assert.equal(shown.companyId, supervisor.organisation.id);
        assert.equal(shown.sessionCount, 2);
        assert.ok(Date.now() - new Date(shown.signedInAt).getTime() < 60_000);
        assert.equal(shown.lastAdministrator, false);
        (await admin.get('/v1/admin/members/999999')).is(404);
    });

    it('locks: sessions end at once, nobody signs in, and unlocks again', async () => {
        (await admin.put(`${member(loner)}/lock`, {})).is(422);
        const locked = (await admin.put(`${member(loner)}/lock`, { reason: '계정 도용 의심' })).is(200).body;
        assert.equal(locked.state, 'LOCKED');
        assert.equal(locked.lockReason, '계정 도용 의심');
        assert.equal(locked.lockedByName, admin.account.name);
        assert.equal(locked.sessionCount, 0);
        (await loner.get('/users/v1/user')).is(401);
        (await loner.post('/auth/refresh')).is(401);
        const refused = (await new Client(server).post('/auth/v1/signin', { login: loner.who.email, password })).is(403).body;
        assert.match(refused.type, /locked/);
        (await new Client(server).post('/auth/v1/signin', { login: loner.who.email, password: 'not this one' })).is(401);
        assert.deepEqual((await find({ state: 'LOCKED' })).map((each) => each.userId), [loner.account.userId]);
        (await admin.put(`${member(loner)}/lock`, { reason: '다른 이유' })).is(200);
        for (let i = 0; i < 2; i += 1) assert.equal((await admin.delete(`${member(loner)}/lock`)).is(200).body.state, 'ACTIVE');
        (await loner.get('/users/v1/user')).is(401);
        await loner.signIn(loner.who.email, password);
    });

    it('cannot lock himself, nor leave the installation without an administrator', async () => {
        assert.match((await admin.put(`${member(admin)}/lock`, { reason: 'x' })).is(409).body.type, /own_account/);
        assert.match((await admin.delete(`${member(admin)}/administrator`)).is(409).body.type, /last_administrator/);
        assert.equal((await admin.read(member(admin))).lastAdministrator, true);
    });

    it('gives and takes the role, at once and to people without an organisation only', async () => {
        for (const who of [manager, supervisor, trainee]) assert.match((await admin.put(`${member(who)}/administrator`)).is(409).body.type, /belongs_to_organisation/);
        (await loner.get('/v1/admin/members')).is(403);
        for (let i = 0; i < 2; i += 1) assert.equal((await admin.put(`${member(loner)}/administrator`)).is(200).body.role, 'ADMIN');
        (await loner.get('/v1/admin/members')).is(200);
        (await loner.put(`${member(admin)}/lock`, { reason: 'x' })).is(200);
        assert.match((await loner.delete(`${member(loner)}/administrator`)).is(409).body.type, /last_administrator/, 'one who is locked counts for nothing');
        (await loner.delete(`${member(admin)}/lock`)).is(200);
        await admin.signIn(admin.account.username, password);
        for (let i = 0; i < 2; i += 1) assert.equal((await admin.delete(`${member(loner)}/administrator`)).is(200).body.role, 'NORMAL');
        (await loner.get('/v1/admin/members')).is(403);
    });

    it('two who take each other\'s role at once: one stays', async () => {
        (await admin.put(`${member(loner)}/administrator`)).is(200);
        const answers = await Promise.all([admin.delete(`${member(loner)}/administrator`), loner.delete(`${member(admin)}/administrator`)]);
        const administrators = [];
        for (const who of [admin, loner]) if ((await who.get('/v1/admin/members?role=ADMIN')).status === 200) administrators.push(who);
        assert.equal(administrators.length, 1, answers.map((each) => each.status).join());
        const [left] = administrators;
        if (left !== admin) (await left.put(`${member(admin)}/administrator`)).is(200);
        if (left === loner) (await admin.delete(`${member(loner)}/administrator`)).is(200);
    });

    it('finds organisations by name and number, with what they have', async () => {
        const institutions = (await admin.read('/v1/admin/institutions?search=한솔')).items;
        assert.deepEqual(institutions.map((each) => [each.name, each.staffCount, each.state]), [[manager.organisation.name, 1, 'ACTIVE']]);
        const number = supervisor.organisation.businessNumber;
        const [one] = (await admin.read(`/v1/admin/companies?search=${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`)).items;
        assert.deepEqual([one.id, one.employeeCount, one.supervisorCount], [supervisor.organisation.id, 1, 1]);
        const shown = await admin.read(`/v1/admin/companies/${one.id}`);
        assert.deepEqual(shown.supervisors.map((each) => each.userId), [supervisor.account.userId]);
        assert.equal(shown.company.ownerName, '김대표');
        assert.equal((await admin.read(`/v1/admin/institutions/${manager.organisation.id}`)).staff.length, 1);
        (await admin.get('/v1/admin/institutions/999999')).is(404);
        assert.deepEqual((await admin.read('/v1/admin/institutions?search=%25')).items, []);
    });

    it('sees what is stuck, and reminds who would have to move it, once a day', async () => {
        const asked = await request(supervisor, (await course(manager)).id);
        (await loner.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
        assert.deepEqual((await admin.read('/v1/admin/stuck')).items, []);
        const items = (await admin.read('/v1/admin/stuck?days=0')).items;
        const offering = items.find((each) => each.kind === 'OFFERING_UNANSWERED');
        assert.equal(offering.courseProvideId, asked.id);
        assert.equal(offering.institutionName, manager.organisation.name);
        const affiliation = items.find((each) => each.kind === 'AFFILIATION_UNANSWERED');
        assert.equal(affiliation.personName, '김민수');
        assert.equal((await admin.post(`/v1/admin/offerings/${asked.id}/reminder`)).is(200).body.sentCount, 1);
        const again = (await admin.post(`/v1/admin/offerings/${asked.id}/reminder`)).is(429);
        assert.ok(Number(again.headers['retry-after']) > 3600);
        assert.equal((await admin.post(`/v1/admin/affiliations/${affiliation.affiliationId}/reminder`)).is(200).body.sentCount, 1);
        const { items: [toSupervisor, toManager] } = await admin.read('/v1/admin/mailbox?limit=2');
        assert.equal(toSupervisor.recipient, supervisor.who.email);
        assert.equal(toManager.recipient, manager.who.email);
        assert.match(toManager.text, new RegExp(`/manage/requests/${asked.id}`));
        (await admin.post('/v1/admin/offerings/999999/reminder')).is(404);
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: false, reason: '마감' })).is(200);
        assert.equal((await admin.read('/v1/admin/stuck?days=0')).items.some((each) => each.courseProvideId === asked.id), false);
        // Nobody of the company can sign in any more.
        (await admin.put(`${member(supervisor)}/lock`, { reason: '퇴사' })).is(200);
        assert.deepEqual((await admin.read('/v1/admin/stuck')).items.map((each) => [each.kind, each.companyId]), [['WITHOUT_STAFF', supervisor.organisation.id]]);
        assert.equal((await admin.read(`/v1/admin/companies/${supervisor.organisation.id}`)).state, 'WITHOUT_STAFF');
    });

    it('a mail that did not fail is not sent again', async () => {
        const { items: [mail] } = await admin.read('/v1/admin/mailbox?limit=1&state=STORED');
        assert.match((await admin.post(`/v1/admin/mailbox/${mail.id}/resend`)).is(409).body.type, /not_failed/);
        (await admin.post('/v1/admin/mailbox/999999/resend')).is(404);
        assert.deepEqual((await admin.read('/v1/admin/mailbox?state=FAILED')).items, []);
    });
});
