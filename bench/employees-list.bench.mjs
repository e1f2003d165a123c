// employees-list: a company of 10,000 among others as large, as its supervisor looks at it: the first page, a page
// in the middle, the next letters typed into the search (all are found, one in
// ten, one, nobody), and a department. Over SQLite and PostgreSQL; beside it the bare statement of the same page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { bareStatement, benchmark, databases, load, memoryOf, round, signIn, startPostgres, startProduct, statementIn, stopProcess, table } from './support.mjs';

const employees = 10_000;

/** People in these companies, as they are once they accepted their invitations. Hashing their passwords would take an hour. */
function fill(product, server, companies) {
    const statements = companies.flatMap((company, at) => [
        `INSERT INTO users (username, name, email, role, company_id, confirmed, agreed_at, created_at, updated_at)
         SELECT 'b${at}.' || n, substr('김이박최정강조윤장임', n % 10 + 1, 1) || substr('민서지우하준도윤', n / 10 % 8 + 1, 1) || n, 'bench' || n || '@c${at}.example.kr', 'EMPLOYEE', ${company}, TRUE, 0, 0, 0 FROM numbers`,
        // As the code writes it for each.
        statementIn('src/identity/search_terms.cpp', 'insert').replace('u.id = $1 AND u.company_id IS NOT NULL', `u.username LIKE 'b${at}.%'`),
        `INSERT INTO affiliation (company_id, user_id, is_supervisor, state, since, department, created_at, updated_at)
         SELECT ${company}, id, FALSE, 'APPROVED', 0, 'team ' || (id % 50), 0, 0 FROM users WHERE username LIKE 'b${at}.%'`,
    ]).map((each) => each.replace('FROM numbers', server ? `FROM generate_series(1, ${employees}) n` : `FROM (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${employees}) SELECT n FROM s)`));
    if (server) {
        execFileSync('/usr/lib/postgresql/15/bin/psql', [server.url, '-q', ...statements.flatMap((each) => ['-c', each])], { stdio: ['ignore', 'ignore', 'inherit'] });
        server.analyze();
        return;
    }
    const database = new DatabaseSync(`${product.data}/ahimmoyak.db`);
    for (const each of statements) database.exec(each);
    database.close();
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres() : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const [supervisor, other] = [await signIn(product, 'supervisor1'), await signIn(product, 'supervisor2')];
        const companies = [];
        for (const each of [supervisor, other]) companies.push((await each.get('/auth/v1/info')).companyId);
        fill(product, server, companies);

        const path = (query) => `/v1/companies/employees?limit=20${query}`;
        const search = (text) => path(`&search=${encodeURIComponent(text)}`);
        let cursor = '';
        for (let i = 0; i < 50; i += 1) cursor = (await supervisor.get(`/v1/companies/employees?limit=100${cursor && `&cursor=${cursor}`}`)).nextCursor;
        assert.equal((await supervisor.get(search('bench4711@c0'))).items.length, 1);
        assert.equal((await supervisor.get(search('bench4711@c1'))).items.length, 0, 'nobody of another company is found');

        assert.equal((await supervisor.get(path('&department=team+7'))).items.length, 20);

        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        for (const [what, address] of [
            ['the first page', path('')], ['a page in the middle', path(`&cursor=${cursor}`)], ['search, all found', search('bench')], ['search, 1,000 found', search('김')],
            ['search, one found', search('bench4711@')], ['search, none found', search('nobody')], ['a department of 200', path('&department=team+7')],
        ]) {
            const ours = await load(product.address + address, pids, { headers: supervisor.headers, connections: 8 });
            rows.push([`${what}, ${name}`, round(ours.cpu), round(ours.perSecond, 0), round(ours.p50, 2), round(ours.p95, 2), round(ours.p99, 2), round(memoryOf(product.child.pid))]);
        }
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, statementIn('src/organisations/employees_list.cpp', 'by_name'),
            [companies[0], '', 0, 21], { each: 'transaction', count: 5_000, server: server?.pid });
        rows.push([`  the bare statement of the first page, ${name}`, round(bare.cpu), round(bare.perSecond, 0), round(bare.p50, 2), round(bare.p95, 2), round(bare.p99, 2), '']);
        await stopProcess(product.child);
    }
    table(`employees-list: 20 of ${employees} people of a company, 8 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB'], rows);
});
