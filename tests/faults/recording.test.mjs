import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('a recording and kill -9', (kind) => {
    let server, manager, trainee, live, publisher, whole;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        live = await lecture(manager, (await offering(manager, supervisor, (await course(manager)).id, [trainee])).id);
    });
    after(async () => {
        await publisher?.kill();
        await server?.end();
    });

    const at = (more = '') => `/v1/live/${live.id}${more}`;
    const seconds = (segments) => segments.reduce((sum, each) => sum + each.duration, 0);
    const onAir = async (count) => {
        publisher = publish(ingestAddress(live));
        const viewer = await until('it plays', async () => {
            await trainee.read(at()); // gives the right to play
            return new Viewer(trainee, live.playbackUrl).open();
        }, { seconds: 20 * slowness, every: 100 });
        return until(`${count} segments are complete`, async () => {
            const { segments } = await viewer.load();
            return segments.length >= count && segments;
        }, { seconds: 30 * slowness });
    };

    it('the end of the program costs one segment at most', async () => {
        const seen = await onAir(4);
        await server.kill();
        await publisher.ended;
        // What was seen of the picture, but for the last segment.
        whole = seconds(seen.slice(0, -1));
        await server.start({ samePorts: true });
        whole += seconds((await onAir(2)).slice(0, -1));
        await server.kill();
        await publisher.ended;
        await server.start({ samePorts: true });
        assert.equal((await trainee.read(at())).status, 'ON');
        (await manager.post(at('/end'))).is(200);
        await until('it is there', async () => (await trainee.read(at())).recording === 'READY', { seconds: 20 * slowness });
        const recording = await trainee.read(at('/recording'));
        assert.ok(recording.durationSeconds >= whole - 0.1, `${recording.durationSeconds} of ${whole} s`);
        const playlist = (await trainee.get(recording.playlistUrl)).is(200).text;
        assert.equal(playlist.match(/#EXT-X-DISCONTINUITY\n/g)?.length, 1);
    });
});
