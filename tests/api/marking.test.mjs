import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { choiceQuestion, choosing, essayQuestion, examWorld, openExam, Paper, question, writing } from '../support/exams.mjs';
import { institution } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const essay = '작업을 시작하기 전에 관리자는 그날의 위험 요인을 근로자와 함께 하나씩 짚어 보아야 한다. 보호구는 몸에 맞는 것을 고르고 끈이 풀리거나 금이 간 곳이 없는지 매번 살핀다. '
    + '사고가 났을 때에는 기계를 먼저 세우고 다친 사람을 안전한 곳으로 옮긴 뒤 신고한다. 마지막으로 같은 일이 되풀이되지 않도록 원인을 적어 모두가 읽을 수 있는 자리에 붙인다.';
const reordered = `${essay.slice(essay.indexOf('사고가'))} ${essay.slice(0, essay.indexOf('사고가'))}`;

onEachDatabase('marking', (kind) => {
    let server, world, manager, strangers, first, second, exam, choice, written, papers;
    const take = async (who, ...responses) => {
        const paper = await Paper.begin(who, exam.id);
        for (const [at, response] of responses.entries()) (await paper.save(at + 1, response)).is(200);
        (await paper.submit()).is(200);
        return paper;
    };
    const score = async (paper) => (await paper.result()).is(200).body.score;
    const notices = async (who, kind_) => (await who.read('/v1/notifications?limit=50')).items.filter((each) => each.kind === kind_);
    const markAt = (paper, position) => `/v1/marking/answers/${paper.id}/${position}/marks`;

    before(async () => {
        server = await startServer(kind);
        world = await examWorld(server, { trainees: 2 });
        ({ manager, trainees: [first, second] } = world);
        strangers = await institution(server, world.admin);
        choice = await question(manager, choiceQuestion());
        written = await question(manager, essayQuestion());
        exam = await openExam(manager, world.course.id, [choice, written]);
        papers = [await take(first, choosing(1), writing(essay)), await take(second, choosing(2), writing(reordered))];
    });
    after(() => server?.end());

    it('says what waits, to the institution alone', async () => {
        assert.equal((await manager.read('/v1/marking/waiting')).answers, 2);
        assert.equal((await strangers.read('/v1/marking/waiting')).answers, 0);
        const [listed] = (await manager.read('/v1/marking/exams')).items;
        assert.deepEqual([listed.title, listed.attemptCount, listed.answerCount, listed.waitingCount], ['기말시험', 2, 2, 2]);
        for (const path of [`/v1/marking/exams/${exam.id}`, `/v1/marking/exams/${exam.id}/items`, `/v1/marking/exams/${exam.id}/regrades`, `/v1/marking/answers/${papers[0].id}/2`]) (await strangers.get(path)).is(404);
        (await first.get(`/v1/marking/exams/${exam.id}`)).is(403);
    });

    it('hands answers out without names, takes points, and shows the trainee the comment', async () => {
        const { answer } = (await manager.post(`/v1/marking/exams/${exam.id}/next`, { questionId: written })).is(200).body;
        assert.deepEqual([answer.submissionId, answer.position, answer.traineeName, answer.mayMarkAs, answer.mostCriteriaHundredths], [papers[0].id, 2, null, 'FIRST', [1000]]);
        assert.ok(!JSON.stringify(answer).includes(first.who.name));
        const given = { pointsHundredths: 750, criteriaHundredths: [750], comment: '핵심을 잘 짚었습니다.' };
        (await manager.post(markAt(papers[0], 2), { ...given, criteriaHundredths: [700] })).is(422);
        (await manager.post(markAt(papers[0], 2), { ...given, pointsHundredths: 1001, criteriaHundredths: [] })).is(422);
        (await strangers.post(markAt(papers[0], 2), given)).is(404);
        (await manager.post(markAt(papers[0], 2), given, { headers: { 'if-match': '"0"' } })).is(200);
        assert.equal((await manager.post(markAt(papers[0], 2), { ...given, reason: '다시' }, { headers: { 'if-match': '"0"' } })).status, 412);
        assert.equal(await score(papers[0]), 88); // 10 and 7.5 of 20
        assert.deepEqual((await first.read(`/v1/marking/own/${papers[0].id}`)).items.map((each) => [each.position, each.comment]), [[2, '핵심을 잘 짚었습니다.']]);
        (await second.get(`/v1/marking/own/${papers[0].id}`)).is(404);
    });

    it('finds the essay that was copied in another order, tells the staff, and leaves it to them', async () => {
        const found = await until('the case is open', async () => (await manager.read('/v1/marking/copies?state=OPEN')).items[0], { seconds: 20 });
        assert.ok(found.likenessPercent >= 80, String(found.likenessPercent));
        assert.equal((await strangers.read('/v1/marking/copies')).items.length, 0);
        const told = await until('the manager is told', async () => (await notices(manager, 'COPIES_FOUND'))[0], { seconds: 10 });
        assert.equal(told.link, '/manage/marking/copies');
        assert.equal((await papers[1].result()).body.score, null);

        const shown = (await manager.get(`/v1/marking/copies/${found.id}`)).is(200);
        assert.deepEqual([shown.body.first.submissionId, shown.body.second.submissionId], papers.map((each) => each.id));
        assert.equal(shown.body.first.text.map((each) => each.text).join(''), essay);
        (await strangers.get(`/v1/marking/copies/${found.id}`)).is(404);
        const headers = { 'if-match': shown.etag };
        (await manager.post(`/v1/marking/copies/${found.id}/decisions`, { decision: 'COPIED', reason: '' }, { headers })).is(422);
        (await manager.post(`/v1/marking/copies/${found.id}/decisions`, { decision: 'COPIED', reason: '같은 문장을 순서만 바꾸었습니다.', zeroSecond: true }, { headers })).is(200);
        assert.equal((await manager.post(`/v1/marking/copies/${found.id}/decisions`, { decision: 'NOT_COPIED', reason: '아님' }, { headers })).status, 412);
        assert.equal(await score(papers[1]), 0);
        assert.equal((await manager.read('/v1/marking/waiting')).copyCases, 0);
    });

    it('regrades a wrong question: seen before, told after, undone by another', async () => {
        const [item] = (await manager.read(`/v1/marking/exams/${exam.id}/items`)).items;
        assert.deepEqual([item.difficulty, item.attemptCount, item.choices.map((each) => each.all)], [0.5, 2, [0, 1, 1, 0]]);
        const form = { questionVersionId: item.questionVersionId, kind: 'ACCEPT', choices: [2], accepted: [], numbers: [], reason: '20 km/h인 구역도 있습니다.' };
        const path = `/v1/marking/exams/${exam.id}/regrades`;
        (await strangers.post(path, form)).is(404);
        const seen = (await manager.post(`${path}/preview`, form)).is(200).body;
        assert.deepEqual([seen.attemptCount, seen.changedCount, seen.items[0].scoreBefore, seen.items[0].scoreAfter], [2, 1, 0, 50]);
        assert.equal(await score(papers[1]), 0);
        const { id } = (await manager.post(path, form)).is(201).body;
        assert.equal(await score(papers[1]), 50);
        assert.equal(await score(papers[0]), 88);
        const told = await until('the trainee is told', async () => (await notices(second, 'EXAM_SCORE_CHANGED'))[0], { seconds: 10 });
        assert.ok(told.body.includes('50') && told.body.includes('20 km/h'), told.body);
        assert.equal(told.link, `/learn/exams/${exam.id}/results/${papers[1].id}`);
        assert.equal((await notices(first, 'EXAM_SCORE_CHANGED')).length, 0);
        (await strangers.post(`/v1/marking/regrades/${id}/undo`, { reason: 'x' })).is(404);
        (await manager.post(`/v1/marking/regrades/${id}/undo`, { reason: '규정을 다시 확인했습니다.' })).is(204);
        assert.equal(await score(papers[1]), 0);
        assert.equal((await manager.post(`/v1/marking/regrades/${id}/undo`, { reason: 'x' })).body.code, 'undone');
        assert.deepEqual((await manager.read(path)).items.map((each) => [each.kind, each.mayUndo]), [['UNDO', false], ['ACCEPT', false]]);
    });
});
