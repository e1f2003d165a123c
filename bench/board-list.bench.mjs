// board-list: the first page of 20 of an offering's 500 questions, with author, answers, views and last answer, for an
// enrolled trainee. Beside it the bare statement of the page.
import assert from 'node:assert/strict';
import { bareStatement, benchmark, databases, load, memoryOf, round, startPostgres, startProduct, stopProcess, table } from './support.mjs';
import { addOffering, addTrainees, enroll, placesOf, sqlOf, tokensOf } from './trainees.mjs';

const posts = 500;
const goals = { SQLite: 100, PostgreSQL: 200 };

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres() : null;
        const name = server ? 'PostgreSQL' : 'SQLite';
        const product = await startProduct({ demo: true, database: server?.url });
        const sql = sqlOf(product, server);
        const { institution, company } = await placesOf(product);
        const trainees = addTrainees(sql, { company, count: 100 });
        const offering = addOffering(sql, { institution, company, lessons: 3, title: '지게차 안전' });
        enroll(sql, offering.id);
        const [[course]] = sql.rows(`SELECT course_id FROM course_provide WHERE id = ${offering.id}`);
        sql.run(`INSERT INTO course_board (institution_id, course_id, course_provide_id, user_id, type, title, content, words, pinned, anonymous, answered, views, comment_count, commented_at, version, created_at, updated_at)
            SELECT ${institution}, ${course}, ${offering.id}, ${trainees[0]} + n % 100, 'QNA', '질문 ' || n, '{"type":"doc"}', '', FALSE, FALSE, n % 2 = 0, n, 3, 0, 1, 0, 0 FROM ${sql.numbers(posts)}`);
        server?.analyze();

        const [token] = await tokensOf(product, sql, [trainees[0]]);
        const headers = { authorization: `Bearer ${token}` };
        const address = `${product.address}/board/v1/courses/${course}/QNA?limit=20`;
        const page = await (await fetch(address, { headers })).json();
        assert.deepEqual([page.total, page.items.length, page.items[0].title, page.items[0].commentCount], [posts, 20, `질문 ${posts}`, 3]);

        const pids = [product.child.pid, ...(server ? [server.pid] : [])];
        const ours = await load(address, pids, { headers, connections: 8 });
        rows.push([`a page of the board, ${name} (goal ≤ ${goals[name]} µs)`, round(ours.cpu), round(ours.perSecond, 0), round(ours.p50, 2), round(ours.p95, 2), round(ours.p99, 2), round(memoryOf(product.child.pid)), '1.00']);
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`,
            `SELECT b.id, b.type, b.title, b.user_id, u.name, b.pinned, b.answered, b.views, b.comment_count, b.commented_at, b.created_at
             FROM course_board b LEFT JOIN users u ON u.id = b.user_id
             WHERE b.course_provide_id = $1 AND b.type = 'QNA' AND (b.deleted_at IS NULL OR b.comment_count > 0) ORDER BY b.pinned DESC, b.id DESC LIMIT 20`,
            [offering.id], { each: 'transaction', count: 5000, server: server?.pid });
        rows.push([`  a bare statement of its 20 rows, ${name}`, round(bare.cpu), round(bare.perSecond, 0), round(bare.p50, 2), round(bare.p95, 2), round(bare.p99, 2), '', round(ours.cpu / bare.cpu, 2)]);
        await stopProcess(product.child);
    }
    table(`board-list: 20 of ${posts} posts, 8 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU µs/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'MiB', 'CPU ours ÷ this'], rows);
});
