// live-viewers: what a viewer of a live lecture costs. Each asks, as hls.js does, five times a second for a playlist that is not
// there yet and fetches the part that it then lists, on two connections of his own. Beside it, in the same run: nginx sending the very
// same bytes from files, already compressed, to as many viewers who ask for them at the same moments. Before it measures
// it asserts that nobody watches without the cookie; that no request was refused, after.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Crowd, ownCpuSeconds, startLecture } from './lecture.mjs';
import { benchmark, memoryOf, round, startNginx, startProduct, table, until } from './support.mjs';

const crowds = (process.env.BENCH_VIEWERS ?? '200,1000').split(',').map(Number);
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const rounds = Number(process.env.BENCH_ROUNDS ?? 2);

/** One crowd comes, watches and goes. `server`: the process that they watch. */
async function watch(server, ...args) {
    const crowd = new Crowd(...args);
    await crowd.line('here');
    const before = memoryOf(server.pid);
    await crowd.line('begin');
    const cpu = ownCpuSeconds(server.pid);
    const memory = setTimeout(() => { crowd.memory = memoryOf(server.pid); }, seconds * 500);
    await crowd.line('end');
    const used = ownCpuSeconds(server.pid) - cpu;
    const got = await crowd.line();
    clearTimeout(memory);
    await crowd.ended;
    assert.equal(got.refused, 0, 'nobody is refused anything');
    return { ...got, cpu: used, before, memory: crowd.memory };
}

const sum = (runs, of) => runs.reduce((all, each) => all + of(each), 0);
const perViewer = (runs) => sum(runs, (each) => each.cpu) / sum(runs, (each) => each.viewers * each.seconds) * 1e6;
const perRequest = (runs) => sum(runs, (each) => each.cpu) / sum(runs, (each) => each.requests) * 1e6;
const mean = (runs, of) => sum(runs, of) / runs.length;

await benchmark(async () => {
    const product = await startProduct({ demo: true });
    const lecture = await startLecture(product);
    await until(async () => /PART:/.test(await (await fetch(`${product.address}${lecture.folder}video.m3u8`, { headers: { cookie: lecture.cookie } })).text()));
    assert.equal((await fetch(`${product.address}${lecture.folder}video.m3u8`)).status, 403, 'not without the cookie');
    const nginx = await startNginx({ more: 'location /playlist- { default_type application/vnd.apple.mpegurl; add_header Content-Encoding gzip; add_header Vary Accept-Encoding; add_header Cache-Control "public, max-age=6"; } location /p { add_header Cache-Control "public, max-age=86400, immutable"; }', connections: 8192 });
    writeFileSync(join(nginx.folder, 'steps'), '');
    // Its first crowd finds the server as it will be: memory that is touched once stays.
    await watch(product.child, 'live', product.port, lecture.folder, lecture.cookie, crowds[0], 3, '');

    const rows = [];
    for (const viewers of crowds) {
        const [ours, theirs] = [[], []];
        for (let n = 0; n < rounds; n += 1) {
            ours.push(await watch(product.child, 'live', product.port, lecture.folder, lecture.cookie, viewers, seconds, nginx.folder));
            theirs.push(await watch(nginx.child, 'files', new URL(nginx.address).port, '/', lecture.cookie, viewers, nginx.folder));
        }
        const line = (what, runs) => [what, round(perViewer(runs)), round(perRequest(runs)), round(mean(runs, (each) => each.requests / each.seconds / each.viewers), 2), round(mean(runs, (each) => each.bytes * 8 / each.seconds / each.viewers / 1e6), 2),
            round(mean(runs, (each) => each.playlists.p50), 1), round(mean(runs, (each) => each.playlists.p95), 1), round(mean(runs, (each) => each.parts.p95), 1),
            round((runs[0].memory - runs[0].before) * 1024 / viewers), round(perViewer(ours) / perViewer(runs), 2)];
        rows.push(line(`${viewers} viewers (goal ≤ 1.0, ≤ 8 KiB)`, ours), line('  nginx, the same bytes from files', theirs));
    }
    table(`live-viewers: 1.5 Mbit/s in parts of 0.2 s; ${seconds} s, ${rounds} times`,
        ['measured', 'CPU µs/viewer-second', 'CPU µs/request', 'requests/viewer-second', 'Mbit/s each', 'playlist p50 ms', 'p95 ms', 'part p95 ms', 'KiB/viewer', 'CPU ours ÷ this'], rows);
});
