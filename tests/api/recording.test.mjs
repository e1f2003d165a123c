import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { boxes } from '../support/boxes.mjs';
import { Chatter } from '../support/chat.mjs';
import { run } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering, quizOf } from '../support/course.mjs';
import { moment } from '../support/dates.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { buildFolder } from '../support/folders.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('the recording of a lecture', (kind) => {
    let server, admin, manager, trainee, stranger, live, silent, quiz, recording, publishers;
    before(async () => {
        publishers = [];
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        const other = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        stranger = await employee(server, admin, other);
        const made = await course(manager);
        const given = await offering(manager, supervisor, made.id, [trainee]);
        await offering(manager, other, made.id, [stranger]);
        live = await lecture(manager, given.id, '소방 / "안전" 라이브');
        silent = (await manager.post('/v1/live', { courseProvideId: given.id, title: '녹화하지 않는 강의', startTime: moment(1), endTime: moment(61), record: false })).is(201).body;
    });
    after(async () => {
        for (const each of publishers) await each.kill();
        await server?.end();
    });

    const at = (more = '', of = live) => `/v1/live/${of.id}${more}`;
    const broadcast = (of) => {
        publishers.push(publish(ingestAddress(of)));
        return publishers.at(-1);
    };
    const plays = (of = live) => until('it plays', async () => {
        await trainee.read(at('', of)); // gives the right to play
        return new Viewer(trainee, of.playbackUrl).open();
    }, { seconds: 15 * slowness });
    const segments = (viewer, count) => until(`${count} segments`, async () => (await viewer.load()).segments.length >= count, { seconds: 30 * slowness });

    it('is made while the lecture is on, over a reconnect, with its quiz and chat', async () => {
        assert.equal(live.record, true);
        assert.equal(silent.record, false);
        broadcast(silent);
        const first = broadcast(live);
        let viewer = await plays();
        await segments(viewer, 3);
        quiz = (await manager.post(at('/quizzes'), quizOf())).is(201).body;
        (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
        (await trainee.post(`/v1/quizzes/${quiz.id}/answers`, { option: 1 })).is(201);
        (await manager.post(`/v1/quizzes/${quiz.id}/close`)).is(200);
        (await manager.get(at('/recording'))).is(404);
        const { messagingEndpoint } = (await trainee.post(at('/chat-token'))).is(200).body;
        const chatter = await new Chatter(trainee, live.id).connect(messagingEndpoint);
        await chatter.send('잘 들립니다');
        await chatter.send('지울 말');
        const staff = await new Chatter(manager, live.id).connect(messagingEndpoint);
        const wrong = (await manager.read(at('/chat/messages'))).items.find((each) => each.content === '지울 말');
        await staff.room.deleteMessage({ action: 'DELETE_MESSAGE', requestId: 'r1', id: wrong.id });
        chatter.leave();
        staff.leave();
        await first.kill();
        broadcast(live);
        await until('it goes on', async () => (await viewer.load()).discontinuities > 0, { seconds: 20 * slowness });
        (await manager.post(`/v1/quizzes/${quiz.id}/reveal`)).is(200);
        await until('two more segments', async () => (await viewer.load()).segments.length >= 6, { seconds: 20 * slowness });
        (await manager.post(at('/end'))).is(200);
        (await manager.post(at('/end', silent))).is(200);
        await until('it is there', async () => (await trainee.read(at())).recording === 'READY', { seconds: 20 * slowness });
        assert.deepEqual((await manager.get(at('/recording', silent))).status, 404, 'what is not to be recorded is not');
    });

    it('plays from beginning to end for who was enrolled', async () => {
        recording = await trainee.read(at('/recording'));
        assert.ok(recording.durationSeconds > 5, `${recording.durationSeconds} s`);
        const playlist = (await trainee.get(recording.playlistUrl)).is(200);
        assert.match(playlist.text, /#EXT-X-PLAYLIST-TYPE:VOD/);
        assert.match(playlist.text, /#EXT-X-ENDLIST\n$/);
        assert.equal(playlist.text.match(/#EXT-X-DISCONTINUITY\n/g)?.length, 1, 'the reconnect is marked');
        const sum = [...playlist.text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((all, [, seconds]) => all + Number(seconds), 0);
        assert.ok(Math.abs(sum - recording.durationSeconds) < 0.1, `${sum} of ${recording.durationSeconds} s`);
        const longest = Number(/TARGETDURATION:(\d+)/.exec(playlist.text)[1]);
        for (const [, seconds] of playlist.text.matchAll(/#EXTINF:([\d.]+)/g)) assert.ok(Math.round(Number(seconds)) <= longest);
        for (const [name] of playlist.text.matchAll(/^\d+\.m4s$/gm)) {
            const piece = (await trainee.get(`/recordings/${live.id}/${name}`)).is(200);
            const types = boxes(piece.bytes).map((box) => box.type);
            assert.ok(types.includes('moof') && types.includes('mdat'), name);
        }
        const part = (await trainee.get(`/recordings/${live.id}/0.m4s`, { headers: { Range: 'bytes=4-7' } })).is(206);
        assert.ok(['moof', 'emsg'].includes(part.text));
        (await trainee.get(`/recordings/${live.id}/999.m4s`)).is(404);
    });

    it('is one MP4 for the institution, whole to ffprobe', async () => {
        (await trainee.get(at('/recording/download'))).is(403);
        const { url } = await manager.read(at('/recording/download'));
        const file = (await new Client(server).get(url)).is(200);
        assert.match(file.headers['content-disposition'], /attachment/);
        const path = join(buildFolder('test-media'), `recording-${kind}.mp4`);
        await writeFile(path, file.bytes);
        const told = JSON.parse(await run('ffprobe', ['-loglevel', 'error', '-of', 'json', '-show_streams', '-show_format', '-show_packets', path]));
        assert.deepEqual(told.streams.map((each) => each.codec_name).sort(), ['aac', 'h264']);
        assert.ok(Math.abs(Number(told.format.duration) - recording.durationSeconds) < 0.5, `${told.format.duration} of ${recording.durationSeconds} s`);
        for (const type of ['video', 'audio']) {
            const packets = told.packets.filter((each) => each.codec_type === type);
            assert.ok(Number(packets[0].pts_time) < 0.2, `${type} begins at ${packets[0].pts_time} s`);
            for (let i = 1; i < packets.length; i += 1) {
                const step = Number(packets[i].dts_time) - Number(packets[i - 1].dts_time);
                assert.ok(step > 0 && step < 1, `${type}: ${step} s between ${packets[i - 1].dts_time} and ${packets[i].dts_time}`);
            }
        }
        const keys = told.packets.filter((each) => each.codec_type === 'video' && each.flags.startsWith('K'));
        assert.ok(keys.length >= Math.floor(recording.durationSeconds) - 2, `${keys.length} key frames`);
        await run('ffmpeg', ['-loglevel', 'error', '-xerror', '-i', path, '-map', '0:v', '-f', 'null', '-']);
    });

    it('has quizzes and chat at their places', async () => {
        const [asked] = recording.quizzes;
        assert.deepEqual([asked.quizId, asked.question, asked.answer, asked.myAnswer], [quiz.id, quiz.question, 2, 1]);
        assert.ok(asked.askedAtSeconds > 1 && asked.askedAtSeconds <= asked.closedAtSeconds && asked.closedAtSeconds < asked.revealedAtSeconds);
        assert.ok(asked.revealedAtSeconds <= recording.durationSeconds);
        const { items } = await trainee.read(at('/recording/chat'));
        assert.deepEqual(items.map((each) => each.content), ['잘 들립니다'], 'what was deleted stays out');
        assert.ok(items[0].atSeconds >= asked.askedAtSeconds && items[0].atSeconds < recording.durationSeconds);
        const page = await trainee.read(at('/recording/chat?limit=1'));
        assert.ok(!page.nextCursor);
    });

    it('has a poster and small pictures of its scenes', async () => {
        const { posterUrl, scenes } = await until('its pictures are there', async () => {
            const shown = await trainee.read(at('/recording'));
            return shown.scenes && shown;
        }, { seconds: 30 * slowness });
        const measured = async (url) => {
            const path = join(buildFolder('test-media'), `recording-${kind}.jpg`);
            await writeFile(path, (await trainee.get(url)).is(200).bytes);
            const { streams: [{ codec_name: codec, width, height }] } = JSON.parse(await run('ffprobe', ['-loglevel', 'error', '-of', 'json', '-show_streams', path]));
            return [codec, width, height];
        };
        assert.deepEqual(await measured(posterUrl), ['mjpeg', 320, 180]);
        const { atSeconds, columns, width, height } = scenes;
        assert.ok(atSeconds.length > 4 && atSeconds[0] < 0.5 && atSeconds.every((each, i) => i === 0 || each > atSeconds[i - 1]) && atSeconds.at(-1) < recording.durationSeconds, `${atSeconds}`);
        assert.deepEqual(await measured(scenes.url), ['mjpeg', columns * width, Math.ceil(atSeconds.length / columns) * height]);
        assert.equal((await stranger.get(posterUrl)).status, 403);
    });

    it('goes on where it was left', async () => {
        (await trainee.put(at('/recording/position'), { seconds: 3 })).is(204);
        assert.equal((await trainee.read(at('/recording'))).positionSeconds, 3);
        assert.equal((await manager.read(at('/recording'))).positionSeconds, 0);
    });

    it('is nothing to another company, and a copied link does nothing', async () => {
        (await stranger.get(at('/recording'))).is(404);
        (await stranger.get(at('/recording/chat'))).is(404);
        (await stranger.put(at('/recording/position'), { seconds: 3 })).is(404);
        assert.equal((await stranger.get(recording.playlistUrl)).status, 403);
        assert.equal((await new Client(server).get(`/recordings/${live.id}/0.m4s`)).status, 403);
        const elsewhere = await institution(server, admin);
        (await elsewhere.get(at('/recording'))).is(404);
        (await elsewhere.delete(at('/recording'))).is(404);
        (await trainee.delete(at('/recording'))).is(403);
    });

    it('can be hidden and shown again', async () => {
        (await manager.put(at('/recording'), { hidden: true })).is(204);
        (await trainee.get(at('/recording'))).is(404);
        assert.ok(!(await trainee.read(at())).recording);
        assert.equal((await manager.read(at('/recording'))).hidden, true);
        (await manager.put(at('/recording'), { hidden: false })).is(204);
        (await trainee.get(at('/recording'))).is(200);
    });

    it('can be deleted, with what it took of the store', async () => {
        const { size, sizeOfAll } = await manager.read(at('/recording'));
        assert.ok(size > 100_000 && sizeOfAll === size);
        const { url } = await manager.read(at('/recording/download'));
        (await manager.delete(at('/recording'))).is(204);
        (await manager.get(at('/recording'))).is(404);
        (await trainee.get(recording.playlistUrl)).is(404);
        (await trainee.get(`/recordings/${live.id}/poster.jpg`)).is(404);
        (await new Client(server).get(url)).is(404);
        assert.equal((await manager.read(at())).recording, 'DELETED');
    });
}, { mostlyElsewhere: true });
