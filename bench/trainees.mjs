// Trainees, courses and sessions by SQL, as they are once everybody has been registered: by way of the pages it would
// take an hour, most of it for hashing passwords.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { signIn } from './support.mjs';

/** Statements on the product's database; rows come as arrays of texts and numbers. */
export function sqlOf(product, server) {
    const psql = (text) => execFileSync('/usr/lib/postgresql/15/bin/psql', [server.url, '-Atqv', 'ON_ERROR_STOP=1', '-F', '\t'], { input: text, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'] });
    if (server) return { run: psql, rows: (text) => psql(text).split('\n').filter(Boolean).map((line) => line.split('\t')), numbers: (count) => `generate_series(1, ${count}) n` };
    const opened = (use) => {
        const database = new DatabaseSync(`${product.data}/ahimmoyak.db`);
        database.exec('PRAGMA busy_timeout = 10000');
        try { return use(database); } finally { database.close(); }
    };
    return {
        run: (text) => opened((database) => database.exec(text)),
        rows: (text) => opened((database) => database.prepare(text).all().map((row) => Object.values(row))),
        numbers: (count) => `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${count}) SELECT n FROM s)`,
    };
}

const dayFromNow = (days) => new Date(Date.now() + 9 * 3600e3 + days * 86400e3).toISOString().slice(0, 10);

/** An offering that runs, of a course with so many lessons of an hour: its id and those of the lessons. */
export function addOffering(sql, { institution, company, lessons, title }) {
    const [[course]] = sql.rows(`INSERT INTO course (institution_id, title, introduction, instructor, state, version, created_at, updated_at)
        VALUES (${institution}, '${title}', '한 시간이면 됩니다.', '이강사', 'AVAILABLE', 1, 0, 0) RETURNING id`);
    const [[chapter]] = sql.rows(`INSERT INTO curriculum (course_id, title, idx, created_at, updated_at) VALUES (${course}, '1장', 1, 0, 0) RETURNING id`);
    sql.run(`INSERT INTO contents (course_id, curriculum_id, title, type, idx, time_amount, created_at, updated_at)
        SELECT ${course}, ${chapter}, '차시 ' || n, 'VIDEO', n, 3600, 0, 0 FROM ${sql.numbers(lessons)}`);
    const [[offering]] = sql.rows(`INSERT INTO course_provide (institution_id, company_id, course_id, begin_date, end_date, state, attendee_count, deposit, created_at, updated_at)
        VALUES (${institution}, ${company}, ${course}, '${dayFromNow(-1)}', '${dayFromNow(30)}', 'ONGOING', 1000, 0, 0, 0) RETURNING id`);
    return { id: Number(offering), lessons: sql.rows(`SELECT id FROM contents WHERE course_id = ${course} ORDER BY idx`).map(([id]) => Number(id)) };
}

/** People of a company: their ids. */
export function addTrainees(sql, { company, count }) {
    sql.run(`INSERT INTO users (username, name, email, role, company_id, confirmed, agreed_at, created_at, updated_at)
        SELECT 'study.' || n, '이수강' || n, 'study' || n || '@c.example.kr', 'EMPLOYEE', ${company}, TRUE, 0, 0, 0 FROM ${sql.numbers(count)}`);
    sql.run(`INSERT INTO affiliation (company_id, user_id, is_supervisor, state, since, created_at, updated_at)
        SELECT ${company}, id, FALSE, 'APPROVED', 0, 0, 0 FROM users WHERE username LIKE 'study.%'`);
    return sql.rows("SELECT id FROM users WHERE username LIKE 'study.%' ORDER BY id").map(([id]) => Number(id));
}

export function enroll(sql, offering) {
    sql.run(`INSERT INTO enrollment (user_id, course_provide_id, state, created_at, updated_at)
        SELECT id, ${offering}, 'REGISTERED', 0, 0 FROM users WHERE username LIKE 'study.%'`);
}

/** Access tokens for these people: a session's refresh token is known, so the server makes them without a password. */
export async function tokensOf(product, sql, users) {
    const secret = (user) => `bench-${user}`;
    const until = Date.now() + 3600e3;
    const values = (of) => users.map(of).join(',');
    sql.run(`INSERT INTO session (user_id, address, agent, seen_at, expires_at, ends_at, created_at, updated_at)
        VALUES ${values((user) => `(${user}, '127.0.0.1', 'bench', ${Date.now()}, ${until}, ${until}, 0, 0)`)}`);
    const sessions = new Map(sql.rows("SELECT user_id, id FROM session WHERE agent = 'bench'").map((row) => row.map(Number)));
    sql.run(`INSERT INTO refresh_token (hash, session_id, created_at, updated_at)
        VALUES ${values((user) => `('${createHash('sha256').update(secret(user)).digest('hex')}', ${sessions.get(user)}, 0, 0)`)}`);
    const tokens = [];
    for (const user of users) {
        const answer = await fetch(`${product.address}/auth/refresh`, { method: 'POST', headers: { cookie: `refresh_token=${secret(user)}` } });
        assert.equal(answer.status, 200, await answer.text());
        tokens.push(answer.headers.getSetCookie().map((each) => /^access_token=([^;]+)/.exec(each)?.[1]).find(Boolean));
    }
    return tokens;
}

/** The institution and the company of the demonstration. */
export async function placesOf(product) {
    const [manager, supervisor] = [await signIn(product, 'manager1'), await signIn(product, 'supervisor1')];
    return { manager, supervisor, institution: (await manager.get('/auth/v1/info')).institutionId, company: (await supervisor.get('/auth/v1/info')).companyId };
}

/** Everybody has played so many of the first lessons of all their courses to the end. */
export function fillHistory(sql, lessons) {
    sql.run(`INSERT INTO contents_history (enrollment_id, content_id, state, progress, coverage, credited_ms, reached_ms, spent_ms, created_at, updated_at)
        SELECT e.id, l.id, 'STARTED', 3600, '0-3600000@100', 3600000, 3600000, 3600000, 0, l.idx
        FROM enrollment e JOIN course_provide p ON p.id = e.course_provide_id JOIN contents l ON l.course_id = p.course_id JOIN users u ON u.id = e.user_id
        WHERE l.idx <= ${lessons} AND u.username LIKE 'study.%'`);
}
