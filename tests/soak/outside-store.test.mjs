import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { startCeph } from '../support/ceph.mjs';
import { Child } from '../support/child.mjs';
import { ask } from '../support/http.mjs';
import { pdfBytes, videoBytes } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { binary, startServer } from '../support/server.mjs';

const Bucket = 'lectures';
const MiB = 1024 * 1024;

/** The product's own code over a store that others wrote: Ceph's. */
describe('an outside S3 by configuration', () => {
    let ceph, s3, server, manager, administrator, env, flags;
    before(async () => {
        ceph = await startCeph();
        s3 = new S3Client({ endpoint: ceph.url, region: 'us-east-1', forcePathStyle: true, credentials: ceph.keys });
        await s3.send(new CreateBucketCommand({ Bucket }));
        env = { AHIMMOYAK_OBJECTS_SECRET_KEY: ceph.keys.secretAccessKey };
        flags = ['--objects-endpoint', ceph.url, '--objects-bucket', Bucket, '--objects-access-key', ceph.keys.accessKeyId];
        server = await startServer('sqlite', { env, flags });
        await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [{ AllowedOrigins: [server.url], AllowedMethods: ['GET', 'HEAD', 'PUT'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }] } }));
        administrator = await setUp(server);
        manager = await institution(server, administrator);
    });
    after(async () => {
        await server?.end();
        await ceph?.end();
    });

    const begin = async (filename, bytes, type = 'application/octet-stream') => (await manager.post('/builder/v1/files/upload', { filename, filesize: bytes.length, type })).is(201).body;
    /** As a page does: another origin, no cookies, the ETag from the answer. */
    const send = async ({ presignedUrls, partSize }, bytes, only = presignedUrls.map((_, part) => part)) => {
        const etags = [];
        for (const part of only) {
            assert.ok(presignedUrls[part].startsWith(`${ceph.url}/${Bucket}/`), 'to the store itself');
            const answer = await ask(presignedUrls[part], { method: 'PUT', body: bytes.subarray(part * partSize, (part + 1) * partSize), headers: { origin: server.url } });
            assert.equal(answer.status, 200, `${answer.bytes}`);
            assert.match(answer.headers['access-control-expose-headers'], /etag/i);
            etags[part] = answer.headers.etag;
        }
        return etags;
    };
    const complete = ({ uploadId, key }, etags) => manager.post('/builder/v1/files/complete-multipart', { uploadId, key, etags });
    const stored = async () => ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);
    const unfinished = async () => ((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).map(({ UploadId }) => UploadId);
    const command = async (...words) => {
        const child = new Child(binary, [...words, '--data', server.data, ...flags], { env: { ...process.env, ...env } });
        const { code } = await child.ended;
        return { code, out: child.out + child.err };
    };

    it('a page may send there: the policy of the page names it', async () => {
        const policy = (await ask(server.url)).headers['content-security-policy'];
        assert.match(policy, new RegExp(`connect-src[^;]*${ceph.url}`));
        assert.match(policy, new RegExp(`media-src[^;]*${ceph.url}`));
    });

    it('a video in parts, resumed, completed, looked at and played from there', async () => {
        const video = await videoBytes();
        const bytes = Buffer.concat([video, Buffer.alloc(Math.max(0, 17 * MiB - video.length))]);
        const begun = await begin('1강.mp4', bytes, 'video/mp4');
        const [first] = await send(begun, bytes, [0]);
        const resumed = (await manager.post('/builder/v1/files/resume', { uploadId: begun.uploadId, key: begun.key })).is(200).body;
        assert.deepEqual(resumed.parts, [{ number: 1, etag: first, sizeBytes: begun.partSize }]);
        const etags = [first, ...(await send(resumed, bytes, [1, 2])).slice(1)];
        (await complete(begun, [etags[0], etags[2], etags[1]])).is(400);
        const done = (await complete(begun, etags)).is(200).body;
        assert.deepEqual([done.sizeBytes, done.mimeType], [bytes.length, 'video/mp4']);
        assert.ok(done.timeAmountSeconds >= 11);
        assert.deepEqual((await complete(begun, etags)).is(200).body, done);
        assert.deepEqual(await stored(), [begun.key]);
        assert.deepEqual(readdirSync(join(server.data)).includes('objects'), false, 'nothing rests here');

        const course = (await manager.post('/v1/courses', { title: '밖에 있는 강의' })).is(201).body;
        const { curriculums: [chapter] } = (await manager.post(`/v1/courses/${course.id}/curriculums`, { title: '1장' })).is(201).body;
        const saved = (await manager.post(`/v1/courses/${course.id}/curriculums/${chapter.id}/save`, { title: '1강', type: 'VIDEO', key: done.key })).is(201).body;
        const lesson = saved.curriculums[0].contents[0];
        const preview = (await manager.get(`/api/v1/courses/curriculums/contents/${lesson.id}`)).is(200).body;
        const read = await ask(preview.url, { headers: { range: 'bytes=0-99' } });
        assert.deepEqual([read.status, read.headers['content-type']], [206, 'video/mp4']);
        assert.deepEqual(read.bytes, bytes.subarray(0, 100));
    });

    it('bytes that are no lesson, a missing part, a wrong ETag: refused, and nothing stays', async () => {
        const junk = randomBytes(1000);
        const begun = await begin('x.mp4', junk);
        const etags = await send(begun, junk);
        (await complete(begun, [`"${createHash('md5').update('else').digest('hex')}"`])).is(400);
        (await complete(begun, etags)).is(422);
        assert.equal((await stored()).includes(begun.key), false);
        const pdf = pdfBytes();
        const late = await begin('a.pdf', pdf);
        (await complete(late, [etags[0]])).is(400);
        (await manager.post('/builder/v1/files/abort-multipart', { uploadId: late.uploadId, key: late.key })).is(204);
        assert.equal((await unfinished()).some((id) => id === late.uploadId || id === begun.uploadId), false);
        const spoilt = late.presignedUrls[0].replace(/Signature=./, 'Signature=0');
        assert.equal((await ask(spoilt, { method: 'PUT', body: pdf })).status, 403);
    });

    it('doctor, scrub and health speak of it, and of its absence', async () => {
        assert.match((await command('doctor')).out, /ok {4}file store/);
        assert.match((await command('objects', 'scrub')).out, /about 1 files: all are there/);
        const sign = async () => (await administrator.get('/v1/admin/health')).is(200).body.items.find(({ kind }) => kind === 'STORE');
        assert.equal((await sign()).state, 'GOOD');
        await ceph.end();
        const refused = await manager.post('/builder/v1/files/upload', { filename: 'a.pdf', filesize: 100, type: 'application/pdf' });
        assert.equal(refused.status, 503);
        assert.match(refused.body.detail, /store/);
        assert.match((await command('doctor')).out, /WRONG file store/);
        assert.equal((await command('doctor')).code, 1);
        assert.ok(!server.log.includes(ceph.keys.secretAccessKey) && !server.log.includes('X-Amz-Signature'));
    });
});
