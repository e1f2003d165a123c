import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { run } from '../support/child.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { ask } from '../support/http.mjs';
import { institution, setUp } from '../support/people.mjs';
import { accessKey, bucket, clientOf } from '../support/s3.mjs';
import { startServer } from '../support/server.mjs';
import { sendParts, upload } from '../support/upload.mjs';
import { pdfBytes } from '../support/media.mjs';

const root = process.getuid() === 0;

describe('a full disk [sqlite]', { skip: root ? false : 'mounting a small disk needs root' }, () => {
    let folder, server, manager;
    before(async () => {
        folder = temporaryFolder('small-disk');
        await run('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
        chmodSync(folder, 0o755);
        server = await startServer('sqlite', { data: folder });
        manager = await institution(server, await setUp(server));
    });
    after(async () => {
        try {
            await server?.end();
        } finally {
            await run('umount', ['-l', folder]);
        }
    });

    const filesLargerThan = (bytes) => readdirSync(folder, { recursive: true }).filter((each) => {
        const about = statSync(join(folder, each), { throwIfNoEntry: false });
        return about?.isFile() && about.size > bytes && !/\.db|filler/.test(each);
    });

    /** Takes all the room there is; gives it back when called. */
    const fill = () => {
        const filler = join(folder, 'filler');
        try {
            writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024));
        } catch (error) {
            assert.equal(error.code, 'ENOSPC');
        }
        return () => rmSync(filler);
    };

    it('an upload that cannot fit is refused before a byte is sent', async () => {
        const refused = (await manager.post('/builder/v1/files/upload', { filename: 'large.mp4', filesize: 400 * 1024 * 1024, type: 'video/mp4' })).is(507);
        assert.match(refused.body.detail, /room|space|full/);
    });

    it('a disk that fills up meanwhile: refused in words, no half file, and it can be sent again', async () => {
        const bytes = Buffer.concat([pdfBytes(), Buffer.alloc(3 * 1024 * 1024)]);
        const begun = (await manager.post('/builder/v1/files/upload', { filename: 'late.pdf', filesize: bytes.length, type: 'application/pdf' })).is(201).body;
        const [address] = begun.presignedUrls;
        const empty = fill();
        const before = filesLargerThan(0);
        const refused = await ask(new URL(address, server.url), { method: 'PUT', body: bytes });
        assert.equal(refused.status, 507, `${refused.bytes}`);
        assert.match(`${refused.bytes}`, /room|space|full/i);
        const complete = await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags: ['"00000000000000000000000000000000"'] });
        assert.ok(complete.status >= 400 && complete.status !== 500, `completed with ${complete.status}`);
        assert.notEqual((await ask(`${server.url}/s3/${begun.key}`)).status, 200);
        assert.deepEqual(filesLargerThan(0), before, 'no half file rests anywhere');
        empty();
        const etags = await sendParts(manager, begun, bytes);
        (await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags })).is(200);
    });

    it('a program that speaks S3 is told so too, and what was there stays', async () => {
        const s3 = clientOf(server, await accessKey(server));
        const put = (bytes) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'of a program', Body: bytes }));
        await put(Buffer.from('small'));
        const empty = fill();
        const before = filesLargerThan(0);
        await assert.rejects(put(Buffer.alloc(2 * 1024 * 1024, 1)), (error) => error.$metadata.httpStatusCode === 507);
        assert.deepEqual(filesLargerThan(0), before, 'no half file rests anywhere');
        empty();
        const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'of a program' }));
        assert.equal(await kept.Body.transformToString(), 'small');
        await put(Buffer.alloc(2 * 1024 * 1024, 1));
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'of a program' }));
    });

    it('the rest goes on: reading, and small files again once there is room', async () => {
        await manager.read('/v1/courses');
        const empty = fill();
        const refused = await manager.post('/v1/courses', { title: '자리가 없는 강의' });
        assert.ok([503, 507].includes(refused.status) || refused.status === 201, `a write on a full disk answered ${refused.status}`);
        assert.equal((await manager.get('/v1/courses')).is(200).body.items.length, refused.status === 201 ? 1 : 0);
        empty();
        const bytes = pdfBytes();
        const stored = await upload(manager, { filename: 'small.pdf', type: 'application/pdf', bytes });
        assert.equal(stored.sizeBytes, bytes.length);
        (await manager.post('/v1/courses', { title: '자리가 있는 강의' })).is(201);
    });

    it('a part sent twice counts once', async () => {
        const bytes = pdfBytes('again');
        const begun = (await manager.post('/builder/v1/files/upload', { filename: 'again.pdf', filesize: bytes.length, type: 'application/pdf' })).is(201).body;
        await sendParts(manager, begun, Buffer.from(bytes).reverse());
        const etags = await sendParts(manager, begun, bytes);
        const done = (await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags })).is(200).body;
        assert.equal(done.mimeType, 'application/pdf');
    });
});
