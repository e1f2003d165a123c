// heartbeats: trainees with a lesson open send signed heartbeats, one with each request: what was played, what it earned
// and the day's sum in one transaction, on the disk before the answer. Before it measures it asserts that what was answered is
// in the database; at the end the server is killed (kill -9) under that load, and every acknowledged second must be there.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { bareStatement, benchmark, cpuSeconds, databases, memoryOf, percentile, round, sorted, startPostgres, startProduct, statementIn, stopProcess, table } from './support.mjs';
import { sendAlong } from './lines.mjs';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const people = Number(process.env.BENCH_TRAINEES ?? 600);
const connections = 64;
const goal = 10_000;
const beatMs = 10_000;

/** The n-th heartbeat (from 1) of an open viewing: ten seconds played, and every tenth time a jump before them. */
function heartbeat(product, { token, viewing }, n) {
    const from = (n - 1) * beatMs + Math.floor(n / 10) * 5_000;
    const [elapsed, to] = [n * beatMs, from + beatMs];
    const signature = createHmac('sha256', viewing.key).update([viewing.id, n, elapsed, from, to, 100, 1].join('.')).digest('base64url');
    const body = JSON.stringify({ beats: [{ counter: n, elapsedMs: elapsed, fromMs: from, toMs: to, ratePercent: 100, visible: true, signature }], positionSeconds: to / 1000 });
    return Buffer.from(`POST /v1/learning/viewings/${viewing.id}/heartbeats HTTP/1.1\r\nHost: 127.0.0.1:${product.port}\r\nAuthorization: Bearer ${token}\r\n`
        + `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

/** Everybody sends the heartbeats `from` to `to` over so many connections; what they were told they have is noted. */
async function study(product, trainees, from, to, { after = () => {} } = {}) {
    const lines = Array.from({ length: connections }, (_, line) => {
        const here = trainees.filter((_each, at) => at % connections === line);
        const order = [];
        for (let n = from; n <= to; n += 1) for (const each of here) order.push(each);
        return { order, requests: order.map((each, at) => heartbeat(product, each, from + Math.floor(at / here.length))) };
    }).filter((line) => line.order.length > 0);
    const took = [];
    const pids = [product.child.pid, ...(product.server ? [product.server.pid] : [])];
    const cpu = cpuSeconds(...pids);
    const begun = performance.now();
    await Promise.all(lines.map(({ order, requests }) => sendAlong(product.port, requests, (at, milliseconds, answer) => {
        if (!answer.startsWith('HTTP/1.1 200') || !answer.includes('"refused":[]')) throw new Error(`a heartbeat was not taken: ${answer}`);
        order[at].told = Number(/"creditedSeconds":(\d+)/.exec(answer)[1]);
        took.push(milliseconds);
        after(took.length);
    })));
    return { count: took.length, seconds: (performance.now() - begun) / 1000, cpu: (cpuSeconds(...pids) - cpu) / took.length * 1e6, times: sorted(took) };
}

/** What the database has for each trainee, in seconds; the lessons and the days must say the same. */
function kept(sql, trainees) {
    const has = new Map(sql.rows(`SELECT v.id, h.credited_ms, d.credited_ms, v.credited_ms FROM learning_viewing v
        JOIN contents_history h ON h.enrollment_id = v.enrollment_id AND h.content_id = v.content_id
        JOIN (SELECT enrollment_id, SUM(credited_ms) AS credited_ms FROM learning_day GROUP BY enrollment_id) d ON d.enrollment_id = v.enrollment_id`)
        .map((row) => row.map(Number)).map(([viewing, ...sums]) => {
            assert.equal(new Set(sums).size, 1, 'lesson, day and viewing have the same');
            return [viewing, sums[0] / 1000];
        }));
    return trainees.map((each) => has.get(each.viewing.id) ?? 0);
}

async function prepare(product, sql) {
    const { institution, company } = await placesOf(product);
    const offering = addOffering(sql, { institution, company, lessons: 60, title: '지게차 안전' });
    const users = addTrainees(sql, { company, count: people });
    enroll(sql, offering.id);
    const tokens = await tokensOf(product, sql, users);
    const trainees = [];
    for (const token of tokens) {
        const answer = await fetch(`${product.address}/v1/learning/contents/${offering.lessons[0]}/viewings`,
            { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ courseProvideId: offering.id }) });
        assert.equal(answer.status, 201, 'the lesson is open');
        trainees.push({ token, viewing: await answer.json(), told: 0 });
    }
    // They have had it open for a quarter of an hour, so that ten minutes of it can be told at once.
    sql.run('UPDATE learning_viewing SET opened_at = opened_at - 900000');
    product.server?.analyze();
    return { trainees, lesson: offering.lessons[0] };
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = { ...await startProduct({ demo: true, database: server?.url }), server };
        const sql = sqlOf(product, server);
        const { trainees, lesson } = await prepare(product, sql);

        await study(product, trainees, 1, 1);
        assert.deepEqual(kept(sql, trainees), trainees.map(() => 10), 'what was answered is in the database');
        server?.analyze();
        await study(product, trainees, 2, 5);
        const ours = await study(product, trainees, 6, 45);
        assert.equal(ours.count, 40 * people);
        assert.deepEqual(kept(sql, trainees), trainees.map((each) => each.told));
        const memory = memoryOf(product.child.pid);

        const killed = await study(product, trainees, 46, 60, { after: (count) => { if (count === 3 * people) product.child.kill('SIGKILL'); } });
        assert.ok(killed.count < 15 * people, 'it was killed under the load');
        await stopProcess(product.child);
        const again = await startProduct({ data: product.data, database: server?.url });
        const lost = kept(sql, trainees).filter((seconds, at) => seconds < trainees[at].told).length;
        assert.equal(lost, 0, 'every acknowledged second is there after kill -9');
        await stopProcess(again.child);

        const [[enrollment, coverage]] = sql.rows(`SELECT enrollment_id, coverage FROM contents_history WHERE content_id = ${lesson} ORDER BY enrollment_id DESC LIMIT 1`);
        // SQLite writes nothing when a row stays as it is.
        const changing = statementIn('src/learning/viewings.cpp', 'update_lesson').replace('updated_at = $6', 'updated_at = updated_at + $6');
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, changing,
            [470, 450_000, 470_000, 450_000, coverage, 1, enrollment, lesson], { each: 'commit', count: 2000, server: server?.pid });
        rows.push([`a heartbeat, ${name} (goal ≥ ${goal} for each CPU second)`, round(ours.cpu), round(1e6 / ours.cpu, 0), round(ours.count / ours.seconds, 0), ...[50, 95, 99].map((p) => round(percentile(ours.times, p), 2)), round(memory), lost, '1.00'],
            [`  the bare UPDATE of a lesson, a commit each, 1 connection, ${name}`, round(bare.cpu), round(1e6 / bare.cpu, 0), round(bare.perSecond, 0), round(bare.p50, 2), round(bare.p95, 2), round(bare.p99, 2), '', '', round(ours.cpu / bare.cpu, 2)]);
    }
    table(`heartbeats: ${people} trainees over ${connections} connections, ${40 * people} heartbeats, each on the disk before its answer; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/heartbeat', 'for each CPU second', 'heartbeats/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'lost at kill -9', 'CPU ours ÷ this'], rows);
});
