import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { complaintsAbout } from '../support/playlist-check.mjs';
import { parseMedia, parseMultivariant } from '../support/playlist.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** What renditions cost in CPU time, and that their playlists keep every rule for as long as a broadcast lasts. */
const size = process.env.AHIMMOYAK_TEST_SIZE ?? '1280x720';
const minutes = Number(process.env.AHIMMOYAK_TEST_MINUTES ?? 5);
let server, admin, trainee, live, publisher;
before(async () => {
    server = await startServer('sqlite', { flags: ['--live-heights', '720,360'] });
    admin = await setUp(server);
    const manager = await institution(server, admin);
    const boss = await company(server, admin);
    trainee = await employee(server, admin, boss);
    live = await lecture(manager, (await offering(manager, boss, (await course(manager)).id, [trainee])).id);
    const { headers } = (await admin.get('/v1/admin/settings')).is(200);
    (await admin.put('/v1/admin/settings/live', { renditions: true, recordingDays: 0 }, { headers: { 'If-Match': headers.etag } })).is(200);
});
after(async () => {
    await publisher?.kill();
    await server?.end();
});

const file = async (name) => {
    const answer = await trainee.get(new URL(name, new URL(live.playbackUrl, server.url)).href);
    if (answer.status === 403) await trainee.read(`/v1/live/${live.id}`); // the right to play lasts ten minutes
    return answer;
};
const worker = () => Number(spawnSync('pgrep', ['-P', String(server.pid), '-f', 'media-worker live'], { encoding: 'utf8' }).stdout.trim());
/** Of all threads, in seconds. */
const cpu = (pid) => {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).map(Number);
    return (user + system) / 100;
};
/** How far the source has come, in seconds of its media: an encoder on a busy machine may be slower than the clock. */
const come = async () => Number(parseMedia((await file('video.m3u8')).text).segments.at(-1).date) / 1000;
const metric = async (name) => Number(new RegExp(`^ahimmoyak_live_rendition_${name} ([\\d.e+-]+)$`, 'm').exec((await admin.get('/metrics')).text)[1]);

it(`go on by the rules for ${minutes} minutes`, { timeout: (minutes + 5) * 60_000 }, async (t) => {
    publisher = publish(ingestAddress(live), { size, flags: ['-b:v', '2500k'] });
    const variants = await until('there are some', async () => {
        const list = await file('index.m3u8');
        const all = list.status === 200 ? parseMultivariant(list.text) : [];
        return all.length > 1 && all;
    }, { seconds: 30 * slowness });
    const [pid, began] = [worker(), performance.now()];
    const [first, from] = [cpu(pid), await come()];
    let lag = 0;
    while (performance.now() - began < minutes * 60_000) {
        const all = {};
        for (const { uri } of variants) all[uri] = (await file(uri)).text;
        if (Object.values(all).every((text) => text.startsWith('#EXTM3U'))) assert.equal(await complaintsAbout(all), '');
        lag = Math.max(lag, await metric('lag_seconds'));
        await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    }
    const media = (await come()) - from;
    const cost = (cpu(pid) - first) / media;
    const skipped = await metric('parts_skipped');
    t.diagnostic(`${variants.map((each) => each.RESOLUTION).join(' → ')}: ${cost.toFixed(3)} CPU seconds for each of ${media.toFixed(0)} seconds of media; the longest wait of a part was ${lag.toFixed(2)} s; ${skipped} parts skipped`);
    assert.equal(worker(), pid, 'it is still the same process');
    assert.equal(await metric('worker_deaths'), 0);
    assert.ok(parseMedia((await file('r360/video.m3u8')).text).segments.length > 5);
});
