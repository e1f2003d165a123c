import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { timedMetadata } from '../support/boxes.mjs';
import { run } from '../support/child.mjs';
import { course, lecture, offering, quizOf } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { buildFolder } from '../support/folders.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { complaintsAbout } from '../support/playlist-check.mjs';
import { parseMedia, parseMultivariant } from '../support/playlist.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { Studio } from '../support/studio.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('renditions of a broadcast', (kind) => {
    let server, admin, manager, trainee, given, live, studioLive, publisher, studio;
    before(async () => {
        server = await startServer(kind, { flags: ['--live-heights', '180'] });
        admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
        live = await lecture(manager, given.id, '화질을 고르는 강의');
        studioLive = await lecture(manager, given.id, '브라우저에서 하는 강의');
    });
    after(async () => {
        studio?.tear();
        await publisher?.kill();
        await server?.end();
    });

    const file = (name, of = live) => trainee.get(new URL(name, new URL(of.playbackUrl, server.url)).href);
    const text = async (name, of) => (await file(name, of)).is(200).text;
    const variants = async (of) => parseMultivariant(await text('index.m3u8', of));
    const settings = async (renditions) => {
        const { headers } = (await admin.get('/v1/admin/settings')).is(200);
        return (await admin.put('/v1/admin/settings/live', { renditions, recordingDays: 0 }, { headers: { 'If-Match': headers.etag } })).is(200).body;
    };
    const offered = (count, of = live) => until(`${count} variants`, async () => {
        await trainee.read(`/v1/live/${of.id}`); // gives the right to play
        const answer = await file('index.m3u8', of);
        const all = answer.status === 200 ? parseMultivariant(answer.text) : [];
        return all.length === count && all;
    }, { seconds: 30 * slowness });
    const workers = () => spawnSync('ps', ['-o', 'pid=,ni=,args=', '--ppid', String(server.pid)], { encoding: 'utf8' }).stdout
        .split('\n').filter((line) => line.includes('media-worker live')).map((line) => line.trim().split(/\s+/).map(Number));
    const events = async () => (await manager.read(`/v1/live/${live.id}/session-events`)).items.map((each) => each.kind);

    it('are off until the administrator switches them on', async () => {
        assert.equal((await admin.read('/v1/admin/settings')).live.renditions, false);
        publisher = publish(ingestAddress(live), { size: '640x360' });
        await offered(1);
        assert.deepEqual(workers(), [], 'no process for a picture and AAC that all players play');
        assert.equal((await settings(true)).live.renditions, true);
    });

    it('appear beside the source, in order and with their facts', async () => {
        const [source, small] = await offered(2);
        assert.deepEqual([source.uri, source.RESOLUTION, small.uri, small.RESOLUTION], ['video.m3u8', '640x360', 'r180/video.m3u8', '320x180']);
        assert.match(small.CODECS, /^avc1\.4d[0-9a-f]{4},mp4a\.40\.2$/);
        assert.equal(small['FRAME-RATE'], '30');
        assert.ok(Number(small.BANDWIDTH) > 10_000);
        assert.ok((await events()).includes('RENDITIONS_STARTED'));
    });

    it('have playlists that keep every rule, part by part', async () => {
        const seen = { 'video.m3u8': '', 'r180/video.m3u8': '' };
        for (const uri of Object.keys(seen)) seen[uri] = await text(uri);
        for (let i = 0; i < 12; i += 1) {
            const { newest } = parseMedia(seen['r180/video.m3u8']);
            seen['r180/video.m3u8'] = await text(`r180/video.m3u8?_HLS_msn=${newest.msn}&_HLS_part=${newest.part + 1}`);
            seen['video.m3u8'] = await text('video.m3u8');
            assert.equal(await complaintsAbout(seen), '');
        }
        const [source, small] = Object.values(seen).map(parseMedia);
        assert.match(source.text, /#EXT-X-RENDITION-REPORT:URI="r180\/video\.m3u8",LAST-MSN=\d+,LAST-PART=\d+/);
        assert.match(small.text, /#EXT-X-RENDITION-REPORT:URI="\.\.\/video\.m3u8",LAST-MSN=\d+,LAST-PART=\d+/);
        for (const each of small.segments) {
            const same = source.segments.find(({ sn }) => sn === each.sn);
            assert.deepEqual([each.duration, each.date, each.parts.map((part) => [part.duration, part.independent])],
                [same.duration, same.date, same.parts.map((part) => [part.duration, part.independent])], `segment ${each.sn} lines up`);
        }
        assert.equal((await file('r180/index.m3u8')).status, 404);
        assert.equal((await file('r720/video.m3u8')).status, 404);
        const delta = await text(`r180/video.m3u8?_HLS_skip=YES&_HLS_msn=${small.newest.msn}&_HLS_part=${small.newest.part}`);
        assert.match(delta, /#EXTM3U/);
    });

    it('are 180 lines of H.264 with the sound, whole to ffprobe, at the times of the source', async () => {
        const read = async (uri) => {
            const folder = uri.replace('video.m3u8', '');
            const playlist = parseMedia(await text(uri));
            const segments = playlist.segments.slice(-4);
            const pieces = [(await file(folder + playlist.map)).is(200).bytes];
            for (const each of segments) pieces.push((await file(folder + each.uri)).is(200).bytes);
            const path = join(buildFolder('test-media'), `rendition-${kind}${folder.length}.mp4`);
            await writeFile(path, Buffer.concat(pieces));
            return { path, first: segments[0].sn, told: JSON.parse(await run('ffprobe', ['-loglevel', 'error', '-of', 'json', '-show_streams', '-show_packets', path])) };
        };
        const small = await read('r180/video.m3u8');
        const picture = small.told.streams.find((each) => each.codec_type === 'video');
        assert.deepEqual([picture.codec_name, picture.width, picture.height, picture.has_b_frames], ['h264', 320, 180, 0]);
        assert.equal(small.told.streams.find((each) => each.codec_type === 'audio').codec_name, 'aac');
        const source = await read('video.m3u8');
        const keys = ({ told }) => told.packets.filter((each) => each.codec_type === 'video' && each.flags.startsWith('K')).map((each) => each.pts_time);
        const both = keys(source).filter((each) => keys(small).includes(each));
        assert.ok(both.length >= 3, `key frames at ${keys(source)} and ${keys(small)}`);
        await run('ffmpeg', ['-loglevel', 'error', '-xerror', '-i', small.path, '-f', 'null', '-']);
    });

    it('carry the quiz as the source does', async () => {
        const quiz = (await manager.post(`/v1/live/${live.id}/quizzes`, quizOf())).is(201).body;
        (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
        await until('it is in the small picture', async () => {
            const { parts } = parseMedia(await text('r180/video.m3u8'));
            for (const each of parts) {
                const bytes = (await file(`r180/${each.uri}`)).bytes;
                if (timedMetadata(bytes).length > 0) return true;
            }
            return false;
        }, { seconds: 20 });
    });

    it('come from a process that is shut in and gives way', async () => {
        const [[pid, nice]] = workers();
        assert.equal(nice, 10);
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        assert.match(status, /Seccomp:\t2/);
        assert.match(status, /NoNewPrivs:\t1/);
        assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /Max file size\s+0/);
        const metrics = (await admin.get('/metrics')).is(200).text;
        assert.match(metrics, /^ahimmoyak_live_rendition_workers 1$/m);
        assert.ok(Number(/^ahimmoyak_live_rendition_lag_seconds ([\d.e+-]+)$/m.exec(metrics)[1]) < 8);
    });

    it('vanish with their process, and the source does not notice', async () => {
        const before = parseMedia(await text('video.m3u8'));
        const [[pid]] = workers();
        process.kill(pid, 'SIGKILL');
        await until('they are gone', async () => (await variants()).length === 1, { seconds: 10 });
        assert.equal((await file('r180/video.m3u8')).status, 404);
        assert.ok((await events()).includes('RENDITIONS_STOPPED'));
        const after = parseMedia(await text(`video.m3u8?_HLS_msn=${before.newest.msn + 1}`));
        assert.equal(after.discontinuities, 0);
        assert.ok(!after.text.includes('GAP'));
        assert.ok(!after.text.includes('RENDITION-REPORT'));
        // They come back by themselves, further on.
        await offered(2);
        assert.notEqual(workers()[0][0], pid);
        // The source's list tells of it with its next part.
        await until('both are in order', async () => (await complaintsAbout({ 'video.m3u8': await text('video.m3u8'), 'r180/video.m3u8': await text('r180/video.m3u8') })) === '', { seconds: 10 });
    });

    it('go on over a reconnect of the publisher', async () => {
        await publisher.kill();
        publisher = publish(ingestAddress(live), { size: '640x360' });
        await until('it goes on', async () => parseMedia(await text('r180/video.m3u8')).discontinuities === 1, { seconds: 20 * slowness });
        const both = { 'video.m3u8': await text('video.m3u8'), 'r180/video.m3u8': await text('r180/video.m3u8') };
        assert.equal(await complaintsAbout(both), '');
    });

    it('are gone when they are switched off', async () => {
        await settings(false);
        await offered(1);
        await until('the process has ended', () => workers().length === 0, { seconds: 10 });
    });

    it('of a page\'s Opus is AAC, also where no smaller pictures are wanted', async () => {
        studio = await new Studio(manager, studioLive.id).connect();
        await studio.broadcast();
        const [source, aac] = await offered(2, studioLive);
        assert.match(source.CODECS, /^avc1\.[0-9a-f]{6},opus$/);
        assert.deepEqual([aac.uri, aac.CODECS.split(',')[1], aac.RESOLUTION], ['aac/video.m3u8', 'mp4a.40.2', source.RESOLUTION]);
        const playlist = await until('four segments', async () => {
            const now = parseMedia(await text('aac/video.m3u8', studioLive));
            return now.segments.length >= 4 && now;
        }, { seconds: 20 * slowness });
        const pieces = [];
        for (const name of [playlist.map, ...playlist.segments.map((each) => each.uri)]) pieces.push((await file(`aac/${name}`, studioLive)).is(200).bytes);
        const path = join(buildFolder('test-media'), `aac-${kind}.mp4`);
        await writeFile(path, Buffer.concat(pieces));
        const told = JSON.parse(await run('ffprobe', ['-loglevel', 'error', '-of', 'json', '-show_streams', '-show_packets', path]));
        assert.deepEqual(told.streams.map((each) => each.codec_name).sort(), ['aac', 'h264']);
        const times = told.packets.filter((each) => each.codec_type === 'audio').map((each) => Number(each.pts_time));
        for (let i = 1; i < times.length; i += 1) assert.ok(Math.abs(times[i] - times[i - 1] - 1024 / 48_000) < 0.001, `${times[i - 1]} → ${times[i]}`);
        const heard = await loudest(path);
        assert.ok(heard > -30, `the tone is heard at ${heard} dB`);
    });

    async function loudest(path) {
        const out = await run('bash', ['-c', `ffmpeg -hide_banner -i ${path} -map 0:a -af volumedetect -f null - 2>&1`]);
        return Number(/max_volume: (-?[\d.]+) dB/.exec(out)[1]);
    }
}, { mostlyElsewhere: true });
