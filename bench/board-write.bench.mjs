// board-write: 1,000 trainees ask (each no oftener than the limit allows), from 64 connections: the post and its event in one transaction, on the disk before the
// answer; the notices that the event brings are written at the same time and counted. Beside it the bare INSERT of the
// same row, a commit each, on one connection.
import assert from 'node:assert/strict';
import { bareStatement, benchmark, cpuSeconds, databases, memoryOf, percentile, round, sorted, startPostgres, startProduct, statementIn, stopProcess, table } from './support.mjs';
import { sendAlong } from './lines.mjs';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const connections = 64;
const people = 1_000;
const [warmUp, measured] = [2, 16]; // questions of each

/** Everybody writes so many questions over all connections. */
async function ask(product, server, requests, each) {
    const times = [];
    const pids = [product.child.pid, ...(server ? [server.pid] : [])];
    const before = cpuSeconds(...pids);
    const begun = performance.now();
    await Promise.all(Array.from({ length: connections }, (_, line) => {
        const here = requests.filter((_request, at) => at % connections === line);
        const all = Array.from({ length: each }, () => here).flat();
        return sendAlong(product.port, all, (at, milliseconds, answer) => {
            if (!answer.startsWith('HTTP/1.1 201')) throw new Error(`a question was not taken: ${answer}`);
            times.push(milliseconds);
        });
    }));
    const took = (performance.now() - begun) / 1000;
    const ordered = sorted(times);
    return { requests: times.length, cpu: (cpuSeconds(...pids) - before) / times.length * 1e6, perSecond: times.length / took, p50: percentile(ordered, 50), p95: percentile(ordered, 95), p99: percentile(ordered, 99) };
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const sql = sqlOf(product, server);
        const { institution, company } = await placesOf(product);
        const trainees = addTrainees(sql, { company, count: people });
        const [trainee] = trainees;
        const offering = addOffering(sql, { institution, company, lessons: 3, title: '지게차 안전' });
        enroll(sql, offering.id);
        server?.analyze();
        const tokens = await tokensOf(product, sql, trainees);
        const content = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '안전벨트는 언제부터 매야 합니까? 실습장에서도 매야 합니까?' }] }] };
        const body = JSON.stringify({ type: 'QNA', courseProvideId: offering.id, title: '안전벨트', content });
        const requests = tokens.map((token) => Buffer.from(`POST /board/v1/courses HTTP/1.1\r\nHost: 127.0.0.1:${product.port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`));
        await ask(product, server, requests, warmUp);
        const ours = await ask(product, server, requests, measured);
        const memory = memoryOf(product.child.pid);
        const [[kept]] = sql.rows(`SELECT COUNT(*) FROM course_board WHERE course_provide_id = ${offering.id}`);
        assert.equal(Number(kept), people * (warmUp + measured), 'every post that was answered is there');
        const [[course]] = sql.rows(`SELECT course_id FROM course_provide WHERE id = ${offering.id}`);
        await stopProcess(product.child);

        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/boards/posts.cpp', 'insert_post'),
            [institution, course, offering.id, trainee, 'QNA', '안전벨트', JSON.stringify(content), '안전벨트는 언제부터 매야 합니까?', 0, 0, Date.now()], { each: 'commit', count: 2000, server: server?.pid });
        const line = (what, got, mib) => [what, round(got.cpu), round(got.perSecond, 0), round(got.p50, 2), round(got.p95, 2), round(got.p99, 2), mib, round(ours.cpu / got.cpu, 2), round(ours.perSecond / got.perSecond, 2)];
        rows.push(line(`a question with its event, ${name}`, ours, round(memory)), line(`  the bare INSERT, a commit each, 1 connection, ${name}`, bare, ''));
    }
    table(`board-write: POST /board/v1/courses, ${connections} connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/write', 'writes/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'CPU ours ÷ this', 'writes/s ours ÷ this'], rows);
});
