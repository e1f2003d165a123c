// signin: what POST /auth/v1/signin costs beside the argon2id hash that it cannot do without: the same hash of the
// same account, verified by a bare program, in turns with the sign-ins, so that both meet the same machine.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { benchmark, cpuSeconds, databases, memoryOf, percentile, root, round, sorted, startPostgres, startProduct, stopProcess, table } from './support.mjs';

const rounds = 12;
const each = 25;
const goal = 0.05;

/** CPU microseconds of each thread of a process so far, to the nanosecond: the ticks of /proc/PID/stat are 10 ms. */
function cpuOfThreads(pid) {
    return new Map(readdirSync(`/proc/${pid}/task`).map((task) => [task, Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000]));
}

/** What the threads used since: all, and all but the two that hash, which use most by far. */
function usedSince(before, pid) {
    const used = [...cpuOfThreads(pid)].map(([task, now]) => now - (before.get(task) ?? 0)).sort((a, b) => b - a);
    const sum = (of) => of.reduce((a, b) => a + b, 0);
    return { all: sum(used), rest: sum(used.slice(2)) };
}

function hashOf(login, product, server) {
    const statement = `SELECT password_hash FROM users WHERE username = '${login}'`;
    if (server) return execFileSync('/usr/lib/postgresql/15/bin/psql', [server.url, '-Atqc', statement], { encoding: 'utf8' }).trim();
    const database = new DatabaseSync(join(product.data, readdirSync(product.data).find((file) => file.endsWith('.db'))), { readOnly: true });
    try { return database.prepare(statement).get().password_hash; } finally { database.close(); }
}

/** One sign-in on a kept connection from that address: 120 at once are taken from each. */
function signInFrom(agent, product, body) {
    return new Promise((resolve, reject) => {
        const out = request(`${product.address}/auth/v1/signin`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } }, (answer) => {
            answer.resume();
            answer.once('end', () => { if (answer.statusCode === 200) resolve(); else reject(new Error(`a sign-in answered ${answer.statusCode}`)); });
        });
        out.once('error', reject);
        out.end(body);
    });
}

await benchmark(async () => {
    const lines = [];
    for (const which of databases) {
        const server = which === 'postgres' ? startPostgres({ durable: true }) : null;
        const product = await startProduct({ demo: true, database: server?.url });
        const { password } = product.accounts;
        const hash = hashOf('supervisor1', product, server);
        assert.match(hash, /^\$argon2id\$v=19\$m=32768,t=2,p=1\$/);
        const bare = () => Number(execFileSync(join(root, 'build/release/bench_argon2id'), [each, hash], { input: `${password}\n`, encoding: 'utf8' }));
        const body = Buffer.from(JSON.stringify({ login: 'supervisor1', password }));
        const took = [];
        const signIns = async (round) => {
            const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: `127.0.1.${round + 1}` });
            const before = cpuOfThreads(product.child.pid);
            const serverBefore = server ? cpuSeconds(server.pid) : 0;
            for (let i = 0; i < each; i += 1) {
                const begun = performance.now();
                await signInFrom(agent, product, body);
                took.push(performance.now() - begun);
            }
            const used = usedSince(before, product.child.pid);
            const ofServer = server ? (cpuSeconds(server.pid) - serverBefore) * 1e6 : 0;
            agent.destroy();
            return { all: (used.all + ofServer) / each, rest: (used.rest + ofServer) / each };
        };
        await signIns(rounds);
        bare();
        took.length = 0;
        const pairs = [];
        for (let i = 0; i < rounds; i += 1) pairs.push(i % 2 === 0 ? [await signIns(i), bare()] : [bare(), await signIns(i)].reverse());
        const mean = (of) => pairs.reduce((sum, pair) => sum + of(pair), 0) / rounds;
        const median = (of) => percentile(sorted(pairs.map(of)), 50);
        const times = sorted(took);
        const name = server ? 'PostgreSQL' : 'SQLite';
        lines.push(
            [`sign-in, ${name}`, round(mean(([ours]) => ours.all) / 1000, 2), round(percentile(times, 50)), round(percentile(times, 95)), round(memoryOf(product.child.pid)), round(median(([ours, theirs]) => ours.all / theirs), 3)],
            [`  of it outside of the hash (goal: < ${goal})`, round(mean(([ours]) => ours.rest) / 1000, 2), '', '', '', round(median(([ours, theirs]) => ours.rest / theirs), 3)],
            ['  the bare argon2id of the same hash', round(mean(([, theirs]) => theirs) / 1000, 2), '', '', '', '1.000']);
        await stopProcess(product.child);
    }
    table(`signin: ${rounds} rounds of ${each}, one at a time, in turns with the bare hash; CPU of all our processes, PostgreSQL's included`,
        ['measured', 'CPU ms', 'p50 ms', 'p95 ms', 'MiB', 'median of this ÷ bare'], lines);
});
