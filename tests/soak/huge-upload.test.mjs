// The largest file there may be, as a page sends it: presigned parts, four at a time, put together at the end. The disk needs room
// for it twice for that moment; where it has not, the test says so and is skipped. AHIMMOYAK_SOAK_GIBIBYTES=2 sends a smaller one.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, it } from 'node:test';
import { ask } from '../support/http.mjs';
import { pdfBytes } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { accessKey, bucket, signedHeaders } from '../support/s3.mjs';
import { startServer } from '../support/server.mjs';

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;
const gibibytes = Number(process.env.AHIMMOYAK_SOAK_GIBIBYTES ?? 20);
const size = gibibytes * GiB;
const mostMemory = 400 * MiB;
const room = statfsSync(process.env.AHIMMOYAK_TEST_TMP ?? tmpdir());
const free = room.bavail * room.bsize;
const short = free < 2 * size + 2 * GiB ? `${gibibytes} GiB need ${2 * gibibytes + 2} GiB of room for tests, and there are ${Math.floor(free / GiB)}` : false;

let server, manager;
before(async () => {
    if (short) return;
    server = await startServer('sqlite');
    manager = await institution(server, await setUp(server), '배움터');
});
after(() => server?.end());

const ofServer = () => {
    const stat = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, memory: Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024 };
};

it(`a file of ${gibibytes} GiB arrives whole, in bounded memory`, { skip: short }, async (t) => {
    const begun = (await manager.post('/builder/v1/files/upload', { filename: '전 과정.pdf', filesize: size, type: 'application/pdf' })).is(201).body;
    const { partSize, presignedUrls, key, uploadId } = begun;
    const random = randomBytes(partSize);
    const head = pdfBytes();
    /** Each part differs from all others, so that none can stand in another's place. */
    const partOf = (at) => {
        const bytes = Buffer.from(random.subarray(0, Math.min(partSize, size - at * partSize)));
        bytes.writeUInt32BE(at, bytes.length - 4);
        if (at === 0) head.copy(bytes);
        return bytes;
    };
    const etags = [];
    const started = performance.now();
    const before = ofServer();
    let next = 0;
    await Promise.all(Array.from({ length: 4 }, async () => {
        while (next < presignedUrls.length) {
            const mine = next;
            next += 1;
            const answer = await ask(new URL(presignedUrls[mine], server.url), { method: 'PUT', body: partOf(mine), seconds: 120 });
            assert.equal(answer.status, 200, `part ${mine + 1}: ${answer.bytes}`);
            etags[mine] = answer.headers.etag;
        }
    }));
    const sent = performance.now();
    const done = (await manager.post('/builder/v1/files/complete-multipart', { uploadId, key, etags }, { seconds: 1200 })).is(200).body;
    const completed = performance.now();
    const after = ofServer();
    assert.equal(done.sizeBytes, size);
    assert.equal(etags[1].slice(1, -1), createHash('md5').update(partOf(1)).digest('hex'));
    // Where parts meet: the last bytes of one and the first of the next.
    const credentials = await accessKey(server, 'read-only');
    const url = `${server.url}/s3/${bucket}/${key}`;
    for (const at of [1, 2, 100, presignedUrls.length - 1]) {
        const range = `bytes=${at * partSize - 64}-${at * partSize + 63}`;
        const { headers } = signedHeaders({ method: 'GET', url, credentials, headers: { range } });
        const answer = await ask(url, { headers });
        assert.equal(answer.status, 206);
        assert.deepEqual(answer.bytes, Buffer.concat([partOf(at - 1).subarray(-64), partOf(at).subarray(0, 64)]), `before part ${at + 1}`);
    }

    const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
    t.diagnostic(`${presignedUrls.length} parts of ${partSize / MiB} MiB sent in ${seconds(started, sent)} s, completed in ${seconds(sent, completed)} s; `
        + `server: ${(after.cpu - before.cpu).toFixed(1)} CPU s, at most ${(after.memory / MiB).toFixed(0)} MiB resident (${(before.memory / MiB).toFixed(0)} before)`);
    assert.ok(after.memory < mostMemory, `${after.memory} bytes resident`);
});
