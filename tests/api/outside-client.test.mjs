import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { businessNumber } from '../support/business-number.mjs';
import { contractOf } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { day } from '../support/dates.mjs';
import { ask } from '../support/http.mjs';
import { pdfBytes } from '../support/media.mjs';
import { clientId, clientSecret, OpenIdProvider, throughOpenId } from '../support/openid-provider.mjs';
import { OutsideClient } from '../support/outside-client.mjs';
import { codeFor, setUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { prepareServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** Somebody who has only /openapi.json writes a client and walks the functions 1–11 and 37–58 (product.md) to the end. */
onEachDatabase('an outside client', (kind) => {
    let server, openid, contract, administrator, manager, supervisor, trainee, another;
    const people = {};
    const elsewhere = { 'sub-1': { email: 'outside.external@elsewhere.example.kr', email_verified: true, name: '오외부' } };
    const facts = {};
    const secret = 'outside horse 7';
    before(async () => {
        server = await prepareServer(kind);
        server.port = await freePort();
        server.rtmpPort = await freePort();
        openid = await OpenIdProvider.start({ redirectUri: `${server.url}/auth/google/callback`, people: elsewhere });
        const env = { AHIMMOYAK_PROVIDERS_GOOGLE_ISSUER: openid.issuer, AHIMMOYAK_PROVIDERS_GOOGLE_CLIENT_ID: clientId, AHIMMOYAK_PROVIDERS_GOOGLE_CLIENT_SECRET: clientSecret };
        await server.start({ samePorts: true, flags: ['--public-address', server.url], env });
        administrator = await setUp(server);
        contract = await contractOf(server);
        [manager, supervisor, trainee, another] = Array.from({ length: 4 }, () => new OutsideClient(server, contract));
    });
    after(async () => {
        await openid?.stop();
        await server?.end();
    });

    const signUp = async (client, username, name) => {
        const email = `${username}@outside.example.kr`;
        await client.call('post_auth_v1_signup', { username, name, email, password: secret, agreed: true });
        await client.call('post_auth_v1_confirm', { email, code: await codeFor(administrator, email) });
        people[username] = await client.call('post_auth_v1_signin', { login: email, password: secret });
        assert.equal(people[username].role, 'NORMAL');
    };
    const organisation = (name, number) => ({ name, ownerName: '박대표', businessNumber: businessNumber(number), email: 'office@outside.example.kr', phone: '02-555-1234' });

    it('2, 6, 7: signs up, has the code sent again, confirms', async () => {
        const email = 'outside.manager@outside.example.kr';
        const made = await manager.call('post_auth_v1_signup', { username: 'outside.manager', name: '한매니저', email, password: secret, agreed: true, phone: '010-1234-5678', birth: '1985-05-05', gender: 'FEMALE' });
        assert.equal(made.email, email);
        const first = await codeFor(administrator, email);
        assert.equal((await manager.refused('post_auth_v1_signin', 403, { login: email, password: secret })).code, 'not_confirmed');
        assert.equal((await manager.refused('post_auth_v1_confirm', 422, { email, code: first === '000000' ? '000001' : '000000' })).errors[0].pointer, '/code');
        await manager.call('post_auth_v1_resend', { email });
        await manager.call('post_auth_v1_confirm', { email, code: await codeFor(administrator, email) });
    });

    it('1, 8, 9: signs in, renews its tokens, sees the account', async () => {
        assert.equal((await manager.refused('post_auth_v1_signin', 401, { login: 'outside.manager', password: 'not the one' })).code, 'wrong_credentials');
        const account = await manager.call('post_auth_v1_signin', { login: 'outside.manager', password: secret });
        const renewed = await manager.call('post_auth_refresh');
        assert.deepEqual(renewed, account);
        assert.deepEqual(await manager.call('get_auth_v1_info'), account);
    });

    it('3, 4, 5: goes to the external provider, comes back with its code, signs up, and signs in another time', async () => {
        const newcomer = new OutsideClient(server, contract);
        const through = async (mode) => {
            const { searchParams } = new URL(await throughOpenId(openid, await newcomer.redirected('get_auth_v1_provider', { provider: 'google', mode }), 'sub-1'));
            return newcomer.redirected('get_auth_provider_callback', { provider: 'google', ...Object.fromEntries(searchParams) });
        };
        assert.equal(await through('signup'), '/signup/external');
        const { name, email } = await newcomer.call('get_auth_v1_external_arrival');
        assert.deepEqual([name, email], ['오외부', 'outside.external@elsewhere.example.kr']);
        const { account } = await newcomer.call('post_auth_v1_external_signup', { username: 'outside.external', name, agreed: true });
        await newcomer.call('post_auth_v1_signout');
        await newcomer.refused('get_auth_v1_info', 401);
        assert.equal(await through('signin'), '/');
        assert.deepEqual(await newcomer.call('get_auth_v1_info'), account);
    });

    it('10, 11: reads and changes its own data', async () => {
        const { name, phone, birth, gender } = await manager.call('get_users_v1_user');
        assert.deepEqual([name, phone, birth, gender], ['한매니저', '010-1234-5678', '1985-05-05', 'FEMALE']);
        assert.equal((await manager.call('put_users_v1_user', { name: '한은영', phone, birth, gender })).name, '한은영');
        assert.equal((await manager.call('get_auth_v1_info')).name, '한은영');
    });

    it('55, 37, 39: creates an institution, reads and changes it', async () => {
        const made = await manager.call('post_v1_institutions', { ...organisation('바깥 훈련원', 101), certifiedNumber: '제2026-1호' });
        assert.equal((await manager.call('post_auth_refresh')).role, 'MANAGER');
        assert.deepEqual(await manager.call('get_v1_institutions_detail'), made);
        const { id, name, ownerName, businessNumber: number, certifiedNumber, email } = made;
        const changed = await manager.call('put_v1_institutions_institutionId_detail', { institutionId: id, name, ownerName, businessNumber: number, certifiedNumber, email, phone: '02-555-9999' });
        assert.equal(changed.phone, '02-555-9999');
        facts.institution = changed;
    });

    it('54, 45, 47: creates a company, reads and changes it', async () => {
        await signUp(supervisor, 'outside.supervisor', '최담당');
        const made = await supervisor.call('post_v1_students_visitor_companies', organisation('바깥 전자', 202));
        assert.equal((await supervisor.call('post_auth_refresh')).role, 'SUPERVISOR');
        assert.deepEqual(await supervisor.call('get_v1_students_companies_info'), made);
        const changed = await supervisor.call('put_v1_companies', { ...organisation('바깥 전자', 202), name: '바깥 전자 주식회사' });
        assert.equal(changed.name, '바깥 전자 주식회사');
        facts.company = changed;
    });

    it('44, 57, 58: finds the company, checks an address, asks to belong, and is let in', async () => {
        await signUp(trainee, 'outside.trainee', '이사원');
        await signUp(another, 'outside.another', '정사원');
        for (const each of [trainee, another]) {
            const { items } = await each.call('get_v1_students_visitor_companies', { search: '바깥' });
            assert.deepEqual(items.map(({ id }) => id), [facts.company.id]);
            const companyId = items[0].id;
            assert.equal((await each.call('post_v1_students_visitor_companies_emails_check', { companyId, email: 'someone@outside.example.kr' })).belongs, true);
            assert.equal((await each.call('post_v1_students_visitor_companies_emails_check', { companyId, email: 'someone@elsewhere.example.kr' })).belongs, false);
            assert.equal((await each.call('post_v1_students_visitor_companies_affiliations', { companyId })).state, 'REQUESTED');
            assert.deepEqual((await each.call('get_v1_students_visitor_companies_affiliations')).items.map((one) => [one.companyId, one.state]), [[companyId, 'REQUESTED']]);
        }
        for (const asked of (await supervisor.call('get_v1_companies_affiliations')).items) await supervisor.call('post_v1_companies_affiliations_affiliationId_response', { affiliationId: asked.id, accepted: true });
        for (const each of [trainee, another]) assert.equal((await each.call('post_auth_refresh')).role, 'EMPLOYEE');
        assert.deepEqual(await trainee.call('get_v1_students_companies_info'), facts.company);
    });

    it('49, 38: lists the employees; they and the company see the institution', async () => {
        const { items } = await supervisor.call('get_v1_companies_employees', { limit: 100 });
        assert.deepEqual(items.map((each) => each.name).sort(), ['이사원', '정사원', '최담당']);
        facts.employees = Object.fromEntries(items.map((each) => [each.name, each.userId]));
        for (const each of [supervisor, trainee]) assert.equal((await each.call('get_v1_institutions_institutionId_detail', { institutionId: facts.institution.id })).phone, '02-555-9999');
        assert.equal((await trainee.refused('get_v1_companies_employees', 403)).status, 403);
    });

    it('50, 51: requests an offering of a course that it found', async () => {
        const course = await manager.call('post_v1_courses', { title: '바깥 안전 교육', introduction: '한 시간', instructor: '한은영' });
        const { curriculums: [chapter] } = await manager.call('post_v1_courses_courseId_curriculums', { courseId: course.id, title: '1장' });
        const file = pdfBytes();
        const { uploadId, key, partSize, presignedUrls } = await manager.call('post_builder_v1_files_upload', { filename: '교재.pdf', filesize: file.length, type: 'application/pdf' });
        const etags = [];
        for (const [i, url] of presignedUrls.entries()) etags.push((await ask(new URL(url, server.url).href, { method: 'PUT', body: file.subarray(i * partSize, (i + 1) * partSize) })).headers.etag);
        await manager.call('post_builder_v1_files_complete_multipart', { uploadId, key, etags });
        await manager.call('post_v1_courses_courseId_curriculums_curriculumId_save', { courseId: course.id, curriculumId: chapter.id, title: '교재', type: 'MATERIAL', key });
        await manager.call('post_v1_courses_courseId_state', { courseId: course.id, state: 'AVAILABLE' });

        const [found] = (await supervisor.call('get_v1_catalog_courses', { search: '바깥 안전' })).items;
        assert.equal(found.institutionId, facts.institution.id);
        const terms = { courseId: found.id, beginDate: day(0), endDate: day(20), attendeeCount: 2, deposit: 500_000 };
        facts.offering = await supervisor.call('post_v1_companies_courseProvides', { ...terms, note: '오후가 좋습니다.' });
        facts.other = await supervisor.call('post_v1_companies_courseProvides', { ...terms, attendeeCount: 1 });
        const { items } = await supervisor.call('get_v1_companies_courseProvides_list', { state: 'PENDING' });
        assert.deepEqual(items.map(({ id }) => id).sort(), [facts.offering.id, facts.other.id].sort());
    });

    it('40, 42, 41: sees the requests, reads one, answers both', async () => {
        const { items } = await manager.call('get_v1_institutions', { state: 'PENDING' });
        assert.equal(items.length, 2);
        const detail = await manager.call('get_v1_institutions_courseProvideId_courseProvideDetail', { courseProvideId: facts.offering.id });
        assert.deepEqual([detail.note, detail.deposit, detail.companyName], ['오후가 좋습니다.', 500_000, facts.company.name]);
        assert.equal((await manager.call('post_v1_institutions_courseProvideId_response', { courseProvideId: facts.offering.id, accepted: true })).state, 'ACCEPTED');
        assert.equal((await manager.call('post_v1_institutions_courseProvideId_response', { courseProvideId: facts.other.id, accepted: false, reason: '한 번에 듣는 것이 좋겠습니다.' })).state, 'DECLINED');
        assert.equal((await manager.refused('post_v1_institutions_courseProvideId_response', 409, { courseProvideId: facts.other.id, accepted: true })).state, 'DECLINED');
    });

    it('53, 43: submits who attends, and they are registered', async () => {
        const { 이사원: one, 정사원: two } = facts.employees;
        const submitted = await supervisor.call('post_v1_companies_courseProvides_employees', { courseProvideId: facts.offering.id, employees: [one, two] });
        assert.equal(submitted.state, 'ATTENDEE_PENDING');
        assert.deepEqual((await trainee.call('get_v1_courses_courseList')).items, []);
        const registered = await manager.call('post_v1_institutions_courseProvideId_registration', { courseProvideId: facts.offering.id });
        assert.equal(registered.state, 'ONGOING');
        assert.deepEqual(registered.attendees.map((each) => each.name).sort(), ['이사원', '정사원']);
    });

    it('56: the trainees have the course', async () => {
        for (const each of [trainee, another]) {
            const { items: [mine] } = await each.call('get_v1_courses_courseList');
            assert.deepEqual([mine.courseProvideId, mine.title, mine.contentCount, mine.institutionName], [facts.offering.id, '바깥 안전 교육', 1, facts.institution.name]);
        }
    });

    it('52: the company sees its offerings and who is on track', async () => {
        const board = await until('the figures have the two trainees', async () => {
            const shown = await supervisor.call('get_v1_companies_dashboard_info');
            return shown.totals.traineeCount === 2 && shown;
        });
        assert.deepEqual([board.totals.offeringCount, board.totals.ongoingCount, board.totals.certifiedCount], [1, 1, 0]);
        assert.deepEqual(board.items.map((each) => [each.courseProvideId, each.traineeCount, each.onTrackCount + each.atRiskCount]), [[facts.offering.id, 2, 2]]);
        assert.equal((await trainee.refused('get_v1_companies_dashboard_info', 403)).status, 403);
    });

    it('46, 48: one leaves the company, another is removed', async () => {
        await trainee.call('delete_v1_students_companies_affiliations');
        assert.equal((await trainee.call('post_auth_refresh')).role, 'NORMAL');
        await supervisor.call('delete_v1_companies_employees', { userId: facts.employees['정사원'] });
        assert.equal((await another.call('post_auth_refresh')).role, 'NORMAL');
        assert.deepEqual((await supervisor.call('get_v1_companies_employees')).items.map((each) => each.name), ['최담당']);
    });

    it('finds each of these functions at the address that is fixed', () => {
        const fixed = ['POST /auth/v1/signin', 'POST /auth/v1/signup', 'GET /auth/v1/{provider}', 'GET /auth/{provider}/callback', 'POST /auth/v1/confirm', 'POST /auth/v1/resend', 'POST /auth/refresh', 'GET /auth/v1/info', 'GET /users/v1/user', 'PUT /users/v1/user',
            'GET /v1/institutions/detail', 'GET /v1/institutions/{institutionId}/detail', 'PUT /v1/institutions/{institutionId}/detail', 'GET /v1/institutions', 'POST /v1/institutions/{courseProvideId}/response',
            'GET /v1/institutions/{courseProvideId}/courseProvideDetail', 'POST /v1/institutions/{courseProvideId}/registration', 'GET /v1/students/visitor/companies', 'GET /v1/students/companies/info', 'DELETE /v1/students/companies/affiliations',
            'PUT /v1/companies', 'DELETE /v1/companies/employees', 'GET /v1/companies/employees', 'POST /v1/companies/courseProvides', 'GET /v1/companies/courseProvides/list', 'GET /v1/companies/dashboard/info', 'POST /v1/companies/courseProvides/employees',
            'POST /v1/students/visitor/companies', 'POST /v1/institutions', 'GET /v1/courses/courseList', 'POST /v1/students/visitor/companies/emails/check', 'GET /v1/students/visitor/companies/affiliations', 'POST /v1/students/visitor/companies/affiliations'];
        const there = new Set(contract.operations.map((each) => each.name));
        assert.deepEqual(fixed.filter((each) => !there.has(each)), []);
        assert.equal(fixed.length, 33);
    });
});
