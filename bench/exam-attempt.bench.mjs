// exam-attempt: whole attempts: begun, ten questions answered with three drafts each, handed in, marked. Every draft is on the
// disk before its answer. At the end everybody has the score that their answers come to.
import assert from 'node:assert/strict';
import { benchmark, cpuSeconds, databases, memoryOf, percentile, round, sorted, startPostgres, startProduct, stopProcess, table } from './support.mjs';
import { prepareExam, questions, requestOf } from './exams.mjs';
import { sendAlong } from './lines.mjs';

const people = Number(process.env.BENCH_TRAINEES ?? 600);
const connections = 64;
const drafts = 3;

/** What comes over the line for this step of everybody; `at` is the trainee's place on the line. */
async function step(product, everybody, requestsOf, heard) {
    const took = [];
    await Promise.all(Array.from({ length: connections }, (_, line) => {
        const here = everybody.filter((_each, at) => at % connections === line);
        const asked = here.flatMap((each) => requestsOf(each).map((request) => ({ each, request })));
        return sendAlong(product.port, asked.map(({ request }) => request), (at, milliseconds, answer) => {
            if (!/^HTTP\/1\.1 20[01]/.test(answer)) throw new Error(`it was refused: ${answer}`);
            took.push(milliseconds);
            heard?.(asked[at].each, JSON.parse(Buffer.from(answer.slice(answer.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8')));
        });
    }));
    return took;
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const { exam, offering, tokens } = await prepareExam(product, server, people);
        const everybody = tokens.map((token) => ({ token }));
        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const base = `/v1/exams/${exam}`;
        const measure = async (what, count, requestsOf, heard) => {
            const cpu = cpuSeconds(...pids);
            const begun = performance.now();
            const times = sorted(await step(product, everybody, requestsOf, heard));
            const used = cpuSeconds(...pids) - cpu;
            assert.equal(times.length, count * people);
            rows.push([`  ${what}, ${name}`, round(used / times.length * 1e6), round(times.length / ((performance.now() - begun) / 1000), 0), ...[50, 95, 99].map((p) => round(percentile(times, p), 2)), '']);
            return used;
        };
        const place = rows.length;
        const begun = await measure('begin', 1, ({ token }) => [requestOf(product, token, 'POST', `${base}/begin`, { courseProvideId: offering })], (each, paper) => { each.paper = paper; });
        const right = (question) => question.choices.findIndex(({ text }) => text === '10 km/h');
        const written = await measure('a draft', questions * drafts, ({ token, paper }) => paper.questions.flatMap((question) => Array.from({ length: drafts }, (_, n) => requestOf(product, token, 'PUT', `${base}/answers/${question.position}`,
            { submissionId: paper.submissionId, revision: n + 1, response: { choices: [n + 1 === drafts ? right(question) : n], text: null, number: null } }))));
        const ended = await measure('hand in and mark', 1, ({ token, paper }) => [requestOf(product, token, 'POST', `${base}/submit`, { submissionId: paper.submissionId })], (each, result) => { each.score = result.score; });
        assert.ok(everybody.every(({ score }) => score === 100), 'the last drafts are what was marked');
        rows.splice(place, 0, [`a whole attempt: begin, ${questions * drafts} drafts, hand in, ${name}`, round((begun + written + ended) / people * 1e6), '', '', '', '', round(memoryOf(product.child.pid))]);
        await stopProcess(product.child);
    }
    table(`exam-attempt: ${people} attempts of ${questions} questions over ${connections} connections, each step on the disk before its answer; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs each', 'each second', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB'], rows);
});
