import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, run } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { clip, hostile } from '../support/media.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { parseMultivariant, parseMedia } from '../support/playlist.mjs';
import { binary, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { upload } from '../support/upload.mjs';
import { courseOfClips, courseOfVideos, preparedVideos } from '../support/video.mjs';

/** Puts a rendition together as a player does, and looks at it with someone else's eyes. */
async function probe(who, base, playlist) {
    const media = parseMedia((await who.get(new URL(playlist, `http://x${base}`).pathname)).is(200).text);
    const piece = async (uri) => (await who.get(new URL(uri, `http://x${base}`).pathname)).is(200).bytes;
    const file = join(temporaryFolder('rendition'), 'whole.mp4');
    writeFileSync(file, Buffer.concat(await Promise.all([media.map.replaceAll('"', ''), ...media.segments.map(({ uri }) => uri)].map(piece))));
    const out = await run('ffprobe', ['-v', 'error', '-count_packets', '-show_entries', 'stream=codec_name,width,height,nb_read_packets:format=duration', '-of', 'json', file]);
    return { ...JSON.parse(out), media };
}

onEachDatabase('videos', (kind) => {
    let server, admin, manager, foreign, supervisor, trainee, stranger;
    before(async () => {
        server = await startServer(kind, { flags: ['--media-heights', '360,180'] });
        admin = await setUp(server);
        [manager, foreign] = [await institution(server, admin), await institution(server, admin)];
        supervisor = await company(server, admin);
        [trainee, stranger] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
    });
    after(() => server?.end());

    it('are made playable whatever they come as, and opened by who is enrolled', async () => {
        const made = await courseOfClips(manager, ['h264-aac.mp4', 'mpeg4-mp3.avi', 'rotated.mp4']);
        const videos = await preparedVideos(manager, made.id);
        const [mp4, avi, rotated] = made.lessons.map((id) => videos.get(id));
        assert.deepEqual([mp4.state, mp4.sizes, mp4.damaged], ['READY', [180], false]);
        assert.ok(Math.abs(mp4.durationMs - 2_000) < 100 && mp4.loudnessCentiLufs < -1_500 && mp4.loudnessCentiLufs > -3_000, JSON.stringify(mp4));
        assert.deepEqual([avi.state, rotated.loudnessCentiLufs ?? null], ['READY', null]);
        const shown = await manager.read(`/v1/courses/${made.id}`);
        assert.equal(shown.curriculums[0].contents[1].timeAmountSeconds, 2, 'an AVI says how long it is once it was looked through');

        (await manager.post(`/v1/courses/${made.id}/state`, { state: 'AVAILABLE' })).is(200);
        (await manager.put('/v1/institutions/learning-rules', { nextLessonOpensAtPercent: 0, identityCheckEvery: 0 })).is(200);
        const asked = await offering(manager, supervisor, made.id, [trainee]);
        for (const [i, size] of [[0, [320, 180]], [1, [320, 180]], [2, [180, 320]]]) {
            const lesson = await trainee.read(`/api/v1/courses/curriculums/contents/${made.lessons[i]}?courseProvideId=${asked.id}`);
            const { playlistUrl, posterUrl, thumbnails } = lesson.video;
            const index = (await trainee.get(playlistUrl)).is(200);
            assert.match(index.headers['cache-control'], /immutable/);
            const [first] = parseMultivariant(index.text);
            const seen = await probe(trainee, playlistUrl, first.uri);
            const picture = seen.streams.find((each) => each.width);
            assert.deepEqual([picture.codec_name, picture.width, picture.height], ['h264', ...size]);
            assert.ok(seen.media.ended && Math.abs(Number(seen.format.duration) - 2) < 0.3, JSON.stringify(seen.format));
            assert.equal(seen.streams.length, i === 2 ? 1 : 2);
            for (const url of [posterUrl, thumbnails.url]) assert.equal((await trainee.get(url)).is(200).bytes.readUInt16BE(0), 0xFFD8);
            assert.ok(thumbnails.count >= 2 && thumbnails.everyMs === 1_000);

            const segment = new URL(seen.media.segments[0].uri, `http://x${playlistUrl}`).pathname;
            const whole = (await trainee.get(segment)).is(200).bytes;
            const part = (await trainee.get(segment, { headers: { Range: 'bytes=10-19' } })).is(206);
            assert.deepEqual([part.headers['content-range'], part.bytes], [`bytes 10-19/${whole.length}`, whole.subarray(10, 20)]);
            for (const who of [stranger, foreign, supervisor, new Client(server)]) assert.equal((await who.get(segment)).status, 403);
            assert.equal((await trainee.get(segment.replace('/0.m4s', '/99.m4s'), { checked: false })).status, 404);
        }
        assert.equal((await stranger.get(`/api/v1/courses/curriculums/contents/${made.lessons[0]}?courseProvideId=${asked.id}`)).status, 404);
        assert.equal((await foreign.get(`/v1/courses/${made.id}/videos`)).status, 404);
    });

    it('that are none are told of on their lesson, and the next is prepared all the same', async () => {
        const files = await Promise.all(Object.entries(hostile).map(async ([name, { bytes }]) => [`${name}.mp4`, await bytes()]));
        const made = await courseOfVideos(manager, [...files, ['good.mp4', await clip('no-sound.mp4')]]);
        const videos = await preparedVideos(manager, made.id);
        const reasons = made.lessons.slice(0, -1).map((id) => videos.get(id).reason);
        assert.deepEqual(reasons, Object.values(hostile).map(({ reason }) => reason));
        assert.equal(videos.get(made.lessons.at(-1)).state, 'READY');
        const at = (i) => `/v1/courses/${made.id}/contents/${made.lessons[i]}/video/again`;
        assert.equal((await manager.post(at(files.length))).is(409).body.state, 'READY');
        assert.equal((await foreign.post(at(0))).status, 404);
        (await manager.post(at(0))).is(204);
        assert.equal((await preparedVideos(manager, made.id)).get(made.lessons[0]).state, 'FAILED');
    });

    it('take what was made of them with them', async () => {
        const made = await courseOfClips(manager, ['no-sound.mp4']);
        await preparedVideos(manager, made.id);
        const lesson = await manager.read(`/api/v1/courses/curriculums/contents/${made.lessons[0]}`);
        (await manager.get(lesson.video.playlistUrl)).is(200);
        const { key } = await upload(manager, { filename: 'other.mp4', type: '', bytes: await clip('h264-aac.mp4') });
        (await manager.post(`/v1/courses/${made.id}/curriculums/${made.curriculums[0].id}/save`, { contentId: made.lessons[0], title: '새 파일', type: 'VIDEO', key })).is(201);
        await preparedVideos(manager, made.id);
        const replaced = await manager.read(`/api/v1/courses/curriculums/contents/${made.lessons[0]}`);
        assert.notEqual(replaced.video.playlistUrl, lesson.video.playlistUrl);
        (await manager.get(replaced.video.playlistUrl)).is(200);
        assert.ok([403, 404].includes((await manager.get(lesson.video.playlistUrl, { checked: false })).status));
    });

    it('have captions and chapters, in order and within bounds', async () => {
        const made = await courseOfClips(manager, ['no-sound.mp4']);
        const at = `/v1/courses/${made.id}/contents/${made.lessons[0]}`;
        const srt = '1\r\n00:00:01,000 --> 00:00:02,000\r\n둘째 <i>줄</i>\r\n\r\n2\r\n00:00:00,000 --> 00:00:01,000\r\n첫째 & 처음\r\n';
        const send = (raw) => manager.post(`${at}/captions/ko/file`, undefined, { raw: Buffer.from(raw), headers: { 'content-type': 'text/vtt' } });
        const kept = (await send(srt)).is(200).body;
        assert.deepEqual(kept.cues.map((each) => each.text), ['첫째 & 처음', '둘째 줄']);
        const wrong = (await send('WEBVTT\n\n00:01.000 -> 00:02.000\nx\n\n00:05.000 --> 00:04.000\ny\n')).is(422).body;
        assert.deepEqual(wrong.errors.map(({ pointer, code }) => [pointer, code]), [['/lines/4', 'time'], ['/lines/6', 'order']]);
        assert.equal((await send([0xB0, 0xA1])).is(422).body.errors[0].code, 'encoding');
        (await manager.put(`${at}/captions/en`, { cues: [{ startMs: 0, endMs: 900, text: '<b>first</b> & last' }] })).is(200);
        (await manager.put(`${at}/captions/en`, { cues: [{ startMs: 0, endMs: 900, text: 'again' }], version: 0 })).is(412);
        (await manager.put(`${at}/captions/en`, { cues: [{ startMs: 900, endMs: 900, text: 'x' }] })).is(422);
        (await manager.put(`${at}/marks`, { items: [{ atSeconds: 1, title: '둘째' }, { atSeconds: 0, title: '첫째' }] })).is(200);
        (await manager.put(`${at}/marks`, { items: [{ atSeconds: 1, title: 'a' }, { atSeconds: 1, title: 'b' }] })).is(422);
        for (const path of ['captions', 'marks']) assert.equal((await foreign.get(`${at}/${path}`)).status, 404);
        assert.equal((await foreign.put(`${at}/captions/en`, { cues: [{ startMs: 0, endMs: 900, text: 'x' }] })).status, 404);

        await preparedVideos(manager, made.id);
        const { video } = await manager.read(`/api/v1/courses/curriculums/contents/${made.lessons[0]}`);
        assert.deepEqual(video.marks.map((each) => each.title), ['첫째', '둘째']);
        assert.deepEqual(video.captions.map((each) => each.language), ['en', 'ko']);
        const english = (await manager.get(video.captions[0].url)).is(200);
        assert.match(english.headers['content-type'], /^text\/vtt/);
        assert.equal(english.text, 'WEBVTT\n\n00:00:00.000 --> 00:00:00.900\n&lt;b&gt;first&lt;/b&gt; &amp; last\n');
        assert.equal((await new Client(server).get(video.captions[0].url)).status, 403);
        (await manager.delete(`${at}/captions/en`)).is(204);
        assert.equal((await manager.get(video.captions[0].url)).status, 404);

        const copied = (await manager.post(`/v1/courses/${made.id}/copy`, { title: '사본' })).is(201).body;
        const [twin] = copied.curriculums[0].contents;
        const shown = await until('the copy has its captions', async () => {
            const { video: its } = await manager.read(`/api/v1/courses/curriculums/contents/${twin.id}`);
            return its?.captions.length > 0 && its;
        });
        assert.deepEqual([shown.captions.map((each) => each.language), shown.marks.map((each) => each.title)], [['ko'], ['첫째', '둘째']]);
        (await manager.delete(`/v1/courses/${copied.id}/contents/${twin.id}/captions/ko`)).is(204);
        assert.deepEqual((await manager.read(`/api/v1/courses/curriculums/contents/${made.lessons[0]}`)).video.captions.map((each) => each.language), ['ko'], 'each has its own');
    });

    it('are looked after by a scrub with all that was made of them', async () => {
        const made = await courseOfClips(manager, ['no-sound.mp4']);
        await preparedVideos(manager, made.id);
        const scrub = async () => {
            const child = new Child(binary, ['objects', 'scrub', '--data', server.data, ...(server.database ? ['--database', server.database] : [])]);
            return { ...await child.ended, out: child.out };
        };
        assert.equal((await scrub()).code, 0);
        const folder = join(server.data, 'objects', 'objects');
        const poster = readdirSync(folder, { recursive: true }).map(String).filter((each) => each.endsWith('.jpg')).map((each) => join(folder, each)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
        rmSync(poster);
        const { code, out } = await scrub();
        assert.equal(code, 1);
        assert.match(out, /BROKEN \S+\.jpg: it is not there — no-sound\.mp4 of /);
    });
}, { mostlyElsewhere: true });
