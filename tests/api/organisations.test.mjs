import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { businessNumber } from '../support/business-number.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, organisation, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('organisations', (kind) => {
    let server, admin, manager, supervisor, trainee;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
    });
    after(() => server?.end());

    const supervise = (whom, isSupervisor, by = supervisor) => by.put(`/v1/companies/employees/${whom.account.userId}`, { isSupervisor });
    const remove = (whom, by = supervisor) => by.delete(`/v1/companies/employees?userId=${whom.account.userId}`);
    const leave = (who) => who.delete('/v1/students/companies/affiliations');
    const supervisors = async () => (await supervisor.read('/v1/companies/employees?limit=100')).items.filter((each) => each.isSupervisor);

    it('an institution shows companies how it is reached, and no more', async () => {
        const address = `/v1/institutions/${manager.organisation.id}/detail`;
        for (const who of [supervisor, trainee]) {
            const card = await who.read(address);
            assert.deepEqual(Object.keys(card).sort(), ['certifiedNumber', 'email', 'id', 'name', 'phone']);
            assert.equal(card.name, manager.organisation.name);
        }
        (await trainee.get('/v1/institutions/999999/detail')).is(404);
    });

    it('changes what is said of it, guarded against another\'s change', async () => {
        const to = { ...organisation('바뀐 곳'), certifiedNumber: '인증-7' };
        for (const [who, shown, at, body] of [
            [manager, '/v1/institutions/detail', `/v1/institutions/${manager.organisation.id}/detail`, to],
            [supervisor, '/v1/students/companies/info', '/v1/companies', organisation('바뀐 회사')],
        ]) {
            const { etag } = (await who.get(shown)).is(200);
            const changed = (await who.put(at, body, { headers: { 'if-match': etag } })).is(200);
            assert.equal(changed.body.name, body.name);
            assert.notEqual(changed.etag, etag);
            const late = (await who.put(at, { ...body, name: '늦은 이름' }, { headers: { 'if-match': etag } })).is(412);
            assert.equal(late.body.code, 'changed_meanwhile');
            assert.deepEqual(await who.read(shown), changed.body, 'refused changes nothing');
            const wrong = (await who.put(at, { ...body, businessNumber: '1234567890' })).is(422);
            assert.equal(wrong.body.errors[0].pointer, '/businessNumber');
        }
    });

    it('does not take another\'s business number, nor another institution', async () => {
        const other = await institution(server, admin);
        const body = { ...organisation('이름'), businessNumber: other.organisation.businessNumber };
        const refused = (await manager.put(`/v1/institutions/${manager.organisation.id}/detail`, body)).is(422);
        assert.equal(refused.body.errors[0].code, 'taken');
        (await manager.put(`/v1/institutions/${other.organisation.id}/detail`, { ...body, businessNumber: businessNumber(424_242) })).is(404);
    });

    it('knows the addresses of a company\'s domain, never those of free mail', async () => {
        const visitor = await signUp(server, admin, 'visitor');
        const own = await company(server, admin);
        const check = async (email) => (await visitor.post('/v1/students/visitor/companies/emails/check', { companyId: own.organisation.id, email })).is(200).body.belongs;
        (await own.put('/v1/companies', { ...own.organisation, ...organisation('도메인'), email: 'office@works.example.kr' })).is(422);
        (await own.put('/v1/companies', { ...organisation('도메인'), email: 'office@works.example.kr' })).is(200);
        assert.equal(await check('Someone@WORKS.example.kr'), true);
        for (const other of ['someone@example.kr', 'someone@works.example.kr.evil.kr', 'someone@notworks.example.kr']) assert.equal(await check(other), false, other);
        (await own.put('/v1/companies', { ...organisation('도메인'), email: 'office@naver.com' })).is(200);
        assert.equal(await check('someone@naver.com'), false);
        (await visitor.post('/v1/students/visitor/companies/emails/check', { companyId: 999_999, email: 'a@b.kr' })).is(404);
    });

    it('a request is withdrawn by who asked, once', async () => {
        const visitor = await signUp(server, admin, 'visitor');
        const own = `/v1/students/visitor/companies/affiliations?companyId=${supervisor.organisation.id}`;
        (await visitor.delete(own)).is(404);
        (await visitor.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
        (await visitor.delete(own)).is(204);
        (await visitor.delete(own)).is(404);
        assert.equal((await supervisor.read('/v1/companies/affiliations')).items.length, 0);
    });

    it('the last supervisor neither leaves nor steps down', async () => {
        for (const refused of [await leave(supervisor), await remove(supervisor), await supervise(supervisor, false)]) {
            refused.is(409);
            assert.equal(refused.body.code, 'last_supervisor');
        }
        (await supervisor.get('/v1/companies/employees')).is(200);
    });

    it('a promoted employee supervises at the next request, and steps down again', async () => {
        (await trainee.get('/v1/companies/employees')).is(403);
        (await supervise(trainee, true)).is(204);
        (await supervise(trainee, true)).is(204);
        (await trainee.get('/v1/companies/employees')).is(200);
        assert.equal((await supervisors()).length, 2);
        (await supervise(trainee, false)).is(204);
        (await trainee.get('/v1/companies/employees')).is(403);
        (await trainee.get('/v1/students/companies/info')).is(200);
    });

    it('who is removed loses the right at the next request and may ask again', async () => {
        const stranger = await company(server, admin);
        (await remove(trainee, stranger)).is(404);
        (await supervise(trainee, true, stranger)).is(404);
        (await remove(trainee)).is(204);
        (await remove(trainee)).is(404);
        (await trainee.get('/v1/students/companies/info')).is(403);
        assert.equal((await trainee.refresh()).account.role, 'NORMAL');
        (await trainee.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
    });

    it('an employee leaves', async () => {
        const second = await employee(server, admin, supervisor);
        (await leave(second)).is(204);
        (await leave(second)).is(403);
        assert.equal((await second.refresh()).account.role, 'NORMAL');
        assert.ok(!(await supervisor.read('/v1/companies/employees?limit=100')).items.some((each) => each.userId === second.account.userId));
    });

    it('of two supervisors who go at the same moment one stays', async () => {
        for (const go of [leave, (who) => supervise(who, false, who)]) {
            const own = await company(server, admin);
            const second = await employee(server, admin, own);
            (await supervise(second, true, own)).is(204);
            const answers = await Promise.all([go(own), go(second)]);
            assert.deepEqual(answers.map((each) => each.status).sort(), [204, 409]);
            const left = answers[0].status === 409 ? own : second;
            assert.equal((await left.read('/v1/companies/employees')).items.filter((each) => each.isSupervisor).length, 1);
        }
    });
});
