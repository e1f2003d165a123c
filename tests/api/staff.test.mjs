import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, invitationFor, password, person, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** The managers of an institution: invited, joined, removed; the last one stays. */
onEachDatabase('staff', (kind) => {
    let server, admin, manager, colleague;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
    });
    after(() => server?.end());

    const at = '/v1/institutions/managers';
    const staff = async (by = manager) => (await by.read(`${at}?limit=100`)).items;
    const invited = async (by = manager) => (await by.read(`${at}/invitations?limit=100`)).items;
    const invite = async (by, who = person('guest')) => (await by.post(at, { name: who.name, email: who.email })).is(201).body;
    const remove = (by, whom) => by.delete(`${at}/${whom.account.userId}`);
    const accept = async (made) => {
        const who = person('staff');
        const token = await invitationFor(admin, made.email);
        (await new Client(server).post('/v1/invitations/accept', { token, username: who.username, name: made.name, password, agreed: true })).is(201);
        return Object.assign(await new Client(server).signIn(made.email, password), { who: { ...who, email: made.email } });
    };
    /** A second manager of an institution. */
    const second = async (by) => accept(await invite(by));
    const notices = async (of, kind) => until(`a notice ${kind}`, async () => {
        const found = (await of.read('/v1/notifications')).items.find((each) => each.kind === kind);
        return found;
    });

    it('somebody without an account is invited, looks, and is a manager', async () => {
        const made = await invite(manager);
        assert.equal(made.state, 'WAITING');
        assert.deepEqual((await invited()).map((each) => each.id), [made.id]);
        const token = await invitationFor(admin, made.email);
        const card = (await new Client(server).post('/v1/invitations/look', { token })).is(200).body;
        assert.deepEqual([card.organisationName, card.role, card.email, card.hasAccount], [manager.organisation.name, 'MANAGER', made.email, false]);
        colleague = await accept(made);
        assert.deepEqual([colleague.account.role, colleague.account.institutionId], ['MANAGER', manager.organisation.id]);
        assert.deepEqual(await invited(), []);
        assert.deepEqual((await staff(colleague)).map((each) => each.userId).sort(), [manager, colleague].map((each) => each.account.userId).sort());
        (await new Client(server).post('/v1/invitations/look', { token })).is(404);
        const course = (await colleague.post('/v1/courses', { title: '함께 만든 강의' })).is(201).body;
        assert.equal((await manager.read(`/v1/courses/${course.id}`)).title, '함께 만든 강의');
    });

    it('who has an account joins with it; who belongs elsewhere does not', async () => {
        const known = await signUp(server, admin, 'known');
        await invite(manager, known.who);
        const token = await invitationFor(admin, known.who.email);
        const other = await signUp(server, admin, 'other');
        assert.equal((await other.post('/v1/invitations/join', { token })).is(409).body.code, 'another_address');
        assert.equal((await new Client(server).post('/v1/invitations/accept', { token, username: 'someone.new', name: 'x', password, agreed: true })).is(409).body.code, 'has_account');
        const joined = (await known.post('/v1/invitations/join', { token })).is(200).body;
        assert.deepEqual([joined.role, joined.institutionId, joined.companyId ?? null], ['MANAGER', manager.organisation.id, null]);
        await known.refresh();
        assert.equal(known.account.role, 'MANAGER');
        const supervisor = await company(server, admin);
        for (const [email, code] of [[known.who.email, 'already_staff'], [supervisor.who.email, 'belongs_elsewhere']]) {
            const refused = (await manager.post(at, { name: '누구', email })).is(422);
            assert.deepEqual(refused.body.errors.map((each) => [each.pointer, each.code]), [['/email', code]]);
        }
        (await remove(manager, known)).is(204);
        (await known.get(at)).is(403);
        assert.equal((await known.refresh()).account.role, 'NORMAL');
        assert.match((await notices(known, 'MEMBERSHIP_ENDED')).body, new RegExp(manager.organisation.name));
    });

    it('an invitation is sent again, taken back, and not made twice', async () => {
        const who = person('guest');
        const answers = await Promise.all([manager, colleague].map((by) => by.post(at, { name: who.name, email: who.email })));
        assert.deepEqual(answers.map((each) => each.status).sort(), [201, 422]);
        assert.equal(answers.find((each) => each.status === 422).body.errors[0].code, 'already_invited');
        const [made] = await invited();
        const first = await invitationFor(admin, who.email);
        (await colleague.post(`${at}/invitations/${made.id}/resend`)).is(204);
        const next = await until('another letter', async () => { const token = await invitationFor(admin, who.email); return token === first ? undefined : token; });
        (await new Client(server).post('/v1/invitations/look', { token: first })).is(404);
        (await new Client(server).post('/v1/invitations/look', { token: next })).is(200);
        (await colleague.delete(`${at}/invitations/${made.id}`)).is(204);
        (await colleague.delete(`${at}/invitations/${made.id}`)).is(404);
        (await new Client(server).post('/v1/invitations/look', { token: next })).is(404);
    });

    it('others see and touch nothing of it', async () => {
        const stranger = await institution(server, admin);
        const made = await invite(manager);
        (await remove(stranger, colleague)).is(404);
        (await stranger.delete(`${at}/invitations/${made.id}`)).is(404);
        (await stranger.post(`${at}/invitations/${made.id}/resend`)).is(404);
        assert.deepEqual(await invited(stranger), []);
        assert.deepEqual((await staff(stranger)).map((each) => each.userId), [stranger.account.userId]);
        const supervisor = await company(server, admin);
        (await supervisor.get(at)).is(403);
        // The same person may be asked by two.
        (await stranger.post(at, { name: made.name, email: made.email })).is(201);
    });

    it('the list goes page by page, by name', async () => {
        const own = await institution(server, admin);
        for (const name of ['나', '가', '다']) (await own.post(at, { name, email: `${name.codePointAt(0)}@example.kr` })).is(201);
        const names = [];
        for (let cursor = ''; ;) {
            const page = await own.read(`${at}/invitations?limit=1${cursor && `&cursor=${cursor}`}`);
            names.push(...page.items.map((each) => each.name));
            if (!(cursor = page.nextCursor ?? '')) break;
        }
        assert.deepEqual(names, ['가', '나', '다']);
    });

    it('the last manager neither leaves nor is removed', async () => {
        const own = await institution(server, admin);
        const refused = (await remove(own, own)).is(409);
        assert.deepEqual([refused.body.code, refused.body.state], ['last_manager', 'MANAGER']);
        const other = await second(own);
        (await remove(other, other)).is(204);
        assert.match((await notices(own, 'MEMBER_LEFT')).body, new RegExp(own.organisation.name));
        assert.equal((await other.refresh()).account.role, 'NORMAL');
        (await remove(own, own)).is(409);
    });

    it('of two who remove each other, or leave, at the same moment one stays', async () => {
        for (const go of [(by, whom) => remove(by, whom), (by) => remove(by, by)]) {
            const own = await institution(server, admin);
            const other = await second(own);
            const answers = await Promise.all([go(own, other), go(other, own)]);
            assert.equal(answers.filter((each) => each.status === 204).length, 1);
            // Who was removed before the own request was looked at is refused for that.
            assert.ok([403, 409].includes(answers.find((each) => each.status !== 204).status));
            const left = (await Promise.all([own, other].map((each) => each.get(at)))).filter((each) => each.status === 200);
            assert.equal(left.length, 1);
            assert.equal(left[0].body.items.length, 1);
        }
    });

    it('a company and its people are told of an end, too', async () => {
        const supervisor = await company(server, admin);
        const [leaves, removed] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        (await leaves.delete('/v1/students/companies/affiliations')).is(204);
        const told = await notices(supervisor, 'MEMBER_LEFT');
        assert.match(told.body, new RegExp(leaves.who.name));
        assert.equal(told.link, '/company/employees');
        (await supervisor.delete(`/v1/companies/employees?userId=${removed.account.userId}`)).is(204);
        assert.match((await notices(removed, 'MEMBERSHIP_ENDED')).body, new RegExp(supervisor.organisation.name));
        assert.ok(!(await leaves.read('/v1/notifications')).items.some((each) => each.kind === 'MEMBERSHIP_ENDED'), 'who left knows');
    });
});
