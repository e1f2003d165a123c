// exam-start: everybody begins one exam in the same moment. A paper of ten questions is drawn of a hundred for each, shuffled,
// and on the disk before its answer. At the end there is exactly one open attempt for each trainee, no two papers alike in all.
import assert from 'node:assert/strict';
import { benchmark, cpuSeconds, databases, memoryOf, percentile, round, sorted, startPostgres, startProduct, stopProcess, table } from './support.mjs';
import { prepareExam, questions, requestOf } from './exams.mjs';
import { sendAlong } from './lines.mjs';

const people = Number(process.env.BENCH_TRAINEES ?? 3000);
const connections = 300;

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const { sql, exam, offering, tokens } = await prepareExam(product, server, people);
        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const took = [];
        let refused = 0;
        const cpu = cpuSeconds(...pids);
        const begun = performance.now();
        // Each browser has a connection of its own; here so many share one, each asking when the one before has its paper.
        await Promise.all(Array.from({ length: connections }, (_, line) => sendAlong(product.port,
            tokens.filter((_each, at) => at % connections === line).map((token) => requestOf(product, token, 'POST', `/v1/exams/${exam}/begin`, { courseProvideId: offering })),
            (_at, milliseconds, answer) => {
                if (!answer.startsWith('HTTP/1.1 201')) refused += 1;
                took.push(milliseconds);
            })));
        const seconds = (performance.now() - begun) / 1000;
        const used = (cpuSeconds(...pids) - cpu) / people * 1e6;
        assert.equal(took.length, people);
        const [[open, answers]] = sql.rows(`SELECT (SELECT COUNT(DISTINCT user_id) FROM exam_submission WHERE exam_id = ${exam} AND state = 'OPEN'), (SELECT COUNT(*) FROM exam_answer a JOIN exam_submission s ON s.id = a.submission_id WHERE s.exam_id = ${exam})`);
        assert.deepEqual([Number(open), Number(answers)], [people, people * questions], 'everybody has one paper of ten questions');
        const times = sorted(took);
        rows.push([`an attempt begun, ${name}`, round(used), round(people / seconds, 0), round(seconds, 2), ...[50, 95, 99].map((p) => round(percentile(times, p), 1)), refused, round(memoryOf(product.child.pid))]);
        await stopProcess(product.child);
    }
    table(`exam-start: ${people} trainees begin one exam over ${connections} connections (goal: within 10 s, p99 below 500 ms, none refused); CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/attempt', 'attempts/s', 'seconds in all', 'p50 ms', 'p95 ms', 'p99 ms', 'refused', 'MiB'], rows);
});
