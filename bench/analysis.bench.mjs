// analysis: each of the eight functions of an institution at 10,000 and 100,000 enrolments (and a million with
// BENCH_MILLION=1), made by SQL as three years of offerings of thirty people; how long that takes, and how long the
// figures take to be made anew. BENCH_HOLD=600 leaves each product up for so many seconds, to look at its pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { benchmark, binary, databases, load, round, signIn, startPostgres, startProduct, stopProcess, table } from './support.mjs';
import { placesOf, sqlOf } from './trainees.mjs';

const sizes = process.env.BENCH_ENROLMENTS?.split(',').map(Number) ?? [10_000, 100_000, ...(process.env.BENCH_MILLION ? [1_000_000] : [])];
const [perOffering, courses, pool] = [30, 60, 3_000];
const goal = 50; // ms, p95
const seconds = Number(process.env.BENCH_SECONDS ?? 3);

const functions = [
    ['59 popular courses', '/analysis/api/echart/basic-line/popularity-courses'],
    ['60 by month', '/analysis/api/echart/basic-bar/monthly-courses'],
    ['61 by quarter', '/analysis/api/echart/echart/basic-pie/quarter-courses'],
    ['62 attendance', '/analysis/api/echart/horizontal-bar/company-attendances'],
    ['63 companies', '/analysis/api/aggrid/companies'],
    ['64 offerings', '/analysis/api/aggrid/course-provides'],
    ['65 attendance by company', '/analysis/api/aggrid/company-attendance'],
    ['66 courses', '/analysis/api/aggrid/course-rate-data'],
];

const day = (from) => new Date(Date.now() + 9 * 3600e3 + from * 86400e3).toISOString().slice(0, 10);

/** Days of the last three years, by number, as both databases say them. */
const dayOf = (server, number) => (server ? `to_char(date '${day(-1080)}' + CAST(${number} AS INTEGER), 'YYYY-MM-DD')` : `date('${day(-1080)}', '+' || (${number}) || ' days')`);

function fill(sql, server, { institution, enrolments }) {
    const offerings = Math.ceil(enrolments / perOffering);
    const companies = Math.ceil(offerings / 40) + 5;
    const first = (name) => Number(sql.rows(`SELECT COALESCE(MAX(id), 0) FROM ${name}`)[0][0]);
    const [company, course, chapter, content, offering, user, enrolment, live] = ['company', 'course', 'curriculum', 'contents', 'course_provide', 'users', 'enrollment', 'live_streaming'].map(first);
    const some = (count) => sql.numbers(count);
    sql.run(`INSERT INTO company (id, name, owner_name, business_number, email, phone, created_at, updated_at) SELECT ${company} + n, '회사 ' || n, '김대표', 'b' || n, 'c@example.kr', '02', 0, 0 FROM ${some(companies)}`);
    sql.run(`INSERT INTO users (id, username, name, email, role, confirmed, agreed_at, created_at, updated_at) SELECT ${user} + n, 'many.' || n, '이수강' || n, 'many' || n || '@example.kr', 'NORMAL', TRUE, 0, 0, 0 FROM ${some(pool)}`);
    sql.run(`INSERT INTO course (id, institution_id, title, introduction, instructor, state, version, created_at, updated_at) SELECT ${course} + n, ${institution}, '과정 ' || n, '', '이강사', 'AVAILABLE', 1, 0, 0 FROM ${some(courses)}`);
    sql.run(`INSERT INTO curriculum (id, course_id, title, idx, created_at, updated_at) SELECT ${chapter} + n, ${course} + n, '1장', 1, 0, 0 FROM ${some(courses)}`);
    sql.run(`INSERT INTO contents (id, course_id, curriculum_id, title, type, idx, time_amount, created_at, updated_at) SELECT ${content} + n, ${course} + n, ${chapter} + n, '차시', 'VIDEO', 1, 3600, 0, 0 FROM ${some(courses)}`);
    // Each begins on another day of three years and takes thirty to sixty days.
    const begin = `(n * 7919 % 1050)`;
    const end = `(${begin} + 30 + n % 31)`;
    sql.run(`INSERT INTO course_provide (id, institution_id, company_id, course_id, begin_date, end_date, state, attendee_count, deposit, created_at, updated_at)
        SELECT ${offering} + n, ${institution}, ${company} + 1 + n % ${companies}, ${course} + 1 + n % ${courses}, ${dayOf(server, begin)}, ${dayOf(server, end)}, CASE WHEN ${end} < 1080 THEN 'FINISHED' ELSE 'ONGOING' END, ${perOffering}, 1000000, 0, 0 FROM ${some(offerings)}`);
    const enrolled = (n) => `CAST(${Date.now() - 1085 * 86400e3} AS BIGINT) + (${n} * 7919 % 1050) * CAST(86400000 AS BIGINT)`;
    sql.run(`INSERT INTO enrollment (id, user_id, course_provide_id, state, created_at, updated_at)
        SELECT ${enrolment} + n, ${user} + 1 + n % ${pool}, ${offering} + 1 + (n - 1) / ${perOffering}, 'REGISTERED', ${enrolled(`(1 + (n - 1) / ${perOffering})`)}, 0 FROM ${some(offerings * perOffering)}`);
    sql.run(`INSERT INTO contents_history (enrollment_id, content_id, state, progress, credited_ms, reached_ms, created_at, updated_at)
        SELECT ${enrolment} + n, ${content} + 1 + (1 + (n - 1) / ${perOffering}) % ${courses}, 'STARTED', 0, (n * 37 % 100) * 36000, 3600000, 0, 0 FROM ${some(offerings * perOffering)}`);
    sql.run(`INSERT INTO live_streaming (id, course_provide_id, institution_id, title, instructor, course, start_time, end_time, state, stream_key, started_at, ended_at, attendance_final, created_at, updated_at)
        SELECT ${live} + n, ${offering} + n, ${institution}, '라이브', '이강사', '과정', 0, 3600000, 'END', 'many' || n, 0, 3600000, TRUE, 0, 0 FROM ${some(offerings)}`);
    sql.run(`INSERT INTO attend_history (live_id, enrollment_id, user_id, present_ms, rate, attendance, created_at, updated_at)
        SELECT ${live} + 1 + (n - 1) / ${perOffering}, ${enrolment} + n, ${user} + 1 + n % ${pool}, (n * 13 % 61) * 60000, 0, 'PRESENT', 0, 0 FROM ${some(offerings * perOffering)}`);
    return offerings;
}

