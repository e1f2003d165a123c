// api-list: the manager's list of 20 out of 500 offering requests, over SQLite and PostgreSQL, with
// the right checked on every request; beside it nginx with the same bytes, and the bare statement.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary, cpuSeconds, finish, freePort, onEnd, root, round, signIn, startProduct, stopProcess, table, temporaryFolder, until, wrk } from './support.mjs';

const path = '/v1/institutions?limit=20';
const requests = 500;

function postgres() {
    const folder = temporaryFolder();
    const url = execFileSync(join(root, 'tools/postgres'), ['start', folder], { encoding: 'utf8' }).trim();
    onEnd(() => execFileSync(join(root, 'tools/postgres'), ['stop', folder]));
    return { url, pid: +readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0] };
}

async function fill(product) {
    const supervisor = await signIn(product, 'supervisor1');
    const { items } = await supervisor.get('/v1/catalog/courses?limit=100');
    const manager = await signIn(product, 'manager1');
    let there = 0;
    for (let cursor = ''; ;) {
        const page = await manager.get(`/v1/institutions?limit=100${cursor && `&cursor=${cursor}`}`);
        there += page.items.length;
        if (!(cursor = page.nextCursor ?? '')) break;
    }
    const today = new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10);
    for (; there < requests; ++there)
        await supervisor.post('/v1/companies/courseProvides', { courseId: items[there % items.length].id, beginDate: today, endDate: today, attendeeCount: 10, deposit: 100000 });
    return manager;
}

// The statement stands in the code; the reference must be the very same.
function statement() {
    const source = readFileSync(join(root, 'src/offerings/offerings.cpp'), 'utf8');
    const found = /db::query of_institution\{R"\(([\s\S]*?)\)"\}/.exec(source);
    if (!found) throw new Error('the list\'s statement is not where it was: db::query of_institution in src/offerings/offerings.cpp');
    return found[1];
}

function bareStatement(where, institution) {
    execFileSync(join(root, 'tools/build'), ['bench_statement'], { stdio: 'ignore' });
    const sql = statement();
    const given = { institution, state: 'null', before: 'null', limit: 21 };
    const values = [...new Set(sql.match(/\$\d+/g))].map((_, i) => String([given.institution, given.state, given.before, given.limit][i] ?? 'null'));
    return JSON.parse(execFileSync(join(root, 'build/release/bench_statement'), [where, '20000', ...values], { input: sql, encoding: 'utf8' }));
}

async function nginxWith(bytes) {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'www'));
    writeFileSync(join(folder, 'www/list.json'), bytes);
    const port = await freePort();
    writeFileSync(join(folder, 'nginx.conf'), `daemon off; master_process off; user root; pid ${folder}/pid; error_log stderr crit; events { worker_connections 1024; }
http { access_log off; types { application/json json; } client_body_temp_path ${folder}/1; proxy_temp_path ${folder}/2; fastcgi_temp_path ${folder}/3; uwsgi_temp_path ${folder}/4; scgi_temp_path ${folder}/5;
keepalive_requests 10000000; server { listen 127.0.0.1:${port}; root ${folder}/www; } }`);
    const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { stdio: 'ignore' });
    onEnd(() => stopProcess(child));
    const url = `http://127.0.0.1:${port}/list.json`;
    await until(async () => (await fetch(url)).ok);
    return { child, url };
}

async function measure(pids, url, headers) {
    await wrk(url, { seconds: 2, headers });
    const before = cpuSeconds(...pids);
    const got = await wrk(url, { seconds: 6, headers });
    return { ...got, cpu: (cpuSeconds(...pids) - before) / got.requests * 1e6 };
}

try {
    if (!existsSync(binary)) throw new Error('build first: ./ahim build');
    const rows = [];
    let nginx;
    for (const kind of ['SQLite', 'PostgreSQL']) {
        const server = kind === 'PostgreSQL' ? postgres() : null;
        const product = await startProduct({ demo: true, database: server?.url ?? '' });
        const manager = await fill(product);
        const answer = await fetch(product.address + path, { headers: manager.headers });
        const bytes = Buffer.from(await answer.arrayBuffer());
        nginx ??= await nginxWith(bytes);
        const account = await manager.get('/auth/v1/info');
        const bare = bareStatement(server ? server.url : `sqlite:${product.data}/ahimmoyak.db`, account.institutionId);
        const file = await measure([nginx.child.pid], nginx.url, {});
        const ours = await measure([product.child.pid, ...(server ? [server.pid] : [])], product.address + path, manager.headers);
        rows.push([kind, bytes.length, round(ours.cpu), round(ours.requests / ours.seconds, 0), ours.p50, ours.p99, round(file.cpu), round(ours.cpu / file.cpu, 2), round(bare.cpuMicroseconds), round(ours.cpu / bare.cpuMicroseconds, 2)]);
    }
    table('api-list: 20 of 500 offering requests', ['database', 'bytes', 'CPU µs/request', 'requests/s', 'p50 ms', 'p99 ms', 'nginx file µs', 'ratio', 'bare statement µs (client only)', 'ratio'], rows);
} finally {
    await finish();
}
