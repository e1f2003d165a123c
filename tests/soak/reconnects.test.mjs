import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { elementary, inRealTime } from '../support/elementary.mjs';
import { Stage } from '../support/encoders.mjs';
import { obeysTheRules } from '../support/rules.mjs';
import { RtmpPublisher } from '../support/rtmp.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

const residentKilobytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

let stage;
before(async () => { stage = await Stage.open(); });
after(async () => { await stage?.end(); });

/** Follows a broadcast part by part and fetches each: what it has of every segment, and every playlist. */
class Follower {
    constructor(viewer) {
        this.viewer = viewer;
        this.parts = new Map();
        this.texts = [];
        this.stopped = false;
        this.done = this.follow();
    }

    async follow() {
        for (; !this.stopped; await this.next()) {
            this.texts.push(this.viewer.playlist.text);
            for (const { msn, part, uri } of this.viewer.playlist.parts) {
                const name = `${msn}.${part}`;
                if (this.parts.has(name)) continue;
                const answer = await this.viewer.get(uri);
                this.parts.set(name, answer.status);
            }
        }
    }

    /** A broadcast that pauses for too long is answered 503: it is asked for again. */
    async next() {
        try { await this.viewer.next(); } catch (error) { if (!/answered 503/.test(error.message)) throw error; }
    }

    async stop() { this.stopped = true; await this.done; }
}

const times = Number(process.env.AHIMMOYAK_TEST_RECONNECTS ?? 100);

it(`a publisher that reconnects ${times} times loses no viewer, no part and no memory`, async () => {
    const live = await stage.lecture('끊김');
    const pictures = await elementary('h264');
    // As encoders do, it tries again where the server has not yet seen that the old line is torn.
    const connect = () => until('it may publish', async () => {
        const by = await new RtmpPublisher().open(stage.server);
        const { level } = await by.publish(live.streamKey, { metadata: { videocodecid: 7, framerate: 30, width: 320 } });
        if (level !== 'status') { await by.tear(); return undefined; }
        by.stop = inRealTime(by, pictures);
        return by;
    }, { seconds: 10, every: 100 });
    let by = await connect();
    const viewer = await Viewer.enter(stage.trainee, live);
    const follower = new Follower(viewer);
    let early;
    for (let i = 1; i <= times; i += 1) {
        const { newest } = viewer.playlist;
        await until('a whole segment more', () => viewer.playlist.newest.msn > newest.msn, { seconds: 20 });
        by.stop();
        // Half of them say good-bye, the others are torn off.
        await (i % 2 ? by.tear() : by.leave());
        by = await connect();
        if (i === Math.ceil(times / 5)) early = residentKilobytes(stage.server.pid);
    }
    const { newest } = viewer.playlist;
    await until('the last one is there', () => viewer.playlist.newest.msn > newest.msn, { seconds: 20 });
    const { reconnects } = await stage.manager.read(`/v1/live/${live.id}/health`);
    await follower.stop();
    by.stop();
    await by.leave();
    const late = residentKilobytes(stage.server.pid);

    obeysTheRules(follower.texts);
    assert.deepEqual([...follower.parts].filter(([, status]) => status !== 200), [], 'every listed part could be had');
    const msns = [...new Set([...follower.parts.keys()].map((name) => Number(name.split('.')[0])))];
    assert.deepEqual(msns, Array.from({ length: msns.length }, (_, i) => msns[0] + i), 'no segment was left out');
    for (const msn of msns) {
        const own = [...follower.parts.keys()].filter((name) => name.startsWith(`${msn}.`)).map((name) => Number(name.split('.')[1]));
        assert.deepEqual(own, own.map((_, i) => i), `no part of ${msn} was left out`);
    }
    const sequence = Number(/DISCONTINUITY-SEQUENCE:(\d+)/.exec(viewer.playlist.text)?.[1] ?? 0);
    assert.equal(sequence + viewer.playlist.discontinuities, times, 'each reconnection is marked once');
    assert.equal(reconnects, times);
    assert.ok(late < early * 1.25 + 8192, `${early} kB after a fifth, ${late} kB at the end`);
});

it('polling what is not there costs no memory', async () => {
    const poller = new Client(stage.server);
    poller.cookies = stage.trainee.cookies;
    const early = residentKilobytes(stage.server.pid);
    for (let i = 0; i < 20_000; i += 1) await poller.get(`/play/${900_000 + i}/index.m3u8`);
    assert.ok(residentKilobytes(stage.server.pid) < early + 8192);
});

it('a thousand connections that say nothing, and encoders that stop in the middle, cost little and hold nobody up', async () => {
    const live = await stage.lecture('조용한 연결');
    const pictures = await elementary('h264');
    const by = await new RtmpPublisher().open(stage.server);
    await by.publish(live.streamKey, { metadata: { videocodecid: 7, framerate: 30, width: 320 } });
    const stop = inRealTime(by, pictures);
    const viewer = await Viewer.enter(stage.trainee, live);
    const { connect } = await import('node:net');
    const early = residentKilobytes(stage.server.pid);
    const flood = [];
    for (let i = 0; i < 1_500; i += 1) {
        const socket = connect(stage.server.rtmpPort, '127.0.0.1');
        socket.on('error', () => {});
        socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(i % 2 ? 100 : 1536)]));
        flood.push(socket);
        if (i % 100 === 99) await viewer.next();
    }
    const held = residentKilobytes(stage.server.pid) - early;
    assert.ok(held < 40_000, `${held} kB for a thousand connections`);
    const another = await stage.lecture('그래도 시작되는 강의');
    const second = await new RtmpPublisher().open(stage.server);
    assert.equal((await second.publish(another.streamKey)).level, 'status', 'a publisher still gets in');
    for (let i = 0; i < 5; i += 1) await viewer.next();
    for (const each of flood) each.destroy();
    stop();
    await by.leave();
    await second.leave();
});
