import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { Client } from '../support/client.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

const residentKilobytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

let server, trainee, live, publisher;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    const manager = await institution(server, admin);
    const supervisor = await company(server, admin);
    trainee = await employee(server, admin, supervisor);
    const given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
    live = await lecture(manager, given.id);
    publisher = publish(ingestAddress(live));
    await until('the lecture is ON', async () => (await trainee.read(`/v1/live/${live.id}`)).status === 'ON', { seconds: 15 });
});
after(async () => {
    await publisher?.kill();
    await server?.end();
});

it('a publisher that reconnects a hundred times loses no viewer and no memory', async () => {
    const viewer = await until('there is a playlist', () => new Viewer(trainee, live.playbackUrl).open(), { seconds: 15 });
    let early;
    for (let i = 1; i <= 100; i += 1) {
        const { newest } = viewer.playlist;
        await publisher.kill();
        publisher = publish(ingestAddress(live));
        await until(`something new after reconnection ${i}`, async () => {
            viewer.playlist = await viewer.load();
            return viewer.playlist.newest.msn > newest.msn;
        }, { seconds: 20 });
        if (i === 20) early = residentKilobytes(server.pid);
    }
    const late = residentKilobytes(server.pid);
    assert.ok(late < early * 1.25 + 8192, `${early} kB after 20, ${late} kB after 100`);
});

it('polling what is not there costs no memory', async () => {
    const poller = new Client(server);
    poller.cookies = trainee.cookies;
    const early = residentKilobytes(server.pid);
    for (let i = 0; i < 20_000; i += 1) await poller.get(`/play/${900_000 + i}/index.m3u8`);
    assert.ok(residentKilobytes(server.pid) < early + 8192);
});
