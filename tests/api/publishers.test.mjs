import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { run } from '../support/child.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { elementary, enhancedAudio, enhancedVideo } from '../support/elementary.mjs';
import { buildFolder, temporaryFolder } from '../support/folders.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { RtmpPublisher } from '../support/rtmp.mjs';
import { prepareServer, slowness } from '../support/server.mjs';
import { encoded, helloFrame, Studio } from '../support/studio.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

const sound = { codec: 'mp4a', setup: Buffer.from([0xaf, 0, 0x11, 0x90]), of: (bytes) => Buffer.concat([Buffer.from([0xaf, 1]), bytes]) };

/** A certificate for localhost as an operator would have one: {cert, key}. */
async function certificate(folder, name) {
    const [cert, key] = ['crt', 'key'].map((ending) => join(folder, `${name}.${ending}`));
    await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert]);
    return { cert, key };
}

onEachDatabase('publishers', (kind) => {
    let server, manager, trainee, given, tls;
    before(async () => {
        server = await prepareServer(kind);
        const folder = temporaryFolder('tls');
        tls = { port: await freePort(), first: await certificate(folder, 'first'), second: await certificate(folder, 'second'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
        copyFileSync(tls.first.cert, tls.cert);
        copyFileSync(tls.first.key, tls.key);
        await server.start({ flags: ['--rtmps-port', String(tls.port), '--tls-cert', tls.cert, '--tls-key', tls.key] });
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
    });
    after(async () => { await server?.end(); });

    const planned = (title) => lecture(manager, given.id, title);
    const publisher = (options) => new RtmpPublisher(options).open(server);
    const events = async (live) => (await manager.read(`/v1/live/${live.id}/session-events`)).items.map((each) => each.kind);
    const watched = (live) => Viewer.enter(trainee, live, { seconds: 15 * slowness });

    /** Pictures, and AAC beside them when `withSound`, from a stamp on. */
    const send = (to, { fourCc, configuration, pictures }, { at = 0, withSound = false } = {}) => {
        to.video(at, enhancedVideo(0, fourCc, configuration, { key: true }));
        if (withSound) to.audio(at, sound.setup);
        let heard = 0;
        for (const each of pictures) {
            for (; withSound && (heard * 1024) / 48 <= each.milliseconds; heard += 1) to.audio(at + Math.floor((heard * 1024) / 48), sound.of(Buffer.from([0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c])));
            to.video(at + each.milliseconds, enhancedVideo(each.offset === 0 ? 3 : 1, fourCc, each.bytes, { key: each.key, offset: each.offset }));
        }
    };

    /** What ffmpeg makes of the broadcast: its streams, and that every picture decodes. */
    const probe = async (viewer, name) => {
        viewer.playlist = await until('two whole segments', async () => { const now = await viewer.load(); return now.segments.length >= 2 && now; }, { seconds: 15 * slowness });
        const pieces = [(await viewer.get(viewer.playlist.map)).is(200).bytes];
        for (const each of viewer.playlist.segments.slice(0, 2)) pieces.push((await viewer.get(each.uri)).is(200).bytes);
        const file = join(buildFolder('test-media'), `published-${name}-${process.pid}.mp4`);
        await writeFile(file, Buffer.concat(pieces));
        assert.equal(await run('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v', '-f', 'null', '-']), '');
        const { streams } = JSON.parse(await run('ffprobe', ['-v', 'error', '-of', 'json', '-count_packets', '-show_entries', 'stream=codec_name,codec_tag_string,width,height,nb_read_packets,sample_rate', file]));
        return streams;
    };

    describe('with the same key', () => {
        it('a second one is refused while the first is heard, and both sides are told', async () => {
            const live = await planned('두 번째');
            const pictures = await elementary('h264');
            const first = await publisher();
            assert.equal((await first.publish(live.streamKey)).code, 'NetStream.Publish.Start');
            send(first, pictures);
            await watched(live);
            const keepAlive = setInterval(() => first.command('ping', 0, null), 200);
            try {
                const second = await publisher();
                const { level, code, description } = await second.publish(live.streamKey);
                assert.deepEqual([level, code], ['error', 'NetStream.Publish.BadName']);
                assert.match(description, /Another publisher is on air/);
                const page = await new Studio(manager, live.id).connect();
                page.send(helloFrame());
                assert.equal((await page.ended).code, 4409);
                await until('it is kept for the instructor', async () => (await events(live)).includes('SECOND_REFUSED'), { seconds: 5 * slowness });
                assert.equal((await events(live)).filter((each) => each === 'SECOND_REFUSED').length, 1, 'once, however often it tries');
                assert.ok(first.socket.writable && !first.socket.destroyed);
            } finally {
                clearInterval(keepAlive);
                await first.leave();
            }
        });

        for (const who of ['an encoder', 'a studio']) {
            it(`${who} takes over from one that fell silent: the same playlist goes on, and nothing is said to be lost`, async () => {
                const live = await planned(`이어받기 ${who}`);
                const pictures = await elementary('h264');
                const first = await publisher();
                await first.publish(live.streamKey);
                send(first, pictures);
                const viewer = await watched(live);
                const { newest } = viewer.playlist;
                let second;
                if (who === 'an encoder') {
                    second = await until('it may publish', async () => {
                        const next = await publisher();
                        if ((await next.publish(live.streamKey)).level === 'status') return next;
                        await next.tear();
                        return undefined;
                    }, { seconds: 8, every: 300 });
                    send(second, pictures);
                } else {
                    second = await until('it may publish', async () => {
                        const next = await new Studio(manager, live.id).connect();
                        try { await Promise.race([next.broadcast(), next.ended.then(({ code }) => { throw new Error(`closed with ${code}`); })]); } catch (error) { next.tear(); throw error; }
                        return next;
                    }, { seconds: 10, every: 300 });
                }
                viewer.playlist = await until('new parts', async () => { const now = await viewer.load(); return now.newest.msn > newest.msn && now.discontinuities > 0 && now; }, { seconds: 15 * slowness });
                first.video(4_000, enhancedVideo(3, 'avc1', pictures.pictures[1].bytes));
                await first.closed;
                const { values } = first.told.findLast((each) => each.name === 'onStatus');
                assert.match(values.at(-1).description, /taken over/);
                const kept = await until('it is kept', async () => { const now = await events(live); return now.includes('TAKEN_OVER') && now; });
                assert.ok(!kept.includes('LOST') && !kept.includes('CAME_BACK'), kept.join());
                await second.leave();
                await until('the end of the second is kept', async () => (await events(live))[0] === 'LOST');
            });
        }
    });

    describe('in Enhanced RTMP', () => {
        const fourCcs = { fourCcList: ['av01', 'hvc1', 'Opus'], videoFourCcInfoMap: { '*': 4 }, capsEx: 0 };

        it('are told which codecs may come, if they ask', async () => {
            const asks = await publisher();
            await asks.publish('nobody', { connect: fourCcs });
            const properties = asks.connected.values[2];
            assert.deepEqual(properties.fourCcList, ['avc1', 'hvc1', 'av01', 'mp4a', 'Opus']);
            assert.deepEqual(properties.videoFourCcInfoMap, { avc1: 4, hvc1: 4, av01: 4 });
            assert.deepEqual(properties.audioFourCcInfoMap, { mp4a: 4, Opus: 4 });
            const older = await publisher();
            await older.publish('nobody');
            assert.deepEqual(Object.keys(older.connected.values[2]), ['fmsVer', 'capabilities', 'mode']);
            await asks.tear();
            await older.tear();
        });

        for (const [codec, { name, tag, says }] of Object.entries({
            hevc: { name: 'hevc', tag: 'hvc1', says: /^hvc1\.1\.6\.L\d+\.[0-9a-f]+$/ },
            'hevc-reordered': { name: 'hevc', tag: 'hvc1', says: /^hvc1\.1\.6\.L\d+\.[0-9a-f]+$/ },
            av1: { name: 'av1', tag: 'av01', says: /^av01\.0\.\d\dM\.08$/ },
        })) {
            it(`${codec} passes through, and the playlist says what it is`, async () => {
                const live = await planned(codec);
                const by = await publisher();
                await by.publish(live.streamKey, { connect: fourCcs, metadata: { width: 320, height: 180, framerate: 30, videocodecid: 1 } });
                send(by, await elementary(codec));
                const viewer = await watched(live);
                assert.match(viewer.variant.CODECS, says);
                assert.equal(viewer.variant.RESOLUTION, '320x180');
                const [picture] = await probe(viewer, codec);
                assert.deepEqual([picture.codec_name, picture.codec_tag_string, picture.width, picture.height], [name, tag, 320, 180]);
                assert.ok(Number(picture.nb_read_packets) >= 59, `${picture.nb_read_packets} pictures of two seconds`);
                const parts = viewer.playlist.parts;
                assert.ok(parts.some((each) => each.independent) && parts.some((each) => !each.independent), 'only parts with a key frame are entries');
                await by.leave();
            });
        }

        it('AV1 whose header tells no size is measured by its first key frame', async () => {
            const live = await planned('av1-short');
            const by = await publisher();
            await by.publish(live.streamKey, { connect: fourCcs });
            const av1 = await elementary('av1');
            send(by, { ...av1, configuration: av1.configuration.subarray(0, 4) });
            assert.equal((await watched(live)).variant.RESOLUTION, '320x180');
            await by.leave();
        });

        it('Opus comes beside HEVC', async () => {
            const live = await planned('opus');
            const by = await publisher();
            await by.publish(live.streamKey, { connect: fourCcs, metadata: { videocodecid: 1, audiocodecid: 1, framerate: 30 } });
            const hevc = await elementary('hevc');
            const { head, sounds } = await encoded();
            by.video(0, enhancedVideo(0, 'hvc1', hevc.configuration, { key: true }));
            by.audio(0, enhancedAudio(0, 'Opus', head));
            let heard = 0;
            for (const each of hevc.pictures) {
                for (; heard * 20 <= each.milliseconds; heard += 1) by.audio(heard * 20, enhancedAudio(1, 'Opus', sounds[heard % sounds.length]));
                by.video(each.milliseconds, enhancedVideo(1, 'hvc1', each.bytes, { key: each.key }));
            }
            const viewer = await watched(live);
            assert.match(viewer.variant.CODECS, /^hvc1\..*,opus$/);
            const streams = await probe(viewer, 'opus');
            assert.deepEqual(streams.map((each) => each.codec_name), ['hevc', 'opus']);
            await by.leave();
        });

        it('a codec that nobody here knows ends with a word about it', async () => {
            const live = await planned('vp9');
            const by = await publisher();
            await by.publish(live.streamKey, { connect: fourCcs });
            by.video(0, enhancedVideo(0, 'vp09', Buffer.alloc(20), { key: true }));
            await by.closed;
            assert.match(by.told.at(-1).values.at(-1).description, /codec is not supported/);
        });
    });

    describe('whose clock runs over', () => {
        for (const [what, at, options] of [
            ['24 bits, after 4 h 40 min', 0xffffff - 2_000, {}],
            ['24 bits, in chunks of 128 bytes', 0xffffff - 2_000, { chunkSize: 128 }],
            ['31 bits, after 24.8 days', 0x7fffffff - 2_000, {}],
            ['32 bits, after 49.7 days', 0xffffffff - 2_000, {}],
        ]) {
            it(`${what}: the lecture does not notice`, async () => {
                const live = await planned(what);
                const by = await publisher(options);
                await by.publish(live.streamKey, { metadata: { videocodecid: 7, audiocodecid: 10, framerate: 30 } });
                send(by, await elementary('h264'), { at, withSound: true });
                const viewer = await watched(live);
                viewer.playlist = await until('three seconds', async () => { const now = await viewer.load(); return now.segments.length >= 3 && now; });
                assert.equal(viewer.playlist.discontinuities, 0);
                assert.ok(viewer.playlist.segments.every((each) => Math.abs(each.duration - 1) < 0.01), JSON.stringify(viewer.playlist.segments.map((each) => each.duration)));
                await by.leave();
            });
        }
    });

    describe('over TLS', () => {
        it('is where the instructor is sent to', async () => {
            const { ingestEndpoint } = await planned('주소');
            assert.equal(ingestEndpoint, `rtmps://127.0.0.1:${tls.port}/app`);
        });

        it('ffmpeg broadcasts over RTMPS', async () => {
            const live = await planned('rtmps');
            const by = publish(ingestAddress(live));
            const viewer = await watched(live);
            assert.match(viewer.variant.CODECS, /^avc1\..*,mp4a\.40\.2$/);
            await viewer.next();
            assert.ok(by.running);
            await by.kill();
        });

        it('an encoder without TLS is not understood there, and disturbs nobody', async () => {
            const plain = publish(`rtmp://127.0.0.1:${tls.port}/app/x`, { seconds: 2 });
            assert.notEqual((await plain.ended).code, 0);
        });

        it('shows a renewed certificate without a restart, and keeps the old one while the new one is broken', async () => {
            const shown = () => new Promise((resolve, reject) => {
                const socket = connectTls({ port: tls.port, host: '127.0.0.1', rejectUnauthorized: false }, () => { resolve(socket.getPeerCertificate().subject.CN); socket.destroy(); });
                socket.once('error', reject);
            });
            assert.equal(await shown(), 'first');
            await writeFile(tls.cert, 'half written');
            await new Promise((resolve) => { setTimeout(resolve, 5_500); });
            assert.equal(await shown(), 'first');
            copyFileSync(tls.second.cert, tls.cert);
            copyFileSync(tls.second.key, tls.key);
            await until('the new one is shown', async () => await shown() === 'second', { seconds: 12, every: 500 });
        });
    });
}, { mostlyElsewhere: true });
