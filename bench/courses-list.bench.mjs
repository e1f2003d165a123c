// courses-list: a trainee's courses and where to go on: 20 courses of 60 lessons, half of which they have begun, among
// 100 trainees like them. Beside it the bare statement that reads the lessons.
import assert from 'node:assert/strict';
import { bareStatement, benchmark, databases, load, memoryOf, round, startPostgres, startProduct, statementIn, stopProcess, table } from './support.mjs';
import { addOffering, addTrainees, enroll, fillHistory, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const courses = 20;
const lessons = 60;

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres() : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const sql = sqlOf(product, server);
        const { institution, company } = await placesOf(product);
        const [one, ...others] = addTrainees(sql, { company, count: 100 });
        const offerings = Array.from({ length: courses }, (_, at) => addOffering(sql, { institution, company, lessons, title: `지게차 안전 ${at + 1}` }).id);
        for (const each of offerings) enroll(sql, each);
        fillHistory(sql, lessons / 2);
        server?.analyze();
        assert.equal(others.length, 99);

        const [token] = await tokensOf(product, sql, [one]);
        const headers = { authorization: `Bearer ${token}` };
        const address = `${product.address}/v1/courses/courseList?limit=${courses}`;
        const { items } = await (await fetch(address, { headers })).json();
        assert.deepEqual(items.map((each) => [each.contentCount, each.startedCount, each.progressPercent]), offerings.map(() => [lessons, lessons / 2, 50]));

        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const ours = await load(address, pids, { headers, connections: 8 });
        rows.push([`the list, ${name}`, round(ours.cpu), round(ours.perSecond, 0), round(ours.p50, 2), round(ours.p95, 2), round(ours.p99, 2), round(memoryOf(product.child.pid)), '1.00']);
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/learning/records.cpp', 'lessons_of_courses'),
            [one, offerings[0], offerings.at(-1)], { each: 'transaction', count: 500, server: server?.pid });
        rows.push([`  the bare statement of the ${courses * lessons} lessons, ${name}`, round(bare.cpu), round(bare.perSecond, 0), round(bare.p50, 2), round(bare.p95, 2), round(bare.p99, 2), '', round(ours.cpu / bare.cpu, 2)]);
        await stopProcess(product.child);
    }
    table(`courses-list: ${courses} courses of ${lessons} lessons, 8 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'CPU ours ÷ this'], rows);
});
