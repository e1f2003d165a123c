import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { codeFor, company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { StudyPage } from '../support/study.mjs';
import { pdfBytes } from '../support/media.mjs';
import { steadyStep, totp } from '../support/totp.mjs';
import { upload } from '../support/upload.mjs';

onEachDatabase('the identity check', (kind) => {
    let server, admin, manager, supervisor, trainee, colleague, asked, lessons;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin, '훈련기관', { identityCheckEvery: 2 });
        supervisor = await company(server, admin);
        [trainee, colleague] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        const { rules } = await manager.read('/v1/institutions/learning-rules');
        (await manager.put('/v1/institutions/learning-rules', { ...rules, nextLessonOpensAtPercent: 0 })).is(200);
        const taught = await course(manager);
        // A third lesson: the check comes at the first and at the third.
        const third = taught.curriculums[1];
        const { key } = await upload(manager, { filename: '부록.pdf', type: 'application/pdf', bytes: pdfBytes() });
        const built = (await manager.post(`/v1/courses/${taught.id}/curriculums/${third.id}/save`, { title: '부록', type: 'MATERIAL', key })).is(201).body;
        lessons = built.curriculums.flatMap((each) => each.contents.map(({ id }) => id));
        asked = await offering(manager, supervisor, taught.id, [trainee, colleague]);
    });
    after(() => server?.end());

    const path = (lesson) => `/v1/learning/contents/${lesson}/identity-check`;
    const open = (who, lesson) => who.post(`/v1/learning/contents/${lesson}/viewings`, { courseProvideId: asked.id });
    const prove = (who, lesson, code, method = 'EMAIL_CODE') => who.post(path(lesson), { courseProvideId: asked.id, method, code });
    const sendCode = async (who, lesson) => {
        (await who.post(`${path(lesson)}/code`, { courseProvideId: asked.id })).is(204);
        return codeFor(admin, who.who.email);
    };
    const state = (who, lesson) => who.read(`${path(lesson)}?courseProvideId=${asked.id}`);

    it('comes at the first entry, and nothing is studied before it was passed', async () => {
        assert.equal((await open(trainee, lessons[1])).is(403).body.code, 'identity_check_required');
        const shown = await state(trainee, lessons[1]);
        assert.deepEqual([shown.due, shown.methods], [true, ['EMAIL_CODE']]);
        assert.ok(shown.maskedEmail.includes('***@') && !shown.maskedEmail.includes(trainee.who.email));
        const code = await sendCode(trainee, lessons[1]);
        const wrong = code === '000000' ? '000001' : '000000';
        assert.equal((await prove(trainee, lessons[1], wrong)).is(422).body.errors[0].code, 'wrong_code');
        (await open(trainee, lessons[1])).is(403);
        (await prove(colleague, lessons[1], code)).is(422);
        (await prove(trainee, lessons[1], code)).is(204);
        await StudyPage.open(trainee, lessons[1], asked.id);
        assert.equal((await state(trainee, lessons[1])).due, false);
        (await prove(trainee, lessons[1], code)).is(422);
    });

    it('comes again at every so many lessons, once for each', async () => {
        assert.deepEqual([(await open(trainee, lessons[0])).status, (await open(trainee, lessons[2])).status], [403, 403]);
        (await prove(trainee, lessons[2], await sendCode(trainee, lessons[2]))).is(204);
        assert.deepEqual([(await open(trainee, lessons[0])).status, (await open(trainee, lessons[2])).status, (await open(trainee, lessons[2])).status], [403, 201, 201]);
    });

    it('is answered with an authenticator by who has one', async () => {
        const { secret } = (await colleague.post('/auth/v1/second-factor', { password })).is(200).body;
        await steadyStep();
        const { codes } = (await colleague.post('/auth/v1/second-factor/confirm', { code: totp(secret, { steps: -1 }) })).is(200).body;
        assert.deepEqual((await state(colleague, lessons[0])).methods, ['EMAIL_CODE', 'TOTP']);
        (await prove(colleague, lessons[0], codes[0], 'TOTP')).is(422);
        (await prove(colleague, lessons[0], totp(secret), 'TOTP')).is(204);
        await StudyPage.open(colleague, lessons[0], asked.id);
    });

    it('is kept, attempt by attempt, for the institution', async () => {
        const at = `/v1/learning/offerings/${asked.id}/progress/${trainee.account.userId}/identity-checks`;
        const { items } = await manager.read(at);
        assert.deepEqual(items.map((each) => [each.lesson, each.method, each.result]).reverse(), [['교재', 'EMAIL_CODE', 'FAILED'], ['교재', 'EMAIL_CODE', 'PASSED'], ['교재', 'EMAIL_CODE', 'FAILED'], ['부록', 'EMAIL_CODE', 'PASSED']]);
        assert.ok(items.every((each) => each.address === trainee.address && each.at));
        (await supervisor.get(at)).is(403);
        (await (await institution(server, admin)).get(at)).is(404);
        const all = JSON.parse((await trainee.post('/users/v1/user/export', { password })).is(200).text);
        assert.equal(all.identityChecks.length, 4);
    });

    it('cannot be guessed', async () => {
        const answers = [];
        for (let i = 0; i < 12; i += 1) answers.push((await prove(trainee, lessons[0], String(100_000 + i))).status);
        assert.ok(answers.includes(429) && !answers.includes(204), answers.join());
    });
});
