import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { flows, Obs, Stage } from '../support/encoders.mjs';
import { until } from '../support/until.mjs';

/** OBS Studio itself, as an instructor has it. */
let stage;
before(async () => { stage = await Stage.open(); });
after(async () => {
    await stage?.end();
});

it('OBS broadcasts a lecture that obeys every rule, and Chromium shows it', async (t) => {
    const live = await stage.lecture('OBS');
    const obs = await Obs.start(live);
    t.after(() => obs.kill());
    const viewer = await stage.follow(live).catch((error) => { throw new Error(`${error.message}\n${obs.log.slice(-3000)}`); });
    assert.match(viewer.variant.CODECS, /^avc1\.[0-9a-f]{6},mp4a\.40\.2$/);
    assert.equal(viewer.variant.RESOLUTION, '640x360');
    const streams = await stage.probe(viewer, 'obs');
    assert.deepEqual([streams.video.codec_name, streams.video.width, streams.audio.codec_name, streams.audio.sample_rate], ['h264', 640, 'aac', '48000']);
    flows(streams);
    const health = await stage.manager.read(`/v1/live/${live.id}/health`);
    assert.ok(health.broadcasting && Math.abs(health.framesPerSecond - 30) < 1 && Math.abs(health.gopSeconds - 1) < 0.1, JSON.stringify(health));
    assert.ok(await stage.watch(live) < 3);
});

it('B-frames and the key frame distance that OBS has by itself are told, and the picture goes on', async (t) => {
    const live = await stage.lecture('OBS 기본값');
    const obs = await Obs.start(live, { x264: 'bframes=2' });
    t.after(() => obs.kill());
    const viewer = await stage.follow(live, { seconds: 20 });
    flows(await stage.probe(viewer, 'obs-default'));
    const kinds = async () => (await stage.manager.read(`/v1/live/${live.id}/session-events`)).items.map((each) => each.kind);
    await until('both are told', async () => { const told = await kinds(); return told.includes('B_FRAMES') && told.includes('LONG_GOP'); }, { seconds: 30, every: 500 });
});
