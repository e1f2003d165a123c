import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { institution, setUp } from '../support/people.mjs';
import { pdfBytes } from '../support/media.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('stopping and starting', (kind) => {
    let server, manager;
    before(async () => {
        server = await startServer(kind);
        manager = await institution(server, await setUp(server));
    });
    after(() => server?.end());

    /** A PUT whose body is held back in the middle: {finish, answer}. */
    const slowPut = async (address, bytes) => {
        const url = new URL(address, server.url);
        const socket = connect(Number(url.port), '127.0.0.1');
        let told = '';
        socket.setEncoding('utf8').on('data', (piece) => { told += piece; });
        const closed = once(socket, 'close');
        await once(socket, 'connect');
        const half = Math.floor(bytes.length / 2);
        socket.write(`PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Length: ${bytes.length}\r\n\r\n`);
        await new Promise((resolve) => { socket.write(bytes.subarray(0, half), resolve); });
        return { finish: () => socket.write(bytes.subarray(half)), answer: closed.then(() => told), told: () => told };
    };

    for (const signal of ['SIGTERM', 'SIGINT']) {
        it(`${signal}: finishes what was asked, takes nothing new, exits 0`, async () => {
            const bytes = pdfBytes();
            const begun = (await manager.post('/builder/v1/files/upload', { filename: 'a.pdf', filesize: bytes.length, type: 'application/pdf' })).is(201).body;
            const put = await slowPut(begun.presignedUrls[0], bytes);
            server.child.signal(signal);
            await until('the log says that it drains', () => server.log.includes('"draining"'));
            await until('nothing new is let in', () => new Promise((resolve) => {
                const socket = connect(server.port, '127.0.0.1');
                socket.once('error', () => { resolve(true); });
                socket.once('connect', () => { socket.destroy(); resolve(false); });
            }));
            put.finish();
            const finished = performance.now();
            assert.match(await put.answer, /^HTTP\/1\.1 200/, 'the request in flight was answered');
            assert.deepEqual(await server.child.ended, { code: 0, signal: null });
            assert.ok(performance.now() - finished < 5000 * slowness, 'and then there is nothing more to wait for');
            await server.start({ samePorts: true });
        });
    }

    it('drops no request under load', async () => {
        let stopped = false;
        let refusedBefore = 0;
        let answered = 0;
        const reader = async () => {
            while (!stopped) {
                try {
                    const { status } = await manager.get('/v1/courses');
                    assert.ok(status === 200 || status === 503, `answered ${status}`);
                    answered += 1;
                } catch (error) {
                    // Not connected any more is fine; an answer torn off is not.
                    if (error.code === 'ECONNREFUSED') return;
                    if (error.code === 'ECONNRESET' || error.message === 'socket hang up') { refusedBefore += 1; return; }
                    throw error;
                }
            }
        };
        const readers = Array.from({ length: 8 }, reader);
        await until('there is load', () => answered > 200);
        const { code } = await server.stop();
        stopped = true;
        await Promise.all(readers);
        assert.equal(code, 0);
        assert.equal(refusedBefore, 0, 'connections torn in the middle of a request');
        await server.start({ samePorts: true });
    });

    it('a second start is quick and changes nothing', async () => {
        await server.stop();
        const before = await snapshot(server);
        await server.start({ samePorts: true });
        assert.ok(server.startMilliseconds < 2000 * slowness, `${server.startMilliseconds} ms`);
        assert.deepEqual(await snapshot(server), before);
    });

    it('a second server on the same data folder is refused, and says why', async () => {
        if (kind !== 'sqlite') return;
        const second = await startServer(kind, { data: server.data }).then(
            async (other) => { await other.stop(); return 'it started'; },
            (error) => error.message);
        assert.match(second, /it ended/);
        assert.match(second, new RegExp(server.data.replaceAll('/', '\\/')));
        assert.equal((await manager.read('/v1/installation')).setupNeeded, false, 'the first goes on');
    });
});
