import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { run } from '../support/child.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { buildFolder } from '../support/folders.mjs';
import { institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { courseOfVideos, preparedVideos } from '../support/video.mjs';

// Some seconds of work for one worker.
async function work() {
    const path = join(buildFolder('test-media'), 'work-40s.avi');
    if (!existsSync(path)) await run('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30:duration=40', '-c:v', 'mpeg4', '-b:v', '2M', path]);
    return readFileSync(path);
}

/** The workers that the server has started. */
function workersOf(server) {
    try {
        return execFileSync('pgrep', ['-P', String(server.pid)], { encoding: 'utf8' }).trim().split('\n').map(Number);
    } catch {
        return [];
    }
}
const objectsIn = (folder) => readdirSync(folder, { recursive: true }).filter((each) => /\.(mp4|jpg|avi)$/.test(String(each)));

onEachDatabase('a video being prepared', (kind) => {
    let server, manager, bytes;
    const flags = ['--media-heights', '360,180'];
    before(async () => {
        bytes = await work();
        server = await startServer(kind, { flags });
        manager = await institution(server, await setUp(server));
    });
    after(() => server?.end());

    const begin = async () => {
        const made = await courseOfVideos(manager, [['work.avi', bytes]]);
        await until('a worker is at it', async () => (await manager.read(`/v1/courses/${made.id}/videos`)).items[0]?.percent > 20, { seconds: 60 });
        return made;
    };

    it('is begun anew when its worker is killed, and when the server is', async () => {
        const made = await begin();
        const [first] = workersOf(server);
        process.kill(first, 'SIGKILL');
        await until('it is not worked on', async () => (await manager.read(`/v1/courses/${made.id}/videos`)).items[0].state === 'WAITING');
        await until('another worker is at it', async () => (await manager.read(`/v1/courses/${made.id}/videos`)).items[0].percent > 20, { seconds: 60 });
        const [second] = workersOf(server);
        assert.ok(second && second !== first);

        await server.kill();
        await until('its worker ends with it', () => !existsSync(`/proc/${second}`), { seconds: 30 });
        await server.start({ flags, samePorts: true });
        const { state } = (await preparedVideos(manager, made.id)).get(made.lessons[0]);
        assert.equal(state, 'READY', 'the third time');
        // Of what was half made nothing is left: source, poster, small pictures, two renditions.
        assert.equal(objectsIn(join(server.data, 'objects', 'objects')).length, 5);
    });

    it('is given up when its worker ends three times, and the server never minds', async () => {
        const made = await begin();
        for (let i = 0; i < 3; i += 1) {
            const worker = await until('a worker is at it', () => workersOf(server).find(Boolean), { seconds: 60 });
            process.kill(worker, 'SIGKILL');
            await until('it has ended', () => !existsSync(`/proc/${worker}`));
        }
        const { state, reason } = (await preparedVideos(manager, made.id)).get(made.lessons[0]);
        assert.deepEqual([state, reason], ['FAILED', 'CRASHED']);
        (await manager.get('/readyz')).is(200);
    });
});
