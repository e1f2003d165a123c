import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Child } from '../support/child.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { freePort } from '../support/ports.mjs';
import { binary, startServer } from '../support/server.mjs';

describe('what another program has', () => {
    let first;
    before(async () => { first = await startServer('sqlite'); });
    after(() => first?.end());

    const refused = async (flags) => {
        const child = new Child(binary, ['serve', ...flags.map(String)]);
        const { code, signal } = await child.ended;
        assert.deepEqual({ code, signal }, { code: 1, signal: null }, child.err);
        return child.err;
    };

    it('a taken port is named, with the flag that chooses another', async () => {
        const data = temporaryFolder('taken');
        assert.match(await refused(['--data', data, '--port', first.port, '--rtmp-port', await freePort()]), new RegExp(`port ${first.port} .*--port`));
        // Other parts have begun by then and are in the middle of something, each time of something else.
        for (let i = 0; i < 20; i += 1) {
            assert.match(await refused(['--data', data, '--port', await freePort(), '--rtmp-port', first.rtmpPort]), new RegExp(`RTMP port ${first.rtmpPort} .*--rtmp-port`));
        }
    });

    it('a data folder in use is named, with what to do', async () => {
        assert.match(await refused(['--data', first.data, '--port', await freePort(), '--rtmp-port', await freePort()]), /in use by another server.*--data/);
    });
});
