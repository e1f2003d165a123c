import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, invitationFor, invited, password, person, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';

const people = '/v1/companies/employees';

onEachDatabase('employees', (kind) => {
    let server, admin, supervisor, stranger, visitor;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        supervisor = await company(server, admin, '한빛');
        stranger = await company(server, admin, '은빛');
        visitor = new Client(server);
    });
    after(() => server?.end());

    const employees = async (query = '', of = supervisor) => (await of.read(`${people}?limit=100${query}`)).items;
    const invitations = async (query = '', of = supervisor) => (await of.read(`${people}/invitations?limit=100${query}`)).items;
    const letters = async (email) => (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => each.recipient === email);
    const accept = (token, more = {}) => visitor.post('/v1/invitations/accept', { token, username: person('joined').username, name: '김민수', password, agreed: true, ...more });
    const upload = (file, { by = supervisor, preview = false } = {}) => by.post(`${people}/import${preview ? '/preview' : ''}`, undefined, { raw: Buffer.from(file), headers: { 'content-type': 'text/csv' } });
    const csv = (...rows) => ['이름,이메일,전화번호,부서', ...rows].join('\r\n');

    describe('an invitation', () => {
        let guest, token;

        it('is a letter, and no account', async () => {
            guest = await invited(supervisor, 'guest', { phone: '010-1234-5678', department: '생산팀' });
            assert.deepEqual([guest.state, guest.department, guest.phone], ['WAITING', '생산팀', '010-1234-5678']);
            assert.ok(Date.parse(guest.expiresAt) > Date.now() + 13 * 86_400_000);
            token = await invitationFor(admin, guest.email);
            const [letter] = await letters(guest.email);
            assert.ok(letter.subject.includes(supervisor.organisation.name) && letter.text.includes(guest.name));
            assert.deepEqual((await invitations()).map((each) => each.email), [guest.email]);
            (await visitor.post('/auth/v1/signin', { login: guest.email, password })).is(401);
        });

        it('is made once for an address', async () => {
            const again = (await supervisor.post(people, { name: guest.name, email: guest.email.toUpperCase() })).is(422);
            assert.deepEqual([again.body.errors[0].pointer, again.body.errors[0].code], ['/email', 'already_invited']);
            const own = (await supervisor.post(people, { name: '나', email: supervisor.who.email })).is(422);
            assert.equal(own.body.errors[0].code, 'already_employed');
            const other = (await supervisor.post(people, { name: '남', email: stranger.who.email })).is(422);
            assert.equal(other.body.errors[0].code, 'belongs_elsewhere');
            assert.equal((await letters(guest.email)).length, 1);
        });

        it('shows who invites to who has the link, and nobody else', async () => {
            const card = (await visitor.post('/v1/invitations/look', { token })).is(200).body;
            assert.deepEqual([card.organisationName, card.name, card.email, card.hasAccount], [supervisor.organisation.name, guest.name, guest.email, false]);
            const wrong = (await visitor.post('/v1/invitations/look', { token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` })).is(404);
            assert.equal(wrong.body.code, 'invitation_over');
        });

        it('sent again opens by its new link only', async () => {
            const old = token;
            (await stranger.post(`${people}/invitations/${guest.id}/resend`)).is(404);
            (await supervisor.post(`${people}/invitations/${guest.id}/resend`)).is(204);
            token = await invitationFor(admin, guest.email);
            assert.notEqual(token, old);
            (await visitor.post('/v1/invitations/look', { token: old })).is(404);
            (await visitor.post('/v1/invitations/look', { token })).is(200);
            for (let i = 0; i < 2; i += 1) (await supervisor.post(`${people}/invitations/${guest.id}/resend`)).is(204);
            (await supervisor.post(`${people}/invitations/${guest.id}/resend`)).is(429);
            token = await invitationFor(admin, guest.email);
        });

        it('is accepted with a password and agreement, once', async () => {
            (await accept(token, { agreed: false })).is(422);
            (await accept(token, { password: 'short' })).is(422);
            const taken = (await accept(token, { username: supervisor.who.username })).is(422);
            assert.equal(taken.body.errors[0].pointer, '/username');
            const username = person('kim').username;
            const joined = (await accept(token, { username })).is(201).body;
            assert.equal(joined.organisationName, supervisor.organisation.name);
            const trainee = await new Client(server).signIn(guest.email, password);
            assert.deepEqual([trainee.account.role, trainee.account.companyId, trainee.account.username], ['EMPLOYEE', supervisor.organisation.id, username]);
            const row = (await employees()).find((each) => each.email === guest.email);
            assert.deepEqual([row.department, row.isSupervisor, row.userId], ['생산팀', false, joined.userId]);
            assert.equal((await trainee.read('/users/v1/user')).phone, '010-1234-5678');
            assert.deepEqual(await invitations(), []);
            (await accept(token)).is(404);
        });

        it('of two who use a link at once one is the employee', async () => {
            const both = await invited(supervisor, 'twice');
            const link = await invitationFor(admin, both.email);
            const answers = await Promise.all([accept(link), accept(link)]);
            assert.deepEqual(answers.map((each) => each.status).sort(), [201, 404]);
            assert.equal((await employees()).filter((each) => each.email === both.email).length, 1);
        });

        it('to who has an account is accepted by signing in as nobody else', async () => {
            const known = await signUp(server, admin, 'known');
            const other = await signUp(server, admin, 'other');
            (await supervisor.post(people, { name: '아는 사람', email: known.who.email, department: '총무팀' })).is(201);
            const link = await invitationFor(admin, known.who.email);
            assert.equal((await visitor.post('/v1/invitations/look', { token: link })).is(200).body.hasAccount, true);
            assert.equal((await accept(link)).is(409).body.code, 'has_account');
            assert.equal((await other.post('/v1/invitations/join', { token: link })).is(409).body.code, 'another_address');
            (await known.post('/v1/invitations/join', { token: link })).is(200);
            assert.equal((await known.refresh()).account.role, 'EMPLOYEE');
            assert.equal((await employees()).find((each) => each.email === known.who.email).department, '총무팀');
        });

        it('proves an address that somebody else signed up with and never confirmed', async () => {
            const guest2 = await invited(supervisor, 'squatted');
            (await visitor.post('/auth/v1/signup', { ...person('thief'), email: guest2.email, agreed: true })).is(201);
            (await accept(await invitationFor(admin, guest2.email))).is(201);
            assert.equal((await new Client(server).signIn(guest2.email, password)).account.role, 'EMPLOYEE');
        });

        it('is taken back by its company, and gone when its person is accepted on his own request', async () => {
            const unwanted = await invited(supervisor, 'unwanted');
            (await stranger.delete(`${people}/invitations/${unwanted.id}`)).is(404);
            const link = await invitationFor(admin, unwanted.email);
            (await supervisor.delete(`${people}/invitations/${unwanted.id}`)).is(204);
            (await supervisor.delete(`${people}/invitations/${unwanted.id}`)).is(404);
            (await accept(link)).is(404);

            const asks = await signUp(server, admin, 'asks');
            (await supervisor.post(people, { name: '신청', email: asks.who.email })).is(201);
            (await asks.post('/v1/students/visitor/companies/affiliations', { companyId: supervisor.organisation.id })).is(201);
            const { items: [request] } = await supervisor.read('/v1/companies/affiliations');
            (await supervisor.post(`/v1/companies/affiliations/${request.id}/response`, { accepted: true })).is(204);
            assert.deepEqual(await invitations(`&search=${asks.who.email}`), []);
        });

        it('binds nobody: two companies may invite the same address', async () => {
            const wanted = await invited(supervisor, 'wanted');
            const link = await invitationFor(admin, wanted.email);
            (await stranger.post(people, { name: '같은 사람', email: wanted.email })).is(201);
            (await accept(link)).is(201);
            const late = (await stranger.post(people, { name: '같은 사람', email: wanted.email })).is(422);
            assert.equal(late.body.errors[0].code, 'belongs_elsewhere');
        });

        it('does not take a manager', async () => {
            const manager = await institution(server, admin);
            assert.equal((await supervisor.post(people, { name: '강사', email: manager.who.email })).is(422).body.errors[0].code, 'belongs_elsewhere');
        });
    });

    describe('the list', () => {
        let own, three;
        before(async () => {
            own = await company(server, admin);
            three = [];
            for (const name of ['alpha', 'beta', 'gamma']) three.push(await employee(server, admin, own, name));
        });

        it('is by name, page after page', async () => {
            const all = await employees('', own);
            assert.deepEqual(all.map((each) => each.name), [...all.map((each) => each.name)].sort());
            assert.equal(all.length, 4);
            let cursor = '';
            const paged = [];
            do {
                const page = await own.read(`${people}?limit=1${cursor && `&cursor=${cursor}`}`);
                paged.push(...page.items);
                cursor = page.nextCursor;
            } while (cursor);
            assert.deepEqual(paged, all);
        });

        it('is searched by name, username and address, and what is searched is itself', async () => {
            const names = async (search) => (await employees(`&search=${encodeURIComponent(search)}`, own)).map((each) => each.name);
            assert.deepEqual(await names('LPH'), [three[0].who.name]);
            assert.deepEqual(await names(three[1].who.email), [three[1].who.name]);
            assert.deepEqual(await names(`  ${three[1].who.username} `), [three[1].who.name]);
            assert.deepEqual((await names('example.kr')).length, 4, 'a word in an address');
            assert.deepEqual(await names('xample'), [], 'addresses are found by their words');
            assert.deepEqual(await names('%'), []);
            assert.deepEqual(await names('없는 사람'), []);
        });

        it('finds people by what they are called now', async () => {
            const names = async (search, of = own) => (await employees(`&search=${encodeURIComponent(search)}`, of)).map((each) => each.name);
            const changed = await employee(server, admin, own, 'changing');
            (await changed.put('/users/v1/user', { name: '남궁Delta' })).is(200);
            for (const search of ['남궁', '궁d', 'DELTA']) assert.deepEqual(await names(search), ['남궁Delta'], search);
            assert.deepEqual(await names(changed.who.name), []);
            assert.deepEqual(await names('남궁', stranger), []);
            (await changed.delete('/v1/students/companies/affiliations')).is(204);
            assert.deepEqual(await names('남궁'), []);
        });

        it('has departments', async () => {
            const put = (whom, department, by = own) => by.put(`${people}/${whom.account.userId}/department`, { department });
            (await put(three[0], '생산팀')).is(204);
            (await put(three[1], '생산팀')).is(204);
            (await put(three[2], '총무팀')).is(204);
            (await put(three[2], '총무팀', stranger)).is(404);
            (await put(three[2], '')).is(422);
            await invited(own, 'guest', { department: '연구소' });
            assert.deepEqual((await own.read(`${people}/departments`)).items.map((each) => each.name), ['생산팀', '연구소', '총무팀'].sort());
            assert.deepEqual((await employees('&department=생산팀', own)).map((each) => each.name), [three[0].who.name, three[1].who.name]);
            assert.deepEqual((await employees('&department=생산팀&search=beta', own)).map((each) => each.name), [three[1].who.name]);
            assert.deepEqual((await invitations('&department=연구소', own)).length, 1);
            assert.deepEqual(await invitations('&department=생산팀', own), []);
            (await own.put(`${people}/${three[2].account.userId}/department`, {})).is(204);
            assert.deepEqual(await employees('&department=총무팀', own), []);
            const page = await own.read(`${people}?limit=1&department=생산팀`);
            assert.equal((await own.read(`${people}?limit=1&department=생산팀&cursor=${page.nextCursor}`)).items[0].name, three[1].who.name);
        });

        it('is saved as a workbook, which is no import by accident', async () => {
            const file = (await own.get(`${people}/export`)).is(200);
            assert.match(file.headers['content-type'], /spreadsheetml/);
            assert.equal(file.bytes.toString('latin1', 0, 2), 'PK');
            const rows = (await upload(file.bytes, { by: own, preview: true })).is(200).body.rows;
            assert.equal(rows.length, 5);
            assert.ok(rows.every((each) => each.outcome === 'UNCHANGED'));
            assert.deepEqual(rows.filter((each) => each.department === '연구소').map((each) => each.issues[0].code), ['already_invited']);
        });
    });

    describe('an import', () => {
        const kim = () => person('import');

        it('begins with the template', async () => {
            const file = (await supervisor.get(`${people}/template`, { headers: { 'accept-language': 'ko' } })).is(200);
            assert.match(file.headers['content-disposition'], /employees-template\.xlsx/);
            assert.equal((await upload(file.bytes, { preview: true })).is(422).body.code, 'no_rows');
        });

        it('is shown row by row before anything is saved', async () => {
            const [one, two] = [kim(), kim()];
            const before = await snapshot(server);
            const shown = (await upload(csv(
                `김하나,${one.email},1012345678,생산팀`, `,${two.email},,`, '박둘,no address,,', `최셋,${one.email.toUpperCase()},,`,
                `나,${supervisor.who.email},,`, `남,${stranger.who.email},,`), { preview: true })).is(200).body;
            assert.deepEqual(shown.rows.map((each) => [each.row, each.outcome, each.issues.map((issue) => `${issue.field} ${issue.code}`).join()]), [
                [2, 'ADD', ''], [3, 'ERROR', 'name required'], [4, 'ERROR', 'email email'], [5, 'ERROR', 'email twice'],
                [6, 'UNCHANGED', 'email already_employed'], [7, 'ERROR', 'email belongs_elsewhere']]);
            assert.equal(shown.rows[0].phone, '01012345678');
            assert.deepEqual([shown.addCount, shown.unchangedCount, shown.errorCount], [1, 1, 4]);
            assert.match(shown.rows[3].issues[0].message, /row 2/);
            assert.deepEqual(await snapshot(server), before);
        });

        it('is all or nothing', async () => {
            const good = kim();
            const before = await snapshot(server);
            const refused = (await upload(csv(`김,${good.email},,`, '박,wrong,,'))).is(422);
            assert.deepEqual(refused.body.errors.map((each) => each.pointer), ['/rows/3/email']);
            assert.deepEqual(await snapshot(server), before);
        });

        it('invites everybody once, however often it is sent', async () => {
            const all = [kim(), kim(), kim()];
            const file = csv(...all.map((each) => `${each.name},${each.email},,영업팀`));
            assert.deepEqual((await upload(file)).is(200).body, { addedCount: 3, unchangedCount: 0 });
            assert.deepEqual((await upload(file)).is(200).body, { addedCount: 0, unchangedCount: 3 });
            assert.equal((await invitations('&department=영업팀')).length, 3);
            for (const { email } of all) assert.equal((await letters(email)).length, 1);
            (await accept(await invitationFor(admin, all[0].email))).is(201);
            assert.deepEqual((await upload(file)).is(200).body, { addedCount: 0, unchangedCount: 3 });
        });

        it('sent twice at the same moment has one effect', async () => {
            const all = Array.from({ length: 30 }, kim);
            const file = csv(...all.map((each) => `${each.name},${each.email},,동시`));
            const answers = await Promise.all([upload(file), upload(file), upload(file)]);
            assert.deepEqual(answers.map((each) => each.is(200).body.addedCount).sort((a, b) => a - b), [0, 0, 30]);
            assert.equal((await invitations('&department=동시')).length, 30);
        });

        it('reads what Korean Excel saves', async () => {
            const one = kim();
            const cp949 = Buffer.concat([Buffer.from('c0ccb8a709c0ccb8dec0cf0d0ab1e8b9cebcf609', 'hex'), Buffer.from(one.email)]);
            const { rows } = (await upload(cp949, { preview: true })).is(200).body;
            assert.deepEqual([rows[0].name, rows[0].email, rows[0].outcome], ['김민수', one.email, 'ADD']);
        });

        it('refuses files that are none, with what to change', async () => {
            for (const [file, status, code] of [
                ['', 422, 'empty_file'], ['PK\u0003\u0004 no workbook', 422, 'malformed'], ['%PDF-1.7', 422, 'no_table'], ['name\nKim\n', 422, 'headings'],
                ['a,b\0', 422, 'encoding'], [csv('"open,x'), 422, 'quote'], [csv(...Array.from({ length: 2001 }, (_, i) => `가,a${i}@example.kr,,`)), 422, 'too_many_rows'],
                ['x'.repeat(5 * 1024 * 1024 + 1), 413, undefined],
            ]) {
                for (const preview of [true, false]) {
                    const refused = await upload(file, { preview });
                    assert.equal(refused.status, status, `${file.slice(0, 20)} answered ${refused.status}`);
                    if (code) assert.equal(refused.body.code, code);
                    assert.ok(refused.body.detail.length > 10);
                }
            }
        });

        // How long it takes is measured by `./ahim bench import`.
        it('of 2,000 rows is taken whole', async () => {
            const own = await company(server, admin);
            const file = csv(...Array.from({ length: 2000 }, (_, i) => `직원${i},large${i}.${kind}@example.kr,010-0000-${String(i).padStart(4, '0')},${i % 40}팀`));
            assert.equal((await upload(file, { by: own, preview: true })).is(200).body.addCount, 2000);
            assert.equal((await upload(file, { by: own })).is(200).body.addedCount, 2000);
            const again = (await upload(file, { by: own })).is(200).body;
            assert.equal(again.addedCount, 0, 'nobody twice');
        });
    });
});
