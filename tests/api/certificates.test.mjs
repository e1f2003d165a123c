import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { certificateOf, easyRules, readPdf, readZip, studies } from '../support/certificates.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('certificates', (kind) => {
    let server, admin, manager, supervisor, trainee, colleague, taught, asked, video, held;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        [trainee, colleague] = [await employee(server, admin, supervisor, 'graduate'), await employee(server, admin, supervisor, 'beginner')];
        await easyRules(manager);
        taught = await course(manager, '지게차 안전');
        asked = await offering(manager, supervisor, taught.id, [trainee, colleague]);
        video = taught.curriculums[0].contents[0].id;
    });
    after(() => server?.end());

    const at = (of = asked) => `/v1/certificates/offerings/${of.id}`;
    const rowOf = async (who, of = asked) => (await manager.read(at(of))).trainees.find((each) => each.userId === who.account.userId);
    const visitor = () => new Client(server);

    it('is issued when the rules are met, and says before what is missing', async () => {
        const before = await rowOf(trainee);
        assert.deepEqual([before.state, before.requirements], ['NOT_YET', [{ kind: 'PROGRESS', needed: 1, reached: 0 }]]);
        assert.deepEqual((await trainee.read('/v1/certificates')).items, []);
        await studies(trainee, video, asked.id);
        held = await certificateOf(trainee, asked.id);
        const year = new Date(Date.now() + 9 * 3_600_000).getUTCFullYear();
        assert.equal(held.number, `${year}-${String(manager.organisation.id).padStart(4, '0')}-00001`);
        assert.match(held.code, /^[A-HJ-NP-Z2-9]{5}(-[A-HJ-NP-Z2-9]{5}){3}$/);
        const { printed } = held;
        assert.deepEqual([printed.name, printed.companyName, printed.courseTitle, printed.institutionName, printed.rulesVersion], [trainee.who.name, supervisor.organisation.name, '지게차 안전', manager.organisation.name, (await manager.read('/v1/institutions/learning-rules')).version]);
        assert.deepEqual(printed.requirements.map(({ kind: is, needed, reached }) => [is, needed, reached >= needed]), [['PROGRESS', 1, true]]);
        assert.deepEqual([(await rowOf(trainee)).state, (await rowOf(colleague)).state], ['ISSUED', 'NOT_YET']);
        await studies(trainee, video, asked.id);
        await sleep(2_500);
        assert.equal((await trainee.read('/v1/certificates')).items.length, 1, 'once');
    });

    it('is told to who has earned it, in the page and by mail', async () => {
        const notice = await until('a notification', async () => (await trainee.read('/v1/notifications')).items.find((each) => each.kind === 'CERTIFICATE_ISSUED'));
        assert.ok(notice.body.includes(held.number) && notice.link === '/certificates', JSON.stringify(notice));
        const letter = (await admin.read('/v1/admin/mailbox?limit=100')).items.find((each) => each.recipient === trainee.who.email && each.text.includes(held.number));
        assert.ok(letter);
    });

    describe('as a paper', () => {
        for (const [language, words] of [['ko', ['수료증', '지게차안전', '이증서를수여합니다', '진위확인']], ['en', ['CERTIFICATE', 'OFCOMPLETION', '지게차안전', 'Thisistocertify']]]) {
            it(`is one A4 page in ${language}: text, typefaces and QR code`, async () => {
                const answer = (await trainee.get(`/v1/certificates/${held.id}/pdf?language=${language}`)).is(200);
                assert.equal(answer.headers['content-type'], 'application/pdf');
                assert.equal(answer.headers['content-disposition'], `attachment; filename="certificate-${held.number}.pdf"`);
                const pdf = readPdf(answer.bytes);
                for (const each of [...words, held.number, trainee.who.name.replaceAll(' ', ''), manager.organisation.name.replaceAll(' ', ''), held.code]) assert.ok(pdf.text.includes(each), `${each} in ${pdf.text}`);
                assert.deepEqual([pdf.pages, /A4/.test(pdf.size)], [1, true]);
                assert.ok(pdf.fonts.length > 0 && pdf.fonts.every((each) => each.embedded), JSON.stringify(pdf.fonts));
                assert.equal(pdf.qr, `${server.url}/verify/${held.code}`);
                assert.ok(answer.bytes.equals((await trainee.get(`/v1/certificates/${held.id}/pdf?language=${language}`)).bytes), 'the same bytes each time');
            });
        }

        it('is had by its owner, the institution and the company, and by nobody else', async () => {
            const [stranger, other] = [await institution(server, admin), await company(server, admin)];
            for (const who of [manager, supervisor]) assert.equal((await who.get(`${at()}/${held.id}/pdf`)).is(200).headers['content-type'], 'application/pdf');
            for (const who of [stranger, other]) for (const path of ['', '/zip', `/${held.id}/pdf`]) (await who.get(`${at()}${path}`)).is(404);
            (await colleague.get(`/v1/certificates/${held.id}/pdf`)).is(404);
            (await trainee.get(at())).is(403);
            (await supervisor.post(`${at()}/${held.id}/revocation`, { reason: '이유' })).is(403);
            (await stranger.post(`${at()}/${held.id}/revocation`, { reason: '이유' })).is(404);
        });
    });

    describe('is confirmed', () => {
        it('to anybody who has its code, and shows no more than that needs', async () => {
            for (const typed of [held.code, held.code.toLowerCase(), held.code.replaceAll('-', '')]) {
                const shown = await visitor().read(`/v1/verify/${typed}`);
                assert.deepEqual([shown.number, shown.courseTitle, shown.institutionName, shown.rulesVersion, shown.revokedAt], [held.number, '지게차 안전', manager.organisation.name, held.printed.rulesVersion, null]);
                assert.ok(shown.maskedName.startsWith(trainee.who.name[0]) && shown.maskedName.includes('*'), shown.maskedName);
                assert.ok(!JSON.stringify(shown).includes(trainee.who.name) && !JSON.stringify(shown).includes(supervisor.organisation.name));
            }
            for (const wrong of ['AAAAA-AAAAA-AAAAA-AAAAA', 'x', held.code.slice(0, -1), `${held.code}A`, '%00', '../certificates']) assert.equal((await visitor().get(`/v1/verify/${encodeURIComponent(wrong)}`)).status, 404, wrong);
        });

        it('not to who tries codes', async () => {
            const guesser = visitor();
            const answers = await Promise.all(Array.from({ length: 40 }, () => guesser.get('/v1/verify/AAAAA-AAAAA-AAAAA-AAAAA')));
            const refused = answers.filter((each) => each.status === 429);
            assert.ok(refused.length > 0 && refused.every((each) => Number(each.headers['retry-after']) >= 1));
        });
    });

    it('comes with all others of the offering in one zip', async () => {
        const answer = (await supervisor.get(`${at()}/zip?language=ko`)).is(200);
        const files = readZip(answer.bytes);
        assert.deepEqual(Object.keys(files), [`${held.number} ${trainee.who.name}.pdf`]);
        assert.ok(Object.values(files)[0].equals((await trainee.get(`/v1/certificates/${held.id}/pdf?language=ko`)).bytes));
    });

    it('waits for the lectures whose attendance the rules ask for', async () => {
        await easyRules(manager, { liveAttendancePercent: 80 });
        const second = await offering(manager, supervisor, taught.id, [trainee, colleague]);
        const planned = await lecture(manager, second.id);
        await studies(colleague, video, second.id);
        assert.equal((await until('the progress is there', async () => { const row = await rowOf(colleague, second); return row.requirements[0].reached > 0 && row; })).state, 'AWAITING_LECTURES');
        await sleep(2_500);
        assert.deepEqual((await colleague.read('/v1/certificates')).items, []);
        (await manager.delete(`/v1/live/${planned.id}`)).is(204);
        const made = await certificateOf(colleague, second.id);
        assert.match(made.number, /-00002$/);
    });

    describe('is taken back', () => {
        it('by the institution, with a reason, once and for all to see', async () => {
            const path = `${at()}/${held.id}/revocation`;
            (await manager.post(path, { reason: '' })).is(422);
            const revoked = (await manager.post(path, { reason: '대리 수강이 확인되었습니다.' })).is(200).body;
            assert.equal(revoked.revocationReason, '대리 수강이 확인되었습니다.');
            assert.deepEqual([(await manager.post(path, { reason: '다시' })).is(409).body.code], ['already_revoked']);
            const shown = await visitor().read(`/v1/verify/${held.code}`);
            assert.deepEqual([shown.revocationReason, shown.revokedAt], ['대리 수강이 확인되었습니다.', revoked.revokedAt]);
            assert.equal((await rowOf(trainee)).state, 'REVOKED');
            assert.equal((await trainee.read('/v1/certificates')).items.find((each) => each.id === held.id).revocationReason, '대리 수강이 확인되었습니다.');
            (await manager.get(`${at()}/zip`)).is(404);
            await until('the trainee is told', async () => (await trainee.read('/v1/notifications')).items.find((each) => each.kind === 'CERTIFICATE_REVOKED' && each.body.includes('대리 수강')));
            await studies(trainee, video, asked.id);
            await sleep(2_500);
            assert.equal((await rowOf(trainee)).state, 'REVOKED', 'it does not come again by itself');
        });
    });

    it('is in the export of who has earned it', async () => {
        const all = JSON.parse((await trainee.post('/users/v1/user/export', { password })).is(200).text);
        assert.deepEqual(all.certificates.map((each) => [each.number, each.revocationReason]), [[held.number, '대리 수강이 확인되었습니다.']]);
        const none = JSON.parse((await supervisor.post('/users/v1/user/export', { password })).is(200).text);
        assert.deepEqual(none.certificates, []);
    });
});
