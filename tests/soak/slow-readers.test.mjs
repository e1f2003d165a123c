import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, it } from 'node:test';
import { Stage } from '../support/encoders.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { within } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

const residentKilobytes = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

let stage, publisher;
before(async () => { stage = await Stage.open(); });
after(async () => {
    await publisher?.kill();
    await stage?.end();
});

it('two hundred viewers that ask for segments and never read them: memory stays, and others keep their pace', async () => {
    const live = await stage.lecture('느린 시청자');
    publisher = publish(ingestAddress(live), { size: '640x360', flags: ['-b:v', '4M', '-minrate', '4M', '-maxrate', '4M', '-bufsize', '4M', '-nal-hrd', 'cbr'] });
    const viewer = await Viewer.enter(stage.trainee, live);
    for (let i = 0; i < 20; i += 1) await viewer.next();
    const early = residentKilobytes(stage.server.pid);
    const cookie = stage.trainee.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const stuck = [];
    const began = performance.now();
    let longest = 0;
    while (performance.now() - began < 40_000) {
        const asked = performance.now();
        await within(10, 'the next part', viewer.next());
        longest = Math.max(longest, performance.now() - asked);
        for (let i = 0; stuck.length < 200 && i < 5; i += 1) {
            const socket = connect({ port: stage.server.port, host: '127.0.0.1' });
            socket.on('error', () => {});
            socket.pause();
            const asks = viewer.playlist.segments.slice(-4).map(({ uri }) => `GET ${new URL(uri, viewer.media).pathname} HTTP/1.1\r\nHost: 127.0.0.1:${stage.server.port}\r\nCookie: ${cookie}\r\n\r\n`);
            socket.write(asks.join(''));
            stuck.push(socket);
        }
    }
    const grown = residentKilobytes(stage.server.pid) - early;
    for (const each of stuck) each.destroy();
    assert.equal(stuck.length, 200);
    // What the playlist's window grows by, and the segments that somebody holds: each is there once, however many hold it.
    assert.ok(grown < 60_000, `${grown} kB more`);
    assert.ok(longest < 3_000, `a part came ${Math.round(longest)} ms after it was asked for`);
});
