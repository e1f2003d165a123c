// What the benchmarks share: a server on free ports, CPU seconds of processes, load, a table.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir, cpus } from 'node:os';
import { join } from 'node:path';

export const root = new URL('..', import.meta.url).pathname;
export const binary = process.env.BENCH_BINARY ?? join(root, 'build/release/ahimmoyak');

const cleanups = [];
export function onEnd(f) { cleanups.push(f); }
async function finish() {
    for (const f of cleanups.reverse()) await f();
    cleanups.length = 0;
}

/** Runs a benchmark and stops whatever it started, however it ends. */
export async function benchmark(run) {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { finish().finally(() => process.exit(130)); });
    try {
        if (!existsSync(binary)) throw new Error('build first: ./ahim build');
        await run();
    } finally {
        await finish();
    }
}

export function temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), 'ahimmoyak-bench-'));
    onEnd(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

export function freePort() {
    return new Promise((resolve) => {
        const server = createServer();
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

export async function until(check, milliseconds = 20_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
        try {
            const value = await check();
            if (value) return value;
        } catch { /* not yet */ }
        if (Date.now() > end) throw new Error(`waited too long: ${check}`);
        await new Promise((r) => setTimeout(r, 2));
    }
}

export async function stopProcess(child, signal = 'SIGTERM') {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((r) => child.once('exit', r));
    child.kill(signal);
    await ended;
}

/** Starts the product; `demo` fills it first. */
export async function startProduct({ demo = false, database = '', data = temporaryFolder() } = {}) {
    const where = database ? ['--database', database] : [];
    const accounts = demo ? JSON.parse(execFileSync(binary, ['demo', '--json', '--log-level', 'warning', '--data', data, ...where], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) : null;
    const port = await freePort();
    const rtmpPort = await freePort();
    const begun = performance.now();
    const child = spawn(binary, ['serve', '--listen', '127.0.0.1', '--port', port, '--rtmp-port', rtmpPort, '--data', data,
        '--accounts-administrator-second-factor', 'optional', '--log-level', 'warning', ...where].map(String), { stdio: ['ignore', 'ignore', 'inherit'] });
    onEnd(() => stopProcess(child));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/readyz`)).ok);
    return { child, port, rtmpPort, address, data, accounts, startedIn: performance.now() - begun };
}

/** Which to measure: BENCH_DATABASES=sqlite leaves PostgreSQL out. */
export const databases = (process.env.BENCH_DATABASES ?? 'sqlite,postgres').split(',');

/** A PostgreSQL of its own, reached by its Unix socket; `durable` makes its commits wait for the disk. */
export function startPostgres({ durable = false } = {}) {
    const folder = temporaryFolder();
    const tool = join(root, 'tools/postgres');
    const address = execFileSync(tool, [durable ? 'start-durable' : 'start', folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
    const url = `postgresql://lms@/postgres?host=${encodeURIComponent(join(folder, 'data'))}&port=${new URL(address).port}`;
    onEnd(() => execFileSync(tool, ['stop', folder]));
    // What autovacuum does within its first minute.
    const analyze = () => execFileSync('/usr/lib/postgresql/15/bin/psql', [url, '-qc', 'ANALYZE'], { stdio: ['ignore', 'ignore', 'inherit'] });
    return { url, analyze, pid: +readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0] };
}

/** An nginx of its own that sends the files of `folder`: the reference for whatever is sent. `more`: directives of its server, `before`: of the whole. */
export async function startNginx({ more = '', before = '', connections = 1024 } = {}) {
    const home = temporaryFolder();
    const folder = join(home, 'www');
    mkdirSync(folder);
    writeFileSync(join(folder, 'ready'), '');
    const port = await freePort();
    const kept = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join(' ');
    writeFileSync(join(home, 'nginx.conf'), `${before} daemon off; master_process off; pid ${home}/pid; error_log stderr crit; events { worker_connections ${connections}; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; ${kept}
    types { application/json json; application/vnd.apple.mpegurl m3u8; video/mp4 mp4 m4s; } server { listen 127.0.0.1:${port}; root ${folder}; ${more} } }`);
    const begun = performance.now();
    const child = spawn('nginx', ['-c', join(home, 'nginx.conf'), '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] });
    onEnd(() => stopProcess(child));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/ready`)).ok);
    return { child, address, folder, startedIn: performance.now() - begun };
}

/** User and system CPU seconds of processes and all their descendants so far, ended ones included. */
export function cpuSeconds(...pids) {
    const parents = new Map();
    const used = new Map();
    for (const entry of readdirSync('/proc')) {
        if (!/^\d+$/.test(entry)) continue;
        try {
            const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
            const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
            parents.set(+entry, +fields[1]);
            used.set(+entry, (+fields[11] + +fields[12] + +fields[13] + +fields[14]) / 100);
        } catch { /* gone */ }
    }
    let sum = 0;
    for (const [pid, seconds] of used)
        for (let at = pid; at > 1; at = parents.get(at) ?? 0)
            if (pids.includes(at)) { sum += seconds; break; }
    return sum;
}

/** Resident memory in MiB. */
export function memoryOf(pid) {
    return +/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1] / 1024;
}

/** Runs wrk: requests, seconds, and the latencies in milliseconds. A refused request is a failure. */
export function wrk(url, { seconds = 5, connections = 32, headers = {}, method = 'GET', body } = {}) {
    const args = ['-t', '1', '-c', connections, '-d', `${seconds}s`, '-s', join(root, 'bench/wrk.lua')];
    for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}: ${value}`);
    args.push(url, '--', method, ...(body ? [body] : []));
    return new Promise((resolve, reject) => {
        const child = spawn('wrk', args.map(String));
        let out = '';
        child.stdout.on('data', (piece) => { out += piece; });
        child.stderr.on('data', (piece) => { out += piece; });
        child.once('close', (code) => {
            const last = out.trim().split('\n').at(-1);
            if (code !== 0 || !last.startsWith('{')) return reject(new Error(`wrk: ${out}`));
            const got = JSON.parse(last);
            if (got.refused || got.broken) return reject(new Error(`${url}: ${got.refused} requests were refused, ${got.broken} connections broke`));
            resolve(got);
        });
    });
}

/** Loads an address after warming it up; adds the CPU microseconds that each request cost these processes. */
export async function load(url, pids, options) {
    await wrk(url, { ...options, seconds: 2 });
    const before = cpuSeconds(...pids);
    const got = await wrk(url, options);
    return { ...got, cpu: (cpuSeconds(...pids) - before) / got.requests * 1e6, perSecond: got.requests / got.seconds };
}

/** The text of a statement as it stands in the code, so that the reference runs the very same. */
export function statementIn(file, name) {
    const found = new RegExp(`db::query ${name}\\{\\s*R"\\(([\\s\\S]*?)\\)"\\}`).exec(readFileSync(join(root, file), 'utf8'));
    if (!found) throw new Error(`the statement is not where it was: db::query ${name} in ${file}`);
    return found[1];
}

/**
 * Runs a statement again and again on the database's own C interface. `each` is "transaction" (all in one, for
 * reads) or "commit" (each is on the disk before the next). CPU of `server` and its processes is added.
 */
export function bareStatement(where, sql, values, { each, count, server }) {
    const before = server ? cpuSeconds(server) : 0;
    const got = JSON.parse(execFileSync(join(root, 'build/release/bench_statement'), [where, each, count, ...values].map(String), { input: sql, encoding: 'utf8' }));
    // The server notices a moment later that its child has ended, and only then counts its CPU as its own.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, server ? 500 : 0);
    const ofServer = server ? (cpuSeconds(server) - before) / count * 1e6 : 0;
    return { ...got, cpu: got.cpuMicroseconds + ofServer };
}

/** A signed-in client of the product. */
export async function signIn(product, login, password = product.accounts.password) {
    const answer = await fetch(`${product.address}/auth/v1/signin`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    const token = answer.headers.getSetCookie().map((c) => /^access_token=([^;]+)/.exec(c)?.[1]).find(Boolean);
    const headers = { authorization: `Bearer ${token}` };
    const call = async (method, path, body) => {
        const got = await fetch(product.address + path, {
            method, headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body && JSON.stringify(body),
        });
        if (!got.ok) throw new Error(`${method} ${path}: ${got.status} ${await got.text()}`);
        return got.status === 204 ? null : got.json();
    };
    return { token, headers, get: (path) => call('GET', path), post: (path, body) => call('POST', path, body ?? {}) };
}

/** The date in the zone of the demonstration. */
export const today = () => new Date(Date.now() + 9 * 3600e3).toISOString().slice(0, 10);

function machine() {
    const line = cpus()[0].model.replace(/\s+/g, ' ');
    return `${cpus().length} × ${line}, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, load ${loadavg()[0].toFixed(1)}`;
}

export function table(title, head, rows) {
    const width = head.map((h, i) => Math.max(h.length, ...rows.map((r) => String(r[i]).length)));
    const line = (cells) => `| ${cells.map((c, i) => (i === 0 ? String(c).padEnd(width[i]) : String(c).padStart(width[i]))).join(' | ')} |`;
    console.log(`\n${title}\n(${machine()})\n`);
    console.log(line(head));
    console.log(`| ${width.map((w, i) => (i === 0 ? '-'.repeat(w) : `${'-'.repeat(w - 1)}:`)).join(' | ')} |`);
    for (const row of rows) console.log(line(row));
}

export const round = (n, digits = 1) => n.toFixed(digits);
export const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
export const percentile = (ordered, p) => ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * p / 100))];
