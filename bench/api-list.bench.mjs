// api-list: the manager's list of 20 out of 500 offering requests with the names of course and
// company, over SQLite and PostgreSQL. The token can be revoked and the role is checked on every
// request. Beside it: nginx sending the same bytes from a file, and the bare statement of the list.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareStatement, benchmark, databases, load, memoryOf, round, signIn, startNginx, startPostgres, startProduct, statementIn, stopProcess, table, today } from './support.mjs';

const path = '/v1/institutions?limit=20';
const requests = 500;
const firstPage = '9223372036854775807'; // before every id

async function fill(product) {
    const supervisor = await signIn(product, 'supervisor1');
    const manager = await signIn(product, 'manager1');
    const { institutionId } = await manager.get('/auth/v1/info');
    const { items } = await supervisor.get('/v1/catalog/courses?limit=100');
    const own = items.filter((each) => each.institutionId === institutionId);
    const wish = (course) => ({ courseId: course.id, beginDate: today(), endDate: today(), attendeeCount: 10, deposit: 100000 });
    let there = 0;
    for (let cursor = ''; ;) {
        const page = await manager.get(`/v1/institutions?limit=100${cursor && `&cursor=${cursor}`}`);
        there += page.items.length;
        if (!(cursor = page.nextCursor ?? '')) break;
    }
    for (; there < requests; ++there) await supervisor.post('/v1/companies/courseProvides', { ...wish(own[there % own.length]), deposit: there });
    return { supervisor, manager, institutionId, wish: wish(own[0]) };
}

/** What is fast because it is remembered must not be wrong for it. */
async function correctAtOnce(product, { supervisor, manager, wish }) {
    for (let i = 0; i < 20; ++i) {
        const made = await supervisor.post('/v1/companies/courseProvides', wish);
        const { items } = await manager.get(path);
        assert.equal(items[0].id, made.id, 'the very next read shows what was written');
        await supervisor.post(`/v1/companies/courseProvides/${made.id}/cancel`);
        assert.equal((await manager.get(path)).items[0].state, 'CANCELED', 'and its change');
    }
    const leaver = await signIn(product, 'manager1');
    await leaver.get(path);
    await leaver.post('/auth/v1/signout');
    assert.equal((await fetch(product.address + path, { headers: leaver.headers })).status, 401, 'a revoked token is refused at once');
    assert.equal((await fetch(product.address + path, { headers: supervisor.headers })).status, 403, 'and so is another role');
}

await benchmark(async () => {
    const rows = [];
    let bytes = 0;
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres() : null;
        const [name, goal] = server ? ['PostgreSQL', 200] : ['SQLite', 100];
        const product = await startProduct({ demo: true, database: server?.url });
        const filled = await fill(product);
        await correctAtOnce(product, filled);
        server?.analyze();
        const answer = await fetch(product.address + path, { headers: filled.manager.headers });
        const body = Buffer.from(await answer.arrayBuffer());
        assert.equal(JSON.parse(body).items.length, 20);
        bytes = body.length;

        const ours = await load(product.address + path, [product.child.pid, ...(server ? [server.pid] : [])], { headers: filled.manager.headers });
        const nginx = await startNginx();
        writeFileSync(join(nginx.folder, 'list.json'), body);
        const file = await load(`${nginx.address}/list.json`, [nginx.child.pid]);
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/offerings/records.cpp', 'page_of_institution'),
            [filled.institutionId, firstPage, 21], { each: 'transaction', count: 20_000, server: server?.pid });
        const line = (what, got, memory) => [what, round(got.cpu), round(got.perSecond, 0), round(got.p50, 2), round(got.p95, 2), round(got.p99, 2), memory, round(ours.cpu / got.cpu, 2)];
        rows.push(line(`the list over ${name} (goal ≤ ${goal} µs)`, ours, round(memoryOf(product.child.pid))),
            line('  nginx, the same bytes from a file', file, round(memoryOf(nginx.child.pid))), line(`  the bare statement, ${name}`, bare, ''));
        await stopProcess(nginx.child);
        await stopProcess(product.child);
    }
    table(`api-list: 20 of ${requests} offering requests, ${bytes} bytes, 32 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'ours ÷ this'], rows);
});
