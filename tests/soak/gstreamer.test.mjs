import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { flows, gstreamer, Stage } from '../support/encoders.mjs';
import { ingestAddress } from '../support/publisher.mjs';
import { until } from '../support/until.mjs';

/** GStreamer's two RTMP sinks: the newer one of its own, and the older one by librtmp. */
describe('GStreamer', () => {
    let stage;
    before(async () => { stage = await Stage.open(); });
    after(async () => {
        await stage?.end();
    });

    for (const [name, sink] of Object.entries({
        rtmp2sink: (address) => `rtmp2sink location=${address}`,
        rtmpsink: (address) => `rtmpsink location=${address}`,
    })) {
        it(`${name} broadcasts a lecture that obeys every rule, and Chromium shows it`, async (t) => {
            const live = await stage.lecture(name);
            const sender = gstreamer(sink(ingestAddress(live)));
            t.after(() => sender.kill());
            const viewer = await stage.follow(live).catch((error) => { throw new Error(`${error.message}\n${sender.err}${sender.out}`.slice(0, 3000)); });
            assert.match(viewer.variant.CODECS, /^avc1\.[0-9a-f]{6},mp4a\.40\.2$/i);
            const streams = await stage.probe(viewer, name);
            assert.deepEqual([streams.video.codec_name, streams.video.width, streams.audio.codec_name], ['h264', 640, 'aac']);
            flows(streams);
            assert.ok(await stage.watch(live) < 3);
            sender.signal('SIGINT'); // -e: ends the stream, says good-bye
            await sender.ended;
            await until('its end is told', async () => (await stage.manager.read(`/v1/live/${live.id}/session-events`)).items[0].kind === 'LOST', { seconds: 10 });
        });
    }
});
