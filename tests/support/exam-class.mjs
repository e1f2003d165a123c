import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { choiceQuestion, choosing, examWorld, openExam, Paper, question } from './exams.mjs';
import { until } from './until.mjs';

/**
 * A class takes an exam; when so many drafts were acknowledged, the server is killed for longer than an outage and
 * started again. Every acknowledged answer has to be there, the lost time given back, and everybody hands in.
 * `beside` are others of the class who take the exam in their own way: how `many`, what they do when it `begins`, during
 * the `outage`, and when the server `isBack`.
 */
export async function sitThrough(server, { trainees: how, questions: many, drafts, outageSeconds = 6, beside }) {
    const world = await examWorld(server, { trainees: how + (beside?.many ?? 0) });
    const others = world.trainees.splice(how);
    const bank = [];
    for (let i = 0; i < many; i += 1) bank.push(await question(world.manager, choiceQuestion(`물음 ${i + 1}`)));
    const exam = await openExam(world.manager, world.course.id, bank, { timeLimitMinutes: 60, resultsShown: 'ANSWERS_AT_ONCE' });
    await beside?.begins({ trainees: others, exam, offering: world.offering });
    const papers = await Promise.all(world.trainees.map((each) => Paper.begin(each, exam.id)));
    const kept = papers.map(() => new Map());
    let acknowledged = 0;
    let stopped = false;
    const write = async (paper, said, seed) => {
        for (let round = 1; !stopped; round += 1) {
            const position = 1 + ((round + seed) % many);
            const choice = (round * 7 + seed) % 4;
            try {
                const { body } = (await paper.save(position, choosing(choice), round)).is(200);
                if (body.kept) said.set(position, { choice, revision: round });
                acknowledged += 1;
            } catch (error) {
                if (!stopped) throw error;
            }
            await sleep(5);
        }
    };
    const writing = papers.map((paper, which) => write(paper, kept[which], which));
    await until(`${drafts} drafts are acknowledged`, () => acknowledged >= drafts, { seconds: 60 });
    stopped = true;
    await server.kill();
    await Promise.all(writing);
    await Promise.all([sleep(outageSeconds * 1_000), beside?.outage()]);
    await server.start({ samePorts: true });

    // The first thing that a server does is to give the time back.
    await until('the lost time is given back', async () => (await papers[0].open()).body?.givenBackSeconds >= outageSeconds - 2, { seconds: 10, every: 100 });
    await beside?.isBack();
    const done = [];
    for (const [which, paper] of papers.entries()) {
        const open = (await paper.open()).is(200).body;
        assert.equal(open.submissionId, paper.id);
        assert.ok(Date.parse(open.deadlineAt) - Date.parse(paper.paper.deadlineAt) >= (outageSeconds - 2) * 1_000, 'the end is put off');
        for (const [position, { choice, revision }] of kept[which]) {
            const found = open.questions[position - 1];
            assert.ok(found.revision >= revision, `question ${position} has revision ${found.revision} of ${revision}`);
            if (found.revision === revision) assert.deepEqual(found.response.choices, [choice]);
        }
        for (let position = 1; position <= many; position += 1) (await paper.save(position, choosing(1), 1_000_000)).is(200);
        const result = (await paper.submit()).is(200).body;
        assert.equal(result.score, 100);
        done.push({ paper, result });
    }
    return { papers: done, acknowledged, world, exam };
}
