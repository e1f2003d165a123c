// vod: viewers of a prepared lesson fetch a segment every four seconds, each on a connection of its own, and the answer is
// thrown away. Beside it: nginx sending the same bytes from files to the same viewers at the same times. Before it measures
// it asserts that the segments put together are a video of the length of the lesson, and that nobody gets one without the cookie.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import { benchmark, cpuSeconds, memoryOf, percentile, round, signIn, sorted, startNginx, startProduct, table, temporaryFolder, until } from './support.mjs';

const viewers = Number(process.env.BENCH_VIEWERS ?? 200);
const seconds = Number(process.env.BENCH_SECONDS ?? 20);
const segmentSeconds = 4;

/** A lesson of a minute as institutions have them: 720p, some 2 Mbit/s. */
function lesson() {
    const file = join(temporaryFolder(), 'lesson.mp4');
    execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=60', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=60',
        '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '60', '-b:v', '2M', '-maxrate', '2M', '-bufsize', '4M', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart', file]);
    return readFileSync(file);
}

/** Uploads it and waits until it is prepared; gives its largest rendition's pieces and what opens them. */
async function prepare(product) {
    const manager = await signIn(product, 'manager1');
    const bytes = lesson();
    const begun = await manager.post('/builder/v1/files/upload', { filename: 'lesson.mp4', filesize: bytes.length, type: 'video/mp4' });
    const etags = [];
    for (const [i, address] of begun.presignedUrls.entries())
        etags.push((await fetch(new URL(address, product.address), { method: 'PUT', body: bytes.subarray(i * begun.partSize, (i + 1) * begun.partSize) })).headers.get('etag'));
    await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags });
    const course = await manager.post('/v1/courses', { title: 'vod', introduction: '', instructor: '' });
    const chapter = (await manager.post(`/v1/courses/${course.id}/curriculums`, { title: '1' })).curriculums[0].id;
    const made = await manager.post(`/v1/courses/${course.id}/curriculums/${chapter}/save`, { title: 'lesson', type: 'VIDEO', key: begun.key });
    const content = made.curriculums[0].contents[0].id;
    await until(async () => (await manager.get(`/v1/courses/${course.id}/videos`)).items[0]?.state === 'READY', 300_000);
    const shown = await fetch(`${product.address}/api/v1/courses/curriculums/contents/${content}`, { headers: manager.headers });
    const cookie = shown.headers.getSetCookie().find((each) => each.startsWith('video=')).split(';')[0];
    const { playlistUrl } = (await shown.json()).video;
    const read = async (path) => (await fetch(product.address + path, { headers: { cookie } })).text();
    const largest = (await read(playlistUrl)).split('\n').find((each) => each.endsWith('.m3u8'));
    const playlist = await read(`${dirname(playlistUrl)}/${largest}`);
    const pieces = playlist.split('\n').filter((each) => each.endsWith('.m4s')).map((each) => `${dirname(playlistUrl)}/${each}`);
    const first = `${dirname(playlistUrl)}/${/URI="([^"]+)"/.exec(playlist)[1]}`;
    return { cookie, pieces, first };
}

function fetchOne(agent, address, cookie) {
    return new Promise((resolve, reject) => {
        const asked = performance.now();
        get(address, { agent, headers: { cookie } }, (answer) => {
            let size = 0;
            answer.on('data', (piece) => { size += piece.length; });
            answer.on('end', () => { if (answer.statusCode === 200) resolve({ took: performance.now() - asked, size }); else reject(new Error(`${address}: ${answer.statusCode}`)); });
        }).on('error', reject);
    });
}

/** All viewers, spread evenly over the segment's length. */
async function watch(address, pieces, cookie, pid) {
    const agent = new Agent({ keepAlive: true, maxSockets: viewers });
    await Promise.all(pieces.map((each) => fetchOne(agent, address + each, cookie)));
    const cpu = cpuSeconds(pid);
    const begun = performance.now();
    const asked = [];
    const rounds = Math.round(seconds / segmentSeconds);
    for (let n = 0; n < viewers * rounds; n += 1) {
        const due = begun + (n / viewers) * segmentSeconds * 1000;
        const early = due - performance.now();
        if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
        asked.push(fetchOne(agent, address + pieces[(n * 7) % pieces.length], cookie));
    }
    const got = await Promise.all(asked);
    agent.destroy();
    return { cpu: cpuSeconds(pid) - cpu, times: sorted(got.map((each) => each.took)), bytes: got.reduce((sum, each) => sum + each.size, 0), count: got.length, memory: memoryOf(pid) };
}

await benchmark(async () => {
    const product = await startProduct({ demo: true });
    const { cookie, pieces, first } = await prepare(product);
    assert.equal((await fetch(product.address + pieces[0])).status, 403, 'not without the cookie');
    const nginx = await startNginx();
    const whole = [];
    for (const path of [first, ...pieces]) {
        const bytes = Buffer.from(await (await fetch(product.address + path, { headers: { cookie } })).arrayBuffer());
        whole.push(bytes);
        mkdirSync(join(nginx.folder, dirname(path)), { recursive: true });
        writeFileSync(join(nginx.folder, path), bytes);
    }
    const file = join(temporaryFolder(), 'whole.mp4');
    writeFileSync(file, Buffer.concat(whole));
    const length = Number(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', file], { encoding: 'utf8' }));
    assert.ok(Math.abs(length - 60) < 0.5, `the segments are a video of ${length} s`);

    const runs = { ours: [], nginx: [] };
    for (let n = 0; n < 2; n += 1) {
        runs.ours.push(await watch(product.address, pieces, cookie, product.child.pid));
        runs.nginx.push(await watch(nginx.address, pieces, cookie, nginx.child.pid));
    }
    const sum = (all) => ({ cpu: all.reduce((s, each) => s + each.cpu, 0), bytes: all.reduce((s, each) => s + each.bytes, 0), count: all.reduce((s, each) => s + each.count, 0), times: sorted(all.flatMap((each) => each.times)), memory: all.at(-1).memory });
    const [ours, theirs] = [sum(runs.ours), sum(runs.nginx)];
    const perViewer = (run) => run.cpu / (run.count * segmentSeconds) * 1e6;
    const line = (what, run) => [what, round(perViewer(run)), round(run.cpu / run.count * 1e6, 0), round(run.bytes / run.count / 1024, 0), round(percentile(run.times, 50), 2), round(percentile(run.times, 95), 2), round(run.memory), round(perViewer(ours) / perViewer(run), 2)];
    table(`vod: ${viewers} viewers of a lesson at 720p, a segment of ${segmentSeconds} s each; ${seconds} s, twice`,
        ['measured', 'CPU µs/viewer-second', 'CPU µs/segment', 'KiB/segment', 'p50 ms', 'p95 ms', 'MiB', 'CPU ours ÷ this'],
        [line('ahimmoyak, with the playback cookie', ours), line('  nginx, the same bytes from files', theirs)]);
});
