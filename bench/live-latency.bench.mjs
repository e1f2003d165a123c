// live-latency: glass to glass. A real ffmpeg publishes pictures that carry the wall clock (stamp.mjs)
// over RTMP; a real Chromium, signed in as a trainee, shows them in the lecture's own page; a reader
// in that page compares what each shown picture says with the clock of the same machine. Beside it:
// the same from the studio's page in a Chromium of its own, stock hls.js on the same stream, and classical HLS (segments of two seconds, nginx, stock hls.js).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { benchmark, cpuSeconds, memoryOf, onEnd, percentile, root, round, signIn, sorted, startNginx, startProduct, stopProcess, table, until } from './support.mjs';
import { stampCamera, stampReader } from './stamp.mjs';

const { chromium } = createRequire(join(root, 'tests/package.json'))('playwright-core');
const seconds = +(process.env.BENCH_SECONDS ?? 60);
const settling = 10;
const [width, height, fps] = [640, 360, 30];

/** ffmpeg with the stamped picture and a tone, H.264 and AAC as a lecturer's OBS sends them; a key frame every `gop` seconds. */
function publish(gop, output) {
    const stamps = spawn(process.execPath, [join(root, 'bench/stamp.mjs'), width, height, fps, 3600].map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
    const encoder = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer', '-probesize', '32',
        '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-framerate', fps, '-use_wallclock_as_timestamps', '1', '-i', 'pipe:0',
        '-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000',
        '-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-g', fps * gop, '-keyint_min', fps * gop, '-sc_threshold', '0', '-b:v', '1M', '-vsync', 'cfr', '-r', fps,
        '-c:a', 'aac', '-b:a', '96k', ...output].map(String), { stdio: ['pipe', 'ignore', 'inherit'] });
    stamps.stdout.pipe(encoder.stdin);
    encoder.stdin.on('error', () => undefined);
    const stop = async () => {
        await stopProcess(encoder);
        await stopProcess(stamps);
    };
    onEnd(stop);
    return stop;
}

async function read(page, pids) {
    const video = page.locator('video');
    await video.waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames > 30, undefined, { timeout: 60_000 });
    await page.waitForTimeout(settling * 1000);
    const cpu = cpuSeconds(...pids);
    await video.evaluate(stampReader);
    await page.waitForTimeout(seconds * 1000);
    const { pictures, unreadable, waits } = await page.evaluate(() => globalThis.stampsRead);
    assert.ok(pictures.length > seconds * fps / 3, `only ${pictures.length} pictures were read back (${unreadable} unreadable)`);
    const latencies = sorted(pictures.map((each) => each.latency / 1000));
    const gaps = pictures.slice(1).map((each, i) => each.at - pictures[i].at);
    return {
        p50: percentile(latencies, 50), p95: percentile(latencies, 95), p99: percentile(latencies, 99), most: latencies.at(-1),
        stalls: Math.max(waits, gaps.filter((gap) => gap > 400).length), gap: Math.max(...gaps), perSecond: pictures.length / seconds,
        unreadable, cpu: (cpuSeconds(...pids) - cpu) / seconds * 1000, memory: memoryOf(pids[0]),
    };
}

const columns = ['measured', 'p50 s', 'p95 s', 'p99 s', 'max s', 'stalls', 'longest gap ms', 'pictures/s', 'unreadable', 'server CPU ms/s', 'MiB'];
const line = (what, got) => [what, round(got.p50, 2), round(got.p95, 2), round(got.p99, 2), round(got.most, 2), got.stalls, round(got.gap, 0), round(got.perSecond), got.unreadable, round(got.cpu), round(got.memory)];

/** Somebody signed in at a browser window of his own, in English. */
async function openPage(browser, product, login) {
    const page = await (await browser.newContext({ viewport: { width, height: 2 * height } })).newPage();
    await page.addInitScript(() => localStorage.setItem('ahimmoyak.language', 'en'));
    await page.goto(`${product.address}/signin`);
    await page.evaluate(async (account) => {
        const answer = await fetch('/auth/v1/signin', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(account) });
        if (!answer.ok) throw new Error(await answer.text());
    }, { login, password: product.accounts.password });
    return page;
}

