import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { pdfBytes } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { sendParts, upload } from '../support/upload.mjs';

const MiB = 1024 * 1024;

onEachDatabase('uploads that stop and go on, within a quota', (kind) => {
    let server, administrator, manager, other;
    before(async () => {
        server = await startServer(kind);
        administrator = await setUp(server);
        manager = await institution(server, administrator);
        other = await institution(server, administrator);
    });
    after(() => server?.end());

    const begin = (filename, filesize, by = manager) => by.post('/builder/v1/files/upload', { filename, filesize, type: 'application/octet-stream' });
    const mark = ({ uploadId, key }) => ({ uploadId, key });
    const storage = async (by = manager) => (await by.get('/builder/v1/files/storage')).is(200).body;

    it('goes on with what arrived, by new addresses, on any page', async () => {
        const bytes = Buffer.concat([pdfBytes(), Buffer.alloc(17 * MiB)]);
        const begun = (await begin('긴 교재.pdf', bytes.length)).is(201).body;
        const [, second] = await sendParts(manager, { ...begun, presignedUrls: begun.presignedUrls.slice(0, 2) }, bytes.subarray(0, 2 * begun.partSize));
        const known = (await manager.post('/builder/v1/files/resume', mark(begun))).is(200).body;
        assert.deepEqual([known.partSize, known.presignedUrls.length, known.parts.map(({ number, sizeBytes }) => [number, sizeBytes])],
            [begun.partSize, 3, [[1, begun.partSize], [2, begun.partSize]]]);
        assert.equal(known.parts[1].etag, second);
        const last = await sendParts(manager, { presignedUrls: [known.presignedUrls[2]], partSize: begun.partSize }, bytes.subarray(2 * begun.partSize));
        const etags = [...known.parts.map(({ etag }) => etag), ...last];
        (await manager.post('/builder/v1/files/complete-multipart', { ...mark(begun), etags: [etags[1], etags[0], etags[2]] })).is(400);
        (await manager.post('/builder/v1/files/complete-multipart', { ...mark(begun), etags: etags.slice(0, 2) })).is(422);
        const again = (await begin('긴 교재.pdf', 10)).is(201).body;
        (await manager.post('/builder/v1/files/abort-multipart', mark(again))).is(204);
    });

    it('a half part is no part, another institution no owner, and a complete one is told so', async () => {
        const bytes = pdfBytes();
        const begun = (await begin('a.pdf', bytes.length)).is(201).body;
        await sendParts(manager, begun, bytes.subarray(0, 20));
        assert.deepEqual((await manager.post('/builder/v1/files/resume', mark(begun))).is(200).body.parts, []);
        (await other.post('/builder/v1/files/resume', mark(begun))).is(404);
        (await other.post('/builder/v1/files/abort-multipart', mark(begun))).is(204);
        (await manager.post('/builder/v1/files/resume', { ...mark(begun), uploadId: 'another' })).is(404);
        const etags = await sendParts(manager, begun, bytes);
        (await manager.post('/builder/v1/files/complete-multipart', { ...mark(begun), etags })).is(200);
        assert.equal((await manager.post('/builder/v1/files/resume', mark(begun))).is(409).body.code, 'upload_complete');
    });

    it('what is given up is gone, with its room; a file of a lesson is not given up', async () => {
        const before = (await storage()).usedBytes;
        const begun = (await begin('b.pdf', 1000)).is(201).body;
        assert.equal((await storage()).usedBytes, before + 1000);
        (await manager.post('/builder/v1/files/abort-multipart', mark(begun))).is(204);
        (await manager.post('/builder/v1/files/abort-multipart', mark(begun))).is(204);
        assert.equal((await storage()).usedBytes, before);
        (await manager.post('/builder/v1/files/resume', mark(begun))).is(404);

        const file = await upload(manager, { filename: 'c.pdf', type: 'application/pdf', bytes: pdfBytes() });
        const course = (await manager.post('/v1/courses', { title: '강의' })).is(201).body;
        const { curriculums: [chapter] } = (await manager.post(`/v1/courses/${course.id}/curriculums`, { title: '1장' })).is(201).body;
        (await manager.post(`/v1/courses/${course.id}/curriculums/${chapter.id}/save`, { title: '교재', type: 'MATERIAL', key: file.key })).is(201);
        assert.equal((await manager.post('/builder/v1/files/abort-multipart', mark(file.begun))).is(409).body.code, 'upload_used');
    });

    it('an administrator limits the room; what does not fit is refused before a byte is sent', async () => {
        const path = `/v1/admin/institutions/${manager.organisation.id}/storage`;
        const { usedBytes, limitBytes } = (await administrator.get(path)).is(200).body;
        assert.deepEqual([usedBytes, limitBytes ?? null], [(await storage()).usedBytes, null]);
        const limit = usedBytes + 2 * MiB;
        assert.equal((await administrator.put(path, { limitBytes: limit })).is(200).body.limitBytes, limit);
        assert.equal((await storage()).limitBytes, limit);
        const refused = (await begin('large.pdf', 3 * MiB)).is(409).body;
        assert.equal(refused.code, 'storage_limit');
        assert.match(refused.detail, /2\.0MB/);
        // Several at once have room for one.
        const tries = await Promise.all(Array.from({ length: 4 }, (_, i) => begin(`at-once-${i}.pdf`, 1.5 * MiB)));
        assert.deepEqual(tries.map(({ status }) => status).sort(), [201, 409, 409, 409]);
        (await begin('of another.pdf', 3 * MiB, other)).is(201);
        (await administrator.put(path, { limitBytes: 0 })).is(200);
        (await begin('one byte.pdf', 1)).is(409);
        (await administrator.put(path, { limitBytes: -1 })).is(422);
        (await administrator.put(path, {})).is(200);
        (await begin('one byte.pdf', 1)).is(201);
        (await administrator.get('/v1/admin/institutions/999999/storage')).is(404);
        (await administrator.put('/v1/admin/institutions/999999/storage', { limitBytes: 1 })).is(404);
        (await manager.put(path, { limitBytes: 1 })).is(403);
    });
});
