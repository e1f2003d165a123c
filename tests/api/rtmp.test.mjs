import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until, within } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('hostile publishers', (kind) => {
    let server, manager, trainee, given, healthy, viewer, publisher;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
        healthy = await lecture(manager, given.id);
        publisher = publish(ingestAddress(healthy));
        await until('the good broadcast is ON', async () => (await trainee.read(`/v1/live/${healthy.id}`)).status === 'ON', { seconds: 15 * slowness });
        viewer = await until('it has a playlist', () => new Viewer(trainee, healthy.playbackUrl).open(), { seconds: 15 * slowness });
    });
    after(async () => {
        await publisher?.kill();
        await server?.end();
    });

    /** The other broadcast goes on, part by part. */
    const othersGoOn = async () => {
        viewer.playlist = await viewer.load();
        for (let i = 0; i < 3; i += 1) await within(5 * slowness, 'the next part', viewer.next());
    };

    /** Sends bytes, says that there is no more, and waits until the server hangs up. */
    const throwAt = async (bytes, seconds = 20) => {
        const socket = connect(server.rtmpPort, '127.0.0.1');
        const closed = new Promise((resolve) => { socket.once('close', resolve); });
        socket.on('error', () => {});
        socket.resume();
        socket.end(bytes);
        await within(seconds, 'the server hangs up', closed);
    };

    const handshake = () => Buffer.concat([Buffer.from([3]), Buffer.alloc(8), noise(1528, 'c1')]);

    for (const [what, bytes] of [
        ['an HTTP request', () => Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.padEnd(1600, ' '))],
        ['random bytes', () => noise(100_000, 'a')],
        ['a handshake and then random bytes', () => Buffer.concat([handshake(), noise(1536, 'c2'), noise(200_000, 'b')])],
        ['a chunk that claims sixteen megabytes', () => Buffer.concat([handshake(), noise(1536, 'c2'), Buffer.from([0x03, 0, 0, 0, 0xff, 0xff, 0xff, 0x14, 0, 0, 0, 0]), Buffer.alloc(300_000)])],
    ]) {
        it(`${what}: hung up on`, async () => {
            await throwAt(bytes());
            await othersGoOn();
        });
    }

    it('a wrong stream key: refused, without a word of it in the log', async () => {
        const key = `wrong${randomBytes(12).toString('hex')}`;
        const refused = publish(ingestAddress({ ingestEndpoint: healthy.ingestEndpoint, streamKey: key }));
        const { code } = await within(20 * slowness, 'it is sent away', refused.ended);
        assert.notEqual(code, 0);
        await othersGoOn();
        assert.ok(!server.log.includes(key) && !server.log.includes(healthy.streamKey), 'keys stay out of the log');
    });

    it('a second publisher with the same key does not break the first', async () => {
        const second = publish(ingestAddress(healthy), { seconds: 3 });
        await second.ended;
        if (!publisher.running) publisher = publish(ingestAddress(healthy));
        await until('it is still on air', async () => {
            await othersGoOn();
            return true;
        }, { seconds: 20 * slowness });
    });

    it('a publisher that vanishes: only his lecture pauses', async () => {
        const other = await lecture(manager, given.id);
        const vanishing = publish(ingestAddress(other));
        await until('the other is ON', async () => (await trainee.read(`/v1/live/${other.id}`)).status === 'ON', { seconds: 15 * slowness });
        await vanishing.kill();
        await othersGoOn();
        await until('its broadcast is seen to be gone', async () => !(await manager.read(`/v1/live/${other.id}/health`)).broadcasting, { seconds: 20 * slowness });
        assert.equal((await trainee.read(`/v1/live/${other.id}`)).status, 'ON', 'he may come back');
    });

    it('many half-open connections do no harm', async () => {
        const sockets = Array.from({ length: 200 }, () => connect(server.rtmpPort, '127.0.0.1'));
        for (const each of sockets) each.on('error', () => {});
        await Promise.all(sockets.map((each) => new Promise((resolve) => { each.once('connect', resolve); })));
        for (const each of sockets) each.write(Buffer.from([3, 1, 2]));
        await othersGoOn();
        for (const each of sockets) each.destroy();
    });

    it('nothing of this was more than one line each', () => {
        const warnings = server.log.split('\n').filter((line) => /"level":"(warn|warning|error)"/.test(line));
        assert.ok(warnings.length < 40, warnings.slice(0, 10).join('\n'));
        assert.ok(!warnings.some((line) => line.includes('"level":"error"')), warnings.find((line) => line.includes('"level":"error"')));
    });
}, { mostlyElsewhere: true });

/** Bytes that look random and are the same in every run. */
function noise(size, seed) {
    const pieces = [];
    for (let i = 0; i * 32 < size; i += 1) pieces.push(createHash('sha256').update(`${seed}${i}`).digest());
    return Buffer.concat(pieces).subarray(0, size);
}