await benchmark(async () => {
    const rows = [];
    for (const which of databases) {
        for (const enrolments of sizes) {
            const server = which === 'postgres' ? startPostgres() : null;
            const name = server ? 'PostgreSQL' : 'SQLite';
            let product = await startProduct({ demo: true, database: server?.url });
            const { institution } = await placesOf(product);
            await stopProcess(product.child);
            const fillBegun = performance.now();
            const offerings = fill(sqlOf(product, server), server, { institution, enrolments });
            const filled = (performance.now() - fillBegun) / 1000;
            server?.analyze();
            const begun = performance.now();
            execFileSync(binary, ['analysis', 'rebuild', '--log-level', 'warning', '--data', product.data, ...(server ? ['--database', server.url] : [])], { stdio: ['ignore', 'ignore', 'inherit'] });
            const rebuilt = (performance.now() - begun) / 1000;
            server?.analyze();
            const { accounts } = product;
            product = await startProduct({ database: server?.url, data: product.data });
            const { headers, get } = await signIn({ ...product, accounts }, 'manager1');
            const pids = [product.child.pid, ...(server ? [server.pid] : [])];
            const years = await get(`${functions[1][1]}?from=${day(-1110).slice(0, 7)}&to=${day(0).slice(0, 7)}`);
            assert.ok(Math.max(...years.source.map((each) => each.trainees)) > enrolments / 60);
            for (const [about, path] of functions) {
                const got = await load(product.address + path, pids, { headers, connections: 2, seconds });
                rows.push([`${about}, ${name}`, enrolments, round(got.cpu / 1000, 2), round(got.perSecond, 0), round(got.p50, 1), round(got.p95, 1), round(got.p99, 1), got.p95 < goal ? 'yes' : 'NO']);
            }
            rows.push([`  made anew: ${offerings} offerings, ${name}`, enrolments, '', `${round(rebuilt, 1)} s`, '', '', '', '']);
            rows.push([`  filled in, ${name}`, enrolments, '', `${round(filled, 1)} s`, '', '', '', '']);
            if (process.env.BENCH_HOLD) {
                console.log(`${name}, ${enrolments} enrolments: ${product.address} as manager1, supervisor1 (${accounts.password})`);
                await new Promise((done) => { setTimeout(done, Number(process.env.BENCH_HOLD) * 1000); });
            }
            await stopProcess(product.child);
        }
    }
    table(`analysis: the last twelve months of three years, 2 connections; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'enrolments', 'CPU ms/request', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', `p95 < ${goal} ms`], rows);
});
