// What the benchmarks share: a server on free ports, CPU seconds of processes, a table.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, cpus } from 'node:os';
import { join } from 'node:path';

export const root = new URL('..', import.meta.url).pathname;
export const binary = join(root, 'build/release/ahimmoyak');

const cleanups = [];
export function onEnd(f) { cleanups.push(f); }
export async function finish() {
    for (const f of cleanups.reverse()) await f();
    cleanups.length = 0;
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
        if (Date.now() > end) throw new Error('waited too long');
        await new Promise((r) => setTimeout(r, 5));
    }
}

export async function stopProcess(child, signal = 'SIGTERM') {
    if (child.exitCode !== null) return;
    const ended = new Promise((r) => child.once('exit', r));
    child.kill(signal);
    await ended;
}

/** Starts the product; `demo` fills it first. */
export async function startProduct({ demo = false, database = '', data = temporaryFolder(), threads = 0 } = {}) {
    const where = database ? ['--database', database] : [];
    const accounts = demo ? JSON.parse(execFileSync(binary, ['demo', '--json', '--data', data, ...where], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) : null;
    const port = await freePort();
    const rtmpPort = await freePort();
    const begun = performance.now();
    const child = spawn(binary, ['serve', '--listen', '127.0.0.1', '--port', port, '--rtmp-port', rtmpPort, '--data', data,
        '--log-level', 'warning', ...where, ...(threads ? ['--threads', String(threads)] : [])].map(String), { stdio: ['ignore', 'ignore', 'inherit'] });
    onEnd(() => stopProcess(child));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/readyz`)).ok);
    return { child, port, rtmpPort, address, data, accounts, startedIn: performance.now() - begun };
}

/** User and system CPU seconds of processes and all their descendants so far. */
export function cpuSeconds(...pids) {
    const parents = new Map();
    const used = new Map();
    for (const entry of readdirSync('/proc')) {
        if (!/^\d+$/.test(entry)) continue;
        try {
            const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
            const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
            parents.set(+entry, +fields[1]);
            used.set(+entry, (+fields[11] + +fields[12]) / 100);
        } catch { /* gone */ }
    }
    let sum = 0;
    for (const [pid, seconds] of used)
        for (let at = pid; at > 1; at = parents.get(at) ?? 0)
            if (pids.includes(at)) { sum += seconds; break; }
    return sum;
}

export function memoryOf(pid) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return +/VmRSS:\s+(\d+)/.exec(status)[1] / 1024;
}

/** Runs wrk; requests, seconds and latencies in milliseconds. */
export function wrk(url, { seconds = 5, connections = 32, threads = 1, headers = {}, script = '' } = {}) {
    const args = ['-t', threads, '-c', connections, '-d', `${seconds}s`, '--latency'];
    for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}: ${value}`);
    if (script) args.push('-s', script);
    return new Promise((resolve, reject) => {
        const child = spawn('wrk', [...args.map(String), url]);
        let out = '';
        child.stdout.on('data', (piece) => { out += piece; });
        child.once('exit', (code) => {
            if (code !== 0) return reject(new Error(out));
            const ms = (text) => { const [, n, unit] = /([\d.]+)(us|ms|s)/.exec(text); return +n * { us: 0.001, ms: 1, s: 1000 }[unit]; };
            const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out);
            if (bad) return reject(new Error(`${bad[1]} requests were refused`));
            const line = /(\d+) requests in ([\d.]+)s/.exec(out);
            resolve({ requests: +line[1], seconds: +line[2], p50: ms(/50%\s+(\S+)/.exec(out)[1]), p99: ms(/99%\s+(\S+)/.exec(out)[1]), p90: ms(/90%\s+(\S+)/.exec(out)[1]) });
        });
    });
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

export function machine() {
    const line = cpus()[0].model.replace(/\s+/g, ' ');
    return `${cpus().length} × ${line}, ${new Date().toISOString().slice(0, 10)}`;
}

export function table(title, head, rows) {
    const width = head.map((h, i) => Math.max(h.length, ...rows.map((r) => String(r[i]).length)));
    const line = (cells) => `| ${cells.map((c, i) => String(c).padEnd(width[i])).join(' | ')} |`;
    console.log(`\n${title} (${machine()})\n`);
    console.log(line(head));
    console.log(line(width.map((w) => '-'.repeat(w))));
    for (const row of rows) console.log(line(row));
}

export const round = (n, digits = 1) => n.toFixed(digits);
