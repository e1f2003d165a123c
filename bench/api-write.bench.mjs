// api-write: a company's request for a course from 64 connections: the row, its first line of history
// and its outbox event in one transaction, on the disk before the answer (SQLite: synchronous=FULL,
// waiting transactions share a commit; PostgreSQL: fsync on, SERIALIZABLE). What the events cause
// (notifications) is done at the same time and counted. Beside it: the bare INSERT of the same row,
// a commit each, on one connection.
import assert from 'node:assert/strict';
import { bareStatement, benchmark, databases, load, memoryOf, round, signIn, startPostgres, startProduct, statementIn, stopProcess, table, today } from './support.mjs';

const connections = 64;
const goal = 5000;

async function count(manager) {
    let all = 0;
    for (let cursor = ''; ;) {
        const page = await manager.get(`/v1/institutions?limit=100${cursor && `&cursor=${cursor}`}`);
        all += page.items.length;
        if (!(cursor = page.nextCursor ?? '')) return all;
    }
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const supervisor = await signIn(product, 'supervisor1');
        const manager = await signIn(product, 'manager1');
        const { institutionId } = await manager.get('/auth/v1/info');
        const { companyId } = await supervisor.get('/auth/v1/info');
        const course = (await supervisor.get('/v1/catalog/courses?limit=100')).items.find((each) => each.institutionId === institutionId);
        const wish = { courseId: course.id, beginDate: today(), endDate: today(), attendeeCount: 10, deposit: '#number' };

        const before = await count(manager);
        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const ours = await load(`${product.address}/v1/companies/courseProvides`, pids,
            { connections, method: 'POST', body: JSON.stringify(wish), headers: { ...supervisor.headers, 'content-type': 'application/json' } });
        const memory = memoryOf(product.child.pid);
        assert.ok(await count(manager) - before >= ours.requests, 'every request that was answered left its row');
        await stopProcess(product.child);

        const now = Date.now();
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/offerings/records.cpp', 'insert_offering'),
            [institutionId, companyId, course.id, wish.beginDate, wish.endDate, wish.attendeeCount, 100000, 'null', 'null', now], { each: 'commit', count: 2000, server: server?.pid });
        const line = (what, got, mib) => [what, round(got.cpu), round(got.perSecond, 0), round(got.p50, 2), round(got.p95, 2), round(got.p99, 2), mib, round(ours.cpu / got.cpu, 2), round(ours.perSecond / got.perSecond, 2)];
        rows.push(line(`request + history + event, ${name}${server ? '' : ` (goal ≥ ${goal}/s)`}`, ours, round(memory)),
            line(`  the bare INSERT, a commit each, 1 connection, ${name}`, bare, ''));
    }
    table(`api-write: POST /v1/companies/courseProvides, ${connections} connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/write', 'writes/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'CPU ours ÷ this', 'writes/s ours ÷ this'], rows);
});
