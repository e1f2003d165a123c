import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { boxes } from '../support/boxes.mjs';
import { run } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { buildFolder } from '../support/folders.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { encoded, helloFrame, kinds, Studio, studioFrame } from '../support/studio.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('the browser studio', (kind) => {
    let server, manager, other, supervisor, trainee, live, media, viewer;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        [manager, other, supervisor] = [await institution(server, admin), await institution(server, admin), await company(server, admin)];
        trainee = await employee(server, admin, supervisor);
        const given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
        live = await lecture(manager, given.id, '브라우저 강의');
        media = await encoded();
    });
    after(async () => { await server?.end(); });

    const studio = () => new Studio(manager, live.id);
    const setups = () => [studioFrame(kinds.videoSetup, media.avcC), studioFrame(kinds.audioSetup, media.head)];

    it('gives tokens to managers of the lecture\'s institution alone', async () => {
        (await new Studio(trainee, live.id).token()).is(403);
        (await new Studio(supervisor, live.id).token()).is(403);
        (await new Studio(other, live.id).token()).is(404);
        const { studioEndpoint, tokenExpirationTime } = (await studio().token()).is(200).body;
        assert.match(studioEndpoint, /^ws:\/\/.*\/studio$/);
        assert.ok(Date.parse(tokenExpirationTime) - Date.now() < 120_000, 'short-lived');
    });

    it('lets a token in once, and nobody without', async () => {
        const first = await studio().connect();
        const thief = await studio().connect({ token: first.used });
        assert.equal((await thief.ended).status, 401);
        assert.equal((await (await studio().connect({ token: 'x'.repeat(43) })).ended).status, 401);
        first.tear();
    });

    it('ends with the session that opened it', async () => {
        const session = await new Client(server).signIn(manager.who.username, password);
        const [open, unused] = [await new Studio(session, live.id).connect(), (await new Studio(session, live.id).token()).is(200).body];
        (await session.post('/auth/v1/signout')).is(204);
        assert.equal((await open.ended).code, 4401);
        assert.equal((await (await studio().connect({ token: unused.token })).ended).status, 401);
    });

    describe('a page that sends', () => {
        const bad = {
            'text': ['{"type":"hello"}'],
            'a frame of another version': [studioFrame(kinds.hello, Buffer.from([3, 0, 0, 0, 0]), { version: 2 })],
            'half a header': [Buffer.from([1, 1, 0])],
            'pictures before its hello': [studioFrame(kinds.picture, Buffer.from('x'))],
            'two hellos': [helloFrame(), helloFrame()],
            'a type that there is not': [helloFrame(), studioFrame(99, Buffer.from('x'))],
            'a configuration of garbage': [helloFrame(), studioFrame(kinds.videoSetup, Buffer.from('garbage'))],
            'an OpusHead of garbage': [helloFrame(), studioFrame(kinds.audioSetup, Buffer.from('OpusHead\x01\x09'))],
            'a sound as large as a picture': [helloFrame(), studioFrame(kinds.sound, Buffer.alloc(100_000))],
        };
        for (const [what, frames] of Object.entries(bad)) {
            it(`${what} is told so`, async () => {
                const page = (await studio().connect()).send(...frames);
                const { code, reason } = await page.ended;
                assert.equal(code, 4400, reason);
                assert.ok(reason);
            });
        }

        it('a frame without end is cut off', async () => {
            const page = (await studio().connect()).send(helloFrame(), Buffer.alloc(3_000_000));
            assert.equal((await page.ended).code, 1009);
        });

        it('more than any picture needs is told so', async () => {
            const page = (await studio().connect()).send(helloFrame(), ...setups());
            const key = Buffer.concat([media.pictures[0].bytes, Buffer.from([0, 12, 0, 0]), Buffer.alloc(0xc0000)]);
            for (let i = 0; i < 60 && page.socket.readyState === 1; i += 1) {
                page.send(studioFrame(kinds.picture, key, { microseconds: i * 33_333, key: true }));
                await new Promise(setImmediate);
            }
            assert.equal((await page.ended).code, 4429);
        });

        it('a flood of pings is told so', async () => {
            const page = (await studio().connect()).send(helloFrame());
            for (let i = 0; i < 2_500; i += 1) page.send(studioFrame(kinds.ping, Buffer.alloc(8)));
            assert.equal((await page.ended).code, 4429);
        });
    });

    describe('on air', () => {
        let page;
        it('the lecture goes on, and plays H.264 and Opus', async () => {
            page = await studio().connect();
            assert.equal((await page.broadcast()).resumed, false);
            await page.hears('onAir');
            await until('the lecture is ON', async () => (await trainee.read(`/v1/live/${live.id}`)).status === 'ON');
            viewer = await until('there is a playlist', () => new Viewer(trainee, live.playbackUrl).open(), { seconds: 15 });
            assert.match((await viewer.get(viewer.multivariant)).text, /CODECS="avc1\.42[0-9a-f]{4},opus"/i);
            const health = await manager.read(`/v1/live/${live.id}/health`);
            assert.deepEqual([health.broadcasting, health.width, health.height], [true, 320, 180]);
        });

        it('ffprobe reads picture and sound of what comes out', async () => {
            const pieces = [(await viewer.get(viewer.playlist.map)).is(200).bytes];
            await until('two segments', async () => (viewer.playlist = await viewer.load()).segments.filter((each) => each.uri).length >= 2);
            for (const each of viewer.playlist.segments.filter((segment) => segment.uri).slice(0, 2)) pieces.push((await viewer.get(each.uri)).is(200).bytes);
            const file = join(buildFolder('test-media'), `studio-${process.pid}.mp4`);
            await writeFile(file, Buffer.concat(pieces));
            const out = await run('ffprobe', ['-v', 'warning', '-of', 'json', '-count_packets', '-show_entries', 'stream=codec_name,width,sample_rate,channels,nb_read_packets,time_base', file]);
            const { streams: [picture, sound] } = JSON.parse(out);
            assert.deepEqual([picture.codec_name, picture.width], ['h264', 320]);
            assert.deepEqual([sound.codec_name, sound.sample_rate, sound.channels, sound.time_base], ['opus', '48000', 1, '1/48000']);
            assert.ok(Number(picture.nb_read_packets) >= 58 && Number(sound.nb_read_packets) >= 95, `${picture.nb_read_packets} pictures, ${sound.nb_read_packets} sounds`);
            const decoded = await run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'null', '-']);
            assert.equal(decoded, '');
            assert.ok(boxes(pieces[1]).some((box) => box.type === 'moof'));
        });

        it('a ping comes back with the server\'s clock and what was lost', async () => {
            const mark = Buffer.alloc(8);
            mark.writeUInt32BE(4711, 4);
            page.send(studioFrame(kinds.ping, mark));
            const pong = await page.hears('pong');
            assert.deepEqual([pong.mark, pong.dropped, pong.onAir], [4711, 0, true]);
            assert.ok(pong.frames > 100 && Math.abs(pong.time - Date.now()) < 60_000);
        });

        it('another publisher is refused: a second page and an encoder', async () => {
            const second = (await studio().connect()).send(helloFrame());
            assert.equal((await second.ended).code, 4409);
            assert.notEqual((await publish(ingestAddress(live)).ended).code, 0);
        });

        it('a page that lost its line continues the same playlist', async () => {
            const { newest } = viewer.playlist = await viewer.load();
            page.tear();
            page = await until('let in again', async () => {
                const next = await studio().connect();
                next.broadcast().catch(() => {});
                const first = await Promise.race([next.ended, until('told', () => next.told[0], { seconds: 20 })]);
                return first.type === 'accepted' && next;
            }, { every: 300, seconds: 15 });
            assert.equal(page.told[0].resumed, true);
            viewer.playlist = await until('new parts after the gap', async () => {
                const now = await viewer.load();
                return now.newest.msn > newest.msn + 1 && now;
            }, { seconds: 20 });
            assert.ok(viewer.playlist.discontinuities > 0, 'the gap is marked');
        });

        it('a page that says good-bye makes room at once', async () => {
            assert.equal((await page.leave()).code, 1000);
            page = await studio().connect();
            assert.equal((await page.broadcast()).resumed, true);
        });

        it('the end of the lecture ends the page, and there are no more tokens', async () => {
            (await manager.post(`/v1/live/${live.id}/end`)).is(200);
            assert.equal((await page.ended).code, 4410);
            assert.equal((await studio().token()).is(409).body.state, 'END');
        });
    });
}, { mostlyElsewhere: true });
