// progress: how the trainees of an offering get on, as its institution sees it: 1,000 of them, 60 lessons, half of which
// everybody has begun. One answer of all trainees; beside it the bare statement that reads what they have begun.
import assert from 'node:assert/strict';
import { bareStatement, benchmark, databases, load, memoryOf, round, startPostgres, startProduct, statementIn, stopProcess, table } from './support.mjs';
import { addOffering, addTrainees, enroll, fillHistory, placesOf, sqlOf } from './trainees.mjs';

const people = 1000;
const lessons = 60;

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres() : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const sql = sqlOf(product, server);
        const { manager, institution, company } = await placesOf(product);
        const offering = addOffering(sql, { institution, company, lessons, title: '지게차 안전' });
        addTrainees(sql, { company, count: people });
        enroll(sql, offering.id);
        fillHistory(sql, lessons / 2);
        server?.analyze();

        const path = `/v1/learning/offerings/${offering.id}/progress`;
        const shown = await manager.get(path);
        assert.equal(shown.trainees.length, people);
        assert.ok(shown.trainees.every((each) => each.creditedSeconds === 3600 * lessons / 2 && each.progressPercent === 50), 'half of it is credited');

        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const ours = await load(product.address + path, pids, { headers: manager.headers, connections: 2, seconds: 10 });
        rows.push([`the progress of all, ${name}`, round(ours.cpu / 1000, 2), round(ours.perSecond, 1), round(ours.p50, 1), round(ours.p95, 1), round(ours.p99, 1), round(ours.bytes / ours.requests / 1024, 0), round(memoryOf(product.child.pid)), '1.00']);
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/learning/offering_progress.cpp', 'begun_lessons'),
            [offering.id], { each: 'transaction', count: 100, server: server?.pid });
        rows.push([`  the bare statement of the ${people * lessons / 2} lessons, ${name}`, round(bare.cpu / 1000, 2), round(bare.perSecond, 1), round(bare.p50, 1), round(bare.p95, 1), round(bare.p99, 1), '', '', round(ours.cpu / bare.cpu, 2)]);
        await stopProcess(product.child);
    }
    table(`progress: ${people} trainees, ${lessons} lessons, ${people * lessons / 2} begun, 2 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU ms/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'KiB', 'MiB', 'CPU ours ÷ this'], rows);
});
