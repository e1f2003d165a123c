// live-waiters: what a playlist request costs that waits for the next part, and how soon all who wait are woken. The broadcast is held
// for a moment (SIGSTOP to its encoder) so that all of them stand there, then goes on. Beside it, in the same run: nginx with
// its nchan module, as many long polls of one channel, woken by a message as long as the playlist.
import assert from 'node:assert/strict';
import { Crowd, ownCpuSeconds, startLecture } from './lecture.mjs';
import { benchmark, memoryOf, percentile, round, sorted, startNginx, startProduct, table, until } from './support.mjs';

const waiters = Number(process.env.BENCH_WAITERS ?? 5000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 12);
const pause = (ms) => new Promise((r) => setTimeout(r, ms));

/** Rounds of waiting and waking. `hold` gives the address to ask for, `wake` lets it be answered. */
async function queue(server, port, cookie, { hold, wake }) {
    const crowd = new Crowd('waiters', port, cookie, waiters);
    await crowd.line('here');
    const empty = memoryOf(server.pid);
    await crowd.line('connected');
    await pause(1000);
    const connected = memoryOf(server.pid);
    const seen = [];
    for (let n = 0; n <= rounds; n += 1) {
        const cpu = ownCpuSeconds(server.pid);
        crowd.tell(await hold());
        await crowd.line('waiting');
        await pause(500);
        const memory = memoryOf(server.pid);
        await wake();
        const got = await crowd.line();
        assert.equal(got.refused, 0, 'everybody gets what he waited for');
        seen.push({ ...got.wake, bytes: got.bytes, cpu: ownCpuSeconds(server.pid) - cpu, memory });
    }
    await crowd.end();
    // The first round touches memory for the first time; what it takes is there, but it is no round to be timed.
    const timed = seen.slice(1);
    const middle = (of) => percentile(sorted(timed.map(of)), 50);
    return { connection: (connected - empty) * 1024 / waiters, request: (Math.max(...seen.map((each) => each.memory)) - connected) * 1024 / waiters, p50: middle((each) => each.p50), p95: middle((each) => each.p95), most: middle((each) => each.max), worst: Math.max(...timed.map((each) => each.max)), cpu: timed.reduce((all, each) => all + each.cpu, 0) / rounds / waiters * 1e6, bytes: seen.at(-1).bytes };
}

await benchmark(async () => {
    const product = await startProduct({ demo: true });
    const lecture = await startLecture(product);
    const playlist = async () => (await fetch(`${product.address}${lecture.folder}video.m3u8`, { headers: { cookie: lecture.cookie } })).text();
    await until(async () => (await playlist()).split('#EXTINF').length > 20, 60_000);
    const ours = await queue(product.child, product.port, lecture.cookie, {
        hold: async () => {
            lecture.publisher.kill('SIGSTOP');
            await pause(150);
            const [, msn, part] = /PRELOAD-HINT:TYPE=PART,URI="p(\d+)\.(\d+)\.m4s"/.exec(await playlist());
            return `${lecture.folder}video.m3u8?_HLS_msn=${msn}&_HLS_part=${part}&_HLS_skip=YES`;
        },
        wake: () => lecture.publisher.kill('SIGCONT'),
    });
    const nginx = await startNginx({ before: 'load_module /usr/lib/nginx/modules/ngx_nchan_module.so; worker_rlimit_nofile 20000;', connections: 2 * waiters + 100,
        more: 'location = /wait { nchan_subscriber longpoll; nchan_channel_id room; nchan_subscriber_first_message newest; } location = /tell { nchan_publisher; nchan_channel_id room; }' });
    const theirs = await queue(nginx.child, new URL(nginx.address).port, lecture.cookie, {
        hold: () => '/wait',
        wake: () => fetch(`${nginx.address}/tell`, { method: 'POST', body: 'x'.repeat(ours.bytes) }),
    });
    const line = (what, got) => [what, round(got.connection), round(got.request), round(got.p50), round(got.p95), round(got.most), round(got.worst), round(got.cpu), round(ours.cpu / got.cpu, 2), round(ours.p50 / got.p50, 2)];
    table(`live-waiters: ${waiters} requests for the next playlist (${ours.bytes} bytes) wait, ${rounds} rounds; ms after the first answer, medians of the rounds`,
        ['measured', 'KiB/idle connection', 'KiB/request more', 'p50 ms', 'p95 ms', 'last ms', 'last of the worst round', 'CPU µs/request', 'CPU ours ÷ this', 'p50 ours ÷ this'],
        [line('blocking playlist requests', ours), line('  nginx with nchan, long polls', theirs)]);
});
