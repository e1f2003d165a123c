import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { clips } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { parseMedia, parseMultivariant } from '../support/playlist.mjs';
import { startServer } from '../support/server.mjs';
import { courseOfClips, preparedVideos } from '../support/video.mjs';

/** Every codec, container and oddity that lessons come in, looked at with ffprobe's eyes. */
let server, manager;
before(async () => {
    server = await startServer('sqlite', { flags: ['--media-heights', '360,180'] });
    manager = await institution(server, await setUp(server));
});
after(() => server?.end());

it('videos of all kinds become H.264 and AAC of their length', async () => {
    const names = Object.keys(clips);
    const made = await courseOfClips(manager, names);
    const videos = await preparedVideos(manager, made.id, 300);
    const folder = mkdtempSync(join(tmpdir(), 'clips-'));
    for (const [i, name] of names.entries()) {
        const { seconds = 2, silent = false, size = [320, 180] } = clips[name];
        const video = videos.get(made.lessons[i]);
        assert.equal(video.state, 'READY', `${name}: ${video.reason}`);
        assert.equal(video.loudnessCentiLufs == null, silent, `${name}: sound`);
        assert.ok(Math.abs(video.durationMs / 1000 - seconds) < 0.2, `${name} lasts ${video.durationMs} ms`);
        const { playlistUrl } = (await manager.read(`/api/v1/courses/curriculums/contents/${made.lessons[i]}`)).video;
        for (const { uri } of parseMultivariant((await manager.get(playlistUrl)).is(200).text)) {
            const base = new URL(playlistUrl, 'http://x');
            const playlist = parseMedia((await manager.get(new URL(uri, base).pathname)).is(200).text);
            const pieces = [];
            for (const each of [playlist.map.replaceAll('"', ''), ...playlist.segments.map((segment) => segment.uri)]) pieces.push((await manager.get(new URL(each, base).pathname)).is(200).bytes);
            const file = join(folder, `${i}.mp4`);
            writeFileSync(file, Buffer.concat(pieces));
            const { streams } = JSON.parse(execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,pix_fmt,width,height', '-of', 'json', file], { encoding: 'utf8' }));
            assert.deepEqual(streams.map((each) => each.codec_name), silent ? ['h264'] : ['h264', 'aac'], name);
            assert.deepEqual([streams[0].pix_fmt, streams[0].width, streams[0].height], ['yuv420p', ...size], name);
            // It decodes to its end without a word.
            assert.equal(execFileSync('ffmpeg', ['-v', 'warning', '-i', file, '-f', 'null', '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }), '', name);
        }
    }
});