/** Goes on air from the studio's page, whose camera is a canvas that shows the stamps. */
async function broadcastFrom(page, address) {
    const words = JSON.parse(readFileSync(join(root, 'web/src/i18n/en/studio.json'), 'utf8'));
    await page.addInitScript(stampCamera, { width, height, fps });
    await page.goto(address);
    const press = (name) => page.getByRole('button', { name, exact: true }).click();
    await press(words.devices.camera);
    await press(words.devices.microphone);
    await page.getByRole('combobox', { name: words.quality.label }).click();
    await page.getByRole('option', { name: words.quality.low }).click();
    await press(words.start);
    await page.locator('[data-phase="on"]').first().waitFor();
}

/** A page of nothing but stock hls.js: what anybody gets without our page. */
async function stockPage(page, address, source, settings) {
    const script = readFileSync(join(root, 'web/node_modules/hls.js/dist/hls.min.js'), 'utf8');
    await page.route(`${address}/stock-player`, (route) => route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><video muted autoplay></video><script>${script}</script>
<script>const hls = new Hls(${JSON.stringify(settings)}); hls.attachMedia(document.querySelector('video')); hls.loadSource('${source}');</script>`,
    }));
    await page.goto(`${address}/stock-player`);
}

async function classicalSite() {
    const { address, child, folder } = await startNginx();
    const stop = publish(2, ['-f', 'hls', '-hls_time', 2, '-hls_list_size', 6, '-hls_flags', 'delete_segments', '-hls_segment_type', 'fmp4', join(folder, 'live.m3u8')]);
    await until(async () => (await (await fetch(`${address}/live.m3u8`)).text()).split('#EXTINF').length > 4, 60_000);
    return { address, child, stop };
}

await benchmark(async () => {
    const product = await startProduct({ demo: true });
    const manager = await signIn(product, 'manager1');
    const { items } = await (await signIn(product, 'trainee1')).get('/v1/courses/courseList');
    const minutes = (n) => new Date(Date.now() + n * 60_000).toISOString();
    const newLecture = () => manager.post('/v1/live', { courseProvideId: items[0].courseProvideId, title: 'Glass to glass', startTime: minutes(1), endTime: minutes(61) });
    const lecture = await newLecture();
    const stop = publish(1, ['-flvflags', 'no_duration_filesize', '-f', 'flv', `${lecture.ingestEndpoint.replace(/\/$/, '')}/${lecture.streamKey}`]);
    await until(async () => (await manager.get(`/v1/live/${lecture.id}`)).status === 'ON', 30_000);

    const browser = await chromium.launch({
        executablePath: process.env.BENCH_CHROMIUM ?? '/usr/bin/chromium', headless: true,
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
            '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
    });
    onEnd(() => browser.close());
    const page = await openPage(browser, product, 'trainee1');

    const rows = [];
    await page.goto(`${product.address}/live/${lecture.id}`);
    const ours = await read(page, [product.child.pid]);
    rows.push(line('the lecture\'s page (aim: p95 ≤ 1.3 s)', ours));
    const counted = await page.locator('[data-stalls]').getAttribute('data-stalls');

    await stockPage(page, product.address, lecture.playbackUrl, { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5 });
    const stock = await read(page, [product.child.pid]);
    rows.push(line('  stock hls.js, the same stream', stock));
    await stop();

    const classical = await classicalSite();
    await stockPage(page, classical.address, '/live.m3u8', {});
    rows.push(line('  classical HLS: 2 s segments, nginx, stock hls.js', await read(page, [classical.child.pid])));
    await classical.stop();
    table(`live-latency: ${width}x${height}, ${fps} pictures a second, ${seconds} s read after ${settling} s of settling; the page's own player counted ${counted} stalls since it opened`,
        columns, rows);

    const spoken = await newLecture();
    const instructor = await openPage(browser, product, 'manager1');
    await broadcastFrom(instructor, `${product.address}/manage/live/${spoken.id}/studio`);
    await page.goto(`${product.address}/live/${spoken.id}`);
    await page.bringToFront();
    table(`live-latency: from the studio's page in the same Chromium, whose camera is a canvas that shows the clock; ${seconds} s`,
        columns, [line('the lecture\'s page, from the studio', await read(page, [product.child.pid]))]);
});
