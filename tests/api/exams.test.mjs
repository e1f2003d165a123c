import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { certificateOf, easyRules, readZip, studies } from '../support/certificates.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { choiceQuestion, choosing, essayQuestion, examWorld, openExam, Paper, question, shortQuestion, writing } from '../support/exams.mjs';
import { course, offering } from '../support/course.mjs';
import { codeFor, employee, institution } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('exams', (kind) => {
    let server, manager, strangers, first, second, world, choice, other, short, essay;
    before(async () => {
        server = await startServer(kind);
        world = await examWorld(server, { trainees: 2 });
        ({ manager, trainees: [first, second] } = world);
        strangers = await institution(server, world.admin);
        choice = await question(manager, choiceQuestion(), { tags: ['속도'] });
        other = await question(manager, choiceQuestion('다시, 제한 속도는?'), { tags: ['속도'], difficulty: 'HARD' });
        short = await question(manager, shortQuestion());
        essay = await question(manager, essayQuestion());
    });
    after(() => server?.end());

    const at = (exam, what) => `/v1/${world.course.id}/${exam.id}/${what}`;
    const entry = (who, exam) => who.read(`/v1/exams/${exam.id}`);
    const refused = (answer) => [answer.status, answer.body.code, answer.body.state ?? answer.body.errors?.map((each) => `${each.pointer}:${each.code}`).join(' ')];

    it('are made, changed by one at a time, and deleted while nobody has begun', async () => {
        const made = await openExam(manager, world.course.id, [choice, { drawnCount: 1, drawnTag: '속도', points: 5 }], { state: undefined, title: '쪽지시험', kind: 'QUIZ' });
        assert.deepEqual([made.state, made.questionCount, made.pointsPossible, made.questions[1].available], ['DRAFT', 2, 15, 2]);
        assert.deepEqual((await manager.read(`/v1/${world.course.id}/get`)).items.map((each) => each.title), ['쪽지시험']);
        (await first.get(`/v1/exams/${made.id}`)).is(404);
        for (const [address, method] of [[at(made, 'detail'), 'get'], [at(made, 'check'), 'get'], [at(made, 'delete'), 'delete'], [`/v1/${world.course.id}/get`, 'get']]) (await strangers[method](address)).is(404);
        const shown = (await manager.get(at(made, 'detail'))).is(200);
        const form = { title: '쪽지시험 2', kind: 'QUIZ', questions: [{ questionId: choice, points: 3 }] };
        const headers = { 'if-match': shown.etag };
        (await manager.put(at(made, 'edit'), form, { headers })).is(200);
        assert.equal((await manager.put(at(made, 'edit'), form, { headers })).status, 412);
        assert.equal((await manager.read(at(made, 'preview'))).questions[0].choices.length, 4);
        (await manager.delete(at(made, 'delete'))).is(204);
        (await manager.get(at(made, 'detail'))).is(404);
    });

    it('refuse what cannot be an exam, and say what to change', async () => {
        const tryOut = async (questions, more = {}) => refused(await manager.post(`/v1/${world.course.id}/create`, { title: 'x', kind: 'QUIZ', questions, ...more }));
        assert.deepEqual(await tryOut([{ drawnCount: 3, drawnTag: '속도' }]), [422, 'invalid', '/questions/0/drawnCount:not_enough']);
        assert.deepEqual(await tryOut([{ questionId: choice }, { drawnCount: 2, drawnTag: '속도' }]), [422, 'invalid', '/questions/1/drawnCount:not_enough']);
        const short_ = await manager.post(`/v1/${world.course.id}/create`, { title: 'x', kind: 'QUIZ', questions: [{ drawnCount: 9, drawnDifficulty: 'HARD' }] });
        assert.match(short_.body.errors[0].message, /only 1 such/);
        assert.deepEqual(await tryOut([{ questionId: choice }, { questionId: choice }]), [422, 'invalid', '/questions/1/questionId:twice']);
        assert.deepEqual(await tryOut([{ questionId: 999_999 }]), [422, 'invalid', '/questions/0/questionId:unknown']);
        assert.deepEqual(await tryOut([{ questionId: choice, drawnCount: 2 }]), [422, 'invalid', '/questions/0:one_of']);
        assert.deepEqual(await tryOut([], { state: 'OPEN' }), [422, 'invalid', '/questions:required']);
        assert.deepEqual(await tryOut([], { contentId: world.course.curriculums[0].contents[0].id }), [422, 'invalid', '/contentId:not_an_exam_lesson']);
        assert.deepEqual(await tryOut([], { opensAt: '2026-01-02T00:00:00Z', closesAt: '2026-01-01T00:00:00Z' }), [422, 'invalid', '/closesAt:before_begin']);
    });

    it('are taken: drafts are kept in order, on any device, and handed in once', async () => {
        const exam = await openExam(manager, world.course.id, [choice, short], { shuffleChoices: true, timeLimitMinutes: 30 });
        const before_ = await entry(first, exam);
        assert.deepEqual([before_.state, before_.attemptsUsed, before_.questionCount, before_.pointsPossible], ['READY', 0, 2, 20]);
        const [one, two] = await Promise.all([Paper.begin(first, exam.id), Paper.begin(first, exam.id)]);
        assert.equal(one.id, two.id, 'two devices at once begin one attempt');
        assert.ok(!JSON.stringify(one.paper).includes('correct') && !JSON.stringify(one.paper).includes('helmet'));
        const right = one.paper.questions[0].choices.findIndex((each) => each.text === '10 km/h');

        assert.deepEqual((await one.save(1, choosing(right), 5)).is(200).body.kept, true);
        const older = (await two.save(1, choosing((right + 1) % 4), 4)).is(200).body;
        assert.deepEqual([older.kept, older.revision], [false, 5], 'an older draft never takes the place of a newer one');
        (await one.save(2, writing('  Safety   HELMET '))).is(200);
        const elsewhere = (await one.open()).is(200).body;
        assert.deepEqual([elsewhere.submissionId, elsewhere.deadlineAt, elsewhere.questions[0].response.choices], [one.id, one.paper.deadlineAt, [right]]);
        assert.deepEqual(elsewhere.questions[0].choices, one.paper.questions[0].choices, 'the paper is the same');

        assert.deepEqual(refused(await one.save(1, choosing(4), 9)), [422, 'invalid', '/response:not_of_the_paper']);
        assert.deepEqual(refused(await one.save(1, writing('10'), 9)), [422, 'invalid', '/response:not_of_the_paper']);
        assert.deepEqual(refused(await one.save(2, choosing(0), 9)), [422, 'invalid', '/response:not_of_the_paper']);
        (await one.save(3, choosing(0))).is(404);
        const stranger = new Paper(second, exam.id, one.paper);
        (await stranger.save(1, choosing(0), 99)).is(404);
        (await stranger.submit()).is(404);
        assert.deepEqual(refused(await one.submit([{ position: 1, response: choosing(9) }])), [422, 'invalid', '/response:not_of_the_paper']);
        assert.equal((await one.open()).is(200).body.questions[0].revision, 5, 'nothing of what was refused is there');
        for (const awaySeconds of [2, 7]) (await first.post(`/v1/exams/${exam.id}/focus`, { submissionId: one.id, awaySeconds })).is(204);

        const answers = [{ position: 1, response: choosing(right) }];
        const done = (await one.submit(answers)).is(200).body;
        assert.deepEqual([done.state, done.score, done.passed, done.submittedBy, done.questions], ['MARKED', 100, true, 'TRAINEE', null]);
        assert.deepEqual((await one.submit(answers)).is(200).body, done, 'the same again answers the same');
        assert.deepEqual(refused(await one.submit([{ position: 1, response: choosing((right + 1) % 4) }])), [409, 'already_submitted', 'MARKED']);
        assert.deepEqual(refused(await one.save(1, choosing(0), 99)), [409, 'exam_over', 'MARKED']);
        assert.deepEqual(refused(await first.post(`/v1/exams/${exam.id}/begin`, {})), [409, 'exam_cannot_be_begun', 'NO_ATTEMPTS_LEFT']);
        assert.equal((await entry(first, exam)).state, 'DONE');

        const check = await manager.read(at(exam, `check?courseProvideId=${world.offering.id}`));
        assert.deepEqual(check.items.map((each) => [each.userId, each.state, each.bestScore]), [[first.account.userId, 'MARKED', 100], [second.account.userId, 'NOT_TAKEN', null]]);
        const [attempt] = check.items[0].attempts;
        assert.deepEqual([attempt.focusChanges, attempt.awaySeconds, attempt.answeredCount], [2, 9, 2]);
        assert.deepEqual([check.traineeCount, check.takenCount, check.passedCount, check.averageScore], [2, 1, 1, 100]);
        assert.deepEqual(refused(await manager.delete(at(exam, 'delete'))), [409, 'exam_begun', 'BEGUN']);
    });

    it('keep the paper that was begun when the questions change', async () => {
        const exam = await openExam(manager, world.course.id, [choice], { title: '바뀌는 시험', weight: 0 });
        const begun = await Paper.begin(first, exam.id);
        (await manager.put(at(exam, 'edit'), { title: '바뀌는 시험', kind: 'FINAL', weight: 0, shuffleQuestions: false, questions: [{ questionId: short, points: 1 }, { questionId: other, points: 1 }] })).is(200);
        assert.equal((await begun.open()).is(200).body.questions.length, 1);
        assert.equal((await Paper.begin(second, exam.id)).paper.questions.length, 2);
        (await begun.save(1, choosing(1))).is(200);
        assert.equal((await begun.submit()).is(200).body.score, 100);
        (await manager.put(at(exam, 'edit'), { title: '바뀌는 시험', kind: 'FINAL', weight: 0, state: 'CLOSED', questions: [{ questionId: short }] })).is(200);
        assert.equal((await entry(first, exam)).state, 'DONE');
        assert.deepEqual(refused(await manager.put(at(exam, 'edit'), { title: 'x', kind: 'FINAL', state: 'DRAFT', questions: [] })), [409, 'illegal_state', 'CLOSED']);
    });

    it('open and close in time: what is over is handed in by itself', async () => {
        const soon = (ms) => new Date(Date.now() + ms).toISOString();
        const later = await openExam(manager, world.course.id, [choice], { title: '나중', weight: 0, opensAt: soon(60_000) });
        assert.deepEqual(refused(await first.post(`/v1/exams/${later.id}/begin`, {})), [409, 'exam_cannot_be_begun', 'NOT_YET']);
        const exam = await openExam(manager, world.course.id, [choice, essay], { title: '짧은 시험', weight: 0, resultsShown: 'ANSWERS_AFTER_CLOSE', closesAt: soon(2_500) });
        const paper = await Paper.begin(first, exam.id);
        assert.equal(paper.paper.deadlineAt, exam.closesAt);
        (await paper.save(1, choosing(1))).is(200);
        (await paper.save(2, writing('미리 점검한다.'))).is(200);
        const result = await until('it is handed in', async () => {
            const answer = await paper.result();
            return answer.status === 200 && answer.body;
        }, { seconds: 10, every: 100 });
        assert.deepEqual([result.submittedBy, result.submittedAt, result.state, result.score, result.answeredCount], ['SERVER', exam.closesAt, 'SUBMITTED', null, 2]);
        assert.equal(result.questions[0].explanation, '사내 규정에 있습니다.', 'it is over, so what was right is shown');
        assert.deepEqual(refused(await paper.submit()), [409, 'exam_over', 'SUBMITTED']);
        assert.deepEqual(refused(await paper.save(1, choosing(0), 50)), [409, 'exam_over', 'SUBMITTED']);
        assert.deepEqual(refused(await second.post(`/v1/exams/${exam.id}/begin`, {})), [409, 'exam_cannot_be_begun', 'OVER']);
    });

    it('begin when the rules say so, and count for the certificate', async () => {
        const strict = await institution(server, world.admin, '엄격한 기관', { identityCheckEvery: 8 });
        await easyRules(strict, { completedAtPercent: 1, midtermOpensAtPercent: 0, finalOpensAtPercent: 1, nextLessonOpensAtPercent: 80 });

        const trainee = await employee(server, world.admin, world.supervisor);
        const taught = await course(strict);
        const place = (await strict.post(`/v1/courses/${taught.id}/curriculums/${taught.curriculums[1].id}/contents`, { title: '쪽지시험', type: 'EXAM' })).is(201).body.curriculums[1].contents.at(-1).id;
        const attended = await offering(strict, world.supervisor, taught.id, [trainee]);
        const wanted = await question(strict, choiceQuestion());
        const exam = await openExam(strict, taught.id, [wanted], { attempts: 2 });
        assert.deepEqual(refused(await trainee.post(`/v1/exams/${exam.id}/begin`, {})), [409, 'exam_cannot_be_begun', 'PROGRESS']);
        const quiz = await openExam(strict, taught.id, [wanted], { kind: 'QUIZ', weight: 0, contentId: place });
        assert.deepEqual((await trainee.read(`/v1/exams?courseProvideId=${attended.id}&contentId=${place}`)).items.map((each) => [each.id, each.obstacle]), [[quiz.id, 'LESSON']]);
        assert.deepEqual(refused(await strict.post(`/v1/${taught.id}/create`, { title: 'x', kind: 'QUIZ', contentId: place, questions: [] })), [422, 'invalid', '/contentId:taken']);
        const lesson = taught.curriculums[0].contents[0].id;
        const prove = async (where, courseProvideId) => {
            (await trainee.post(`${where}/code`, { courseProvideId })).is(204);
            const code = await codeFor(world.admin, trainee.who.email);
            (await trainee.post(where, { courseProvideId, method: 'EMAIL_CODE', code })).is(204);
        };
        await prove(`/v1/learning/contents/${lesson}/identity-check`, attended.id);
        await studies(trainee, lesson, attended.id);
        const due = await trainee.post(`/v1/exams/${exam.id}/begin`, {});
        assert.deepEqual([due.status, due.body.code], [403, 'identity_check_required']);
        assert.equal((await entry(trainee, exam)).identityDue, true);
        await prove(`/v1/exams/${exam.id}/identity-check`, attended.id);
        const failed = await Paper.begin(trainee, exam.id);
        assert.deepEqual([(await failed.submit()).is(200).body.score, (await trainee.read('/v1/certificates')).items.length], [0, 0]);
        assert.equal((await trainee.post(`/v1/exams/${exam.id}/begin`, {})).status, 403, 'each attempt asks anew');
        await prove(`/v1/exams/${exam.id}/identity-check`, attended.id);
        const passed = await Paper.begin(trainee, exam.id);
        (await passed.save(1, choosing(1))).is(200);
        assert.equal((await passed.submit()).is(200).body.score, 100);
        const mine = await trainee.read(`/v1/exams?courseProvideId=${attended.id}`);
        assert.deepEqual([mine.totalScore, mine.totalScoreNeeded, mine.items[0].bestScore], [100, 60, 100]);
        const { printed } = await certificateOf(trainee, attended.id);
        assert.deepEqual(printed.requirements.find((each) => each.kind === 'EXAM_SCORE'), { kind: 'EXAM_SCORE', needed: 60, reached: 100 });

        const pack = readZip((await strict.get(`/v1/evidence/offerings/${attended.id}`)).is(200).bytes);
        const [{ examPapers, identityChecks }] = JSON.parse(pack['evidence.json'].toString()).trainees;
        assert.deepEqual(examPapers.map(({ attempt, score, questions: [one] }) => [attempt, score, one.choices.length, one.response?.choices ?? null, one.pointsEarned, one.markedBy]), [[1, 0, 4, null, 0, 'AUTOMATIC'], [2, 100, 4, [1], 10, 'AUTOMATIC']]);
        assert.equal(identityChecks.filter((each) => each.lesson === exam.title).length, 2, 'who proved who they are before the exam');
    });
});
