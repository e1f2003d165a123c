// quiz-burst: a quiz is launched and 5,000 trainees answer within two seconds, each on a connection of their own; a tenth of them send
// their answer twice, as two tabs or a page that lost its line do. It asserts that each of them is counted exactly once.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crowd, startLecture } from './lecture.mjs';
import { requestOf } from './exams.mjs';
import { bareStatement, benchmark, cpuSeconds, databases, memoryOf, round, startPostgres, startProduct, stopProcess, table, temporaryFolder } from './support.mjs';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const people = Number(process.env.BENCH_TRAINEES ?? 5000);
const options = 4;
const burst = 2000;

async function answerAll(product, tokens, quiz) {
    const file = join(temporaryFolder(), 'answers');
    const pieces = [];
    tokens.forEach((token, n) => {
        const bytes = requestOf(product, token, 'POST', `/v1/quizzes/${quiz}/answers`, { option: n % options + 1 });
        const when = Math.floor(Math.random() * burst);
        const send = (at) => pieces.push(Buffer.from(`${at} ${bytes.length}\n`), bytes);
        send(when);
        if (n % 10 === 0) send(when + 5);
    });
    writeFileSync(file, Buffer.concat(pieces));
    const pids = [product.child.pid, ...(product.server ? [product.server.pid] : [])];
    const crowd = new Crowd('requests', product.port, file);
    await crowd.line('begin');
    const cpu = cpuSeconds(...pids);
    await crowd.line('end');
    const used = cpuSeconds(...pids) - cpu;
    return { ...await crowd.line(), cpu: used };
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = { ...await startProduct({ demo: true, database: server?.url }), server };
        const sql = sqlOf(product, server);
        const { manager, institution, company } = await placesOf(product);
        const offering = addOffering(sql, { institution, company, lessons: 1, title: '퀴즈' });
        const users = addTrainees(sql, { company, count: people });
        enroll(sql, offering.id);
        const tokens = await tokensOf(product, sql, users);
        server?.analyze();
        const lecture = await startLecture(product, offering.id, tokens[0]);
        const quiz = await manager.post(`/v1/live/${lecture.id}/quizzes`, { question: '지게차의 제한 속도는?', options: ['5 km/h', '10 km/h', '20 km/h', '30 km/h'], answer: 2 });
        await manager.post(`/v1/quizzes/${quiz.id}/launch`);
        const got = await answerAll(product, tokens, quiz.id);
        assert.deepEqual(Object.keys(got.statuses), ['201'], 'nobody is refused');
        const results = await manager.get(`/v1/quizzes/${quiz.id}/results`);
        assert.deepEqual([results.total, results.answers.length, new Set(results.answers.map((each) => each.userId)).size], [people, people, people], 'each exactly once');
        assert.deepEqual(results.options.map((each) => each.count), Array.from({ length: options }, (_, n) => tokens.filter((_each, at) => at % options === n).length), 'each with what was chosen');
        const memory = memoryOf(product.child.pid);
        await stopProcess(product.child);
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, 'UPDATE live_quiz_answer SET answered_at = answered_at + 1 WHERE quiz_id = $1 AND user_id = $2',
            [quiz.id, users[0]], { each: 'commit', count: 1000, server: server?.pid });
        const cpu = got.cpu / got.took.count * 1e6;
        rows.push([`${people} trainees, ${got.took.count} answers, ${name}`, round(cpu), round(got.took.count / got.seconds, 0), round(got.seconds, 2), ...['p50', 'p95', 'p99', 'max'].map((each) => round(got.took[each])), 0, 0, round(memory), '1.00'],
            [`  the bare UPDATE of an answer, a commit each, ${name}`, round(bare.cpu), round(bare.perSecond, 0), '', round(bare.p50, 2), round(bare.p95, 2), round(bare.p99, 2), '', '', '', '', round(cpu / bare.cpu, 2)]);
    }
    table(`quiz-burst: due within ${burst / 1000} s, each on the disk before its answer; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/answer', 'answers/s', 's in all', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'lost', 'twice', 'MiB', 'CPU ours ÷ this'], rows);
});
