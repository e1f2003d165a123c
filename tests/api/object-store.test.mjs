import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import {
    AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand,
    DeleteObjectsCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListBucketsCommand, ListMultipartUploadsCommand,
    ListObjectsCommand, ListObjectsV2Command, ListPartsCommand, PutObjectCommand, UploadPartCommand, UploadPartCopyCommand, paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Child, run } from '../support/child.mjs';
import { ask } from '../support/http.mjs';
import { pdfBytes } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { accessKey, bucket, clientOf, codeOf, sha256, signedChunks, signedHeaders } from '../support/s3.mjs';
import { binary, startServer } from '../support/server.mjs';
import { upload } from '../support/upload.mjs';

const md5 = (bytes, encoding = 'hex') => createHash('md5').update(bytes).digest(encoding);
const base64Crc = (bytes) => { const out = Buffer.alloc(4); out.writeUInt32BE(crc32(bytes)); return out.toString('base64'); };
const MiB = 1024 * 1024;
const bytesOf = async (answer) => Buffer.from(await answer.Body.transformToByteArray());
/** The refusal as the SDK understands it. */
const refused = async (work) => {
    try {
        await work;
    } catch (error) {
        return `${error.$metadata?.httpStatusCode} ${error.name}`;
    }
    return 'accepted';
};

describe('the object store, by clients that others wrote', () => {
    const origin = 'https://pages.example.kr';
    let server, credentials, s3, manager;
    before(async () => {
        server = await startServer('sqlite', { flags: ['--cors-origins', origin] });
        manager = await institution(server, await setUp(server));
        credentials = await accessKey(server);
        s3 = clientOf(server, credentials);
    });
    after(() => server?.end());

    const put = (Key, Body, more = {}) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
    const get = (Key, more = {}) => s3.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }));
    const keys = async (more) => (await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...more }))).Contents?.map(({ Key }) => Key) ?? [];

    describe('@aws-sdk/client-s3', () => {
        it('puts, gets, asks about, copies and deletes; fields and sums come back', async () => {
            const bytes = randomBytes(300_000);
            const made = await put('notes/1.bin', bytes, { ContentType: 'audio/flac', CacheControl: 'no-cache', Metadata: { lecturer: 'kim', week: '3' } });
            assert.equal(made.ETag, `"${md5(bytes)}"`);
            assert.equal(made.ChecksumCRC32, base64Crc(bytes));
            const got = await get('notes/1.bin');
            assert.deepEqual(await bytesOf(got), bytes);
            assert.deepEqual([got.ContentType, got.CacheControl, got.Metadata, got.ETag, got.ContentLength], ['audio/flac', 'no-cache', { lecturer: 'kim', week: '3' }, made.ETag, bytes.length]);
            assert.ok(Math.abs(got.LastModified - Date.now()) < 60_000);
            const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'notes/1.bin', ChecksumMode: 'ENABLED' }));
            assert.deepEqual([head.ContentLength, head.ETag, head.ChecksumCRC32], [bytes.length, made.ETag, base64Crc(bytes)]);

            const copied = await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: 'notes/2.bin', CopySource: `${bucket}/notes/1.bin` }));
            assert.equal(copied.CopyObjectResult.ETag, made.ETag);
            assert.deepEqual((await get('notes/2.bin')).Metadata, { lecturer: 'kim', week: '3' });
            await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: 'notes/2.bin', CopySource: `/${bucket}/notes/2.bin`, MetadataDirective: 'REPLACE', Metadata: { lecturer: 'lee' } }));
            assert.deepEqual((await get('notes/2.bin')).Metadata, { lecturer: 'lee' });
            assert.equal(await refused(s3.send(new CopyObjectCommand({ Bucket: bucket, Key: 'x', CopySource: `${bucket}/none` }))), '404 NoSuchKey');

            await put('notes/1.bin', 'other bytes');
            assert.equal(`${await bytesOf(await get('notes/1.bin'))}`, 'other bytes');
            await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'notes/1.bin' }));
            await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'notes/1.bin' }));
            assert.equal(await refused(get('notes/1.bin')), '404 NoSuchKey');
            assert.equal(await refused(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'notes/1.bin' }))), '404 NotFound');
            const gone = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [{ Key: 'notes/2.bin' }, { Key: 'never <was> & "there"' }] } }));
            assert.deepEqual(gone.Deleted.map(({ Key }) => Key), ['notes/2.bin', 'never <was> & "there"']);
            assert.deepEqual(await keys(), []);
        });

        it('ranges and conditions', async () => {
            const { ETag } = await put('ranged', '0123456789');
            const part = await get('ranged', { Range: 'bytes=3-5' });
            assert.deepEqual([`${await bytesOf(part)}`, part.ContentRange], ['345', 'bytes 3-5/10']);
            assert.equal(`${await bytesOf(await get('ranged', { Range: 'bytes=-2' }))}`, '89');
            assert.equal(await refused(get('ranged', { Range: 'bytes=10-' })), '416 InvalidRange');
            assert.equal(await refused(get('ranged', { IfMatch: '"0"' })), '412 PreconditionFailed');
            assert.match(await refused(get('ranged', { IfNoneMatch: ETag })), /^304/);
            assert.match(await refused(get('ranged', { IfModifiedSince: new Date() })), /^304/);
            assert.equal(await refused(get('ranged', { IfUnmodifiedSince: new Date(0) })), '412 PreconditionFailed');
            assert.equal(`${await bytesOf(await get('ranged', { IfMatch: ETag, IfModifiedSince: new Date(0) }))}`, '0123456789');
            assert.equal(await refused(put('ranged', 'x', { IfNoneMatch: '*' })), '412 PreconditionFailed');
            assert.equal(await refused(put('ranged', 'x', { IfMatch: '"00"' })), '412 PreconditionFailed');
            await put('ranged', 'changed', { IfMatch: ETag });
            await put('empty', Buffer.alloc(0));
            assert.equal((await bytesOf(await get('empty'))).length, 0);
        });

        it('keys of any UTF-8, which no path is made of', async () => {
            const strange = ['한글 강의/1강 소개.mp4', 'a//b', '/leading', 'trailing/', '../../access-key', '..', '.', 'a b+c&d=e?f#g', '100%', '%2e%2e%2f', '😀', 'q"<>\'\\', 'e\u0301', 'x'.repeat(1024), '~about', '*'];
            for (const key of strange) {
                await put(key, key);
                assert.equal(`${await bytesOf(await get(key))}`, key);
            }
            const listed = await keys();
            assert.deepEqual(listed.filter((key) => strange.includes(key)).sort(), [...strange].sort());
            assert.deepEqual(readdirSync(server.data).filter((name) => /about|access/.test(name)), [], 'nothing beside the store');
            assert.equal(await refused(put('y'.repeat(1025), 'x')), '400 KeyTooLongError');
            const control = 'tab\tand\nline';
            await put(control, 'x');
            const urlEncoded = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'tab', EncodingType: 'url' }));
            assert.deepEqual(urlEncoded.Contents.map(({ Key }) => decodeURIComponent(Key)), [control]);
            await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Quiet: true, Objects: strange.map((Key) => ({ Key })) } }));
            assert.equal((await keys()).some((key) => strange.includes(key)), false);
        });

        it('lists by page, prefix and delimiter', async () => {
            for (const key of ['l/a/1', 'l/a/2', 'l/b/1', 'l/c', 'l/d', 'm']) await put(key, key);
            assert.deepEqual(await keys({ Prefix: 'l/', StartAfter: 'l/a/2' }), ['l/b/1', 'l/c', 'l/d']);
            const seen = [];
            for await (const page of paginateListObjectsV2({ client: s3, pageSize: 1 }, { Bucket: bucket, Prefix: 'l/', Delimiter: '/' }))
                seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix), ...(page.Contents ?? []).map(({ Key }) => Key));
            assert.deepEqual(seen, ['l/a/', 'l/b/', 'l/c', 'l/d']);
            const first = await s3.send(new ListObjectsCommand({ Bucket: bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 2 }));
            assert.deepEqual([first.IsTruncated, first.CommonPrefixes.map(({ Prefix }) => Prefix)], [true, ['l/a/', 'l/b/']]);
            const next = await s3.send(new ListObjectsCommand({ Bucket: bucket, Prefix: 'l/', Delimiter: '/', Marker: first.NextMarker }));
            assert.deepEqual(next.Contents.map(({ Key }) => Key), ['l/c', 'l/d']);
            assert.equal(await refused(s3.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: 'zz' }))), '400 InvalidArgument');
            assert.deepEqual((await s3.send(new ListBucketsCommand({}))).Buckets.map(({ Name }) => Name), [bucket]);
            await s3.send(new HeadBucketCommand({ Bucket: bucket }));
            assert.match(await refused(s3.send(new HeadBucketCommand({ Bucket: 'other' }))), /^404/);
        });

        it('an upload in parts, listed, copied into, completed and given up', async () => {
            const Key = '조각/영상.mp4';
            const [one, two] = [randomBytes(5 * MiB), randomBytes(12_345)];
            const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key, ContentType: 'video/mp4' }));
            const part = (PartNumber, Body, more = {}) => s3.send(new UploadPartCommand({ Bucket: bucket, Key, UploadId, PartNumber, Body, ...more }));
            await part(7, 'an earlier try');
            const late = await part(7, two);
            const early = await part(3, one);
            assert.equal(early.ETag, `"${md5(one)}"`);
            const listed = await s3.send(new ListPartsCommand({ Bucket: bucket, Key, UploadId }));
            assert.deepEqual(listed.Parts.map(({ PartNumber, ETag, Size }) => [PartNumber, ETag, Size]), [[3, early.ETag, one.length], [7, late.ETag, two.length]]);
            const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
            assert.deepEqual(uploads.Uploads.map(({ Key: key, UploadId: id }) => [key, id]), [[Key, UploadId]]);

            const complete = (Parts, more = {}) => s3.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));
            const [a, b] = [{ PartNumber: 3, ETag: early.ETag }, { PartNumber: 7, ETag: late.ETag }];
            assert.equal(await refused(complete([b, a])), '400 InvalidPartOrder');
            assert.equal(await refused(complete([a, { PartNumber: 8, ETag: b.ETag }])), '400 InvalidPart');
            assert.equal(await refused(complete([{ ...a, ETag: b.ETag }, b])), '400 InvalidPart');
            assert.equal(await refused(complete([a, { ...b, ETag: `"${md5('an earlier try')}"` }])), '400 InvalidPart', 'the last that came counts');
            assert.equal(await refused(complete([a, { ...b, ChecksumCRC32: base64Crc('else') }])), '400 InvalidPart');
            assert.equal(await refused(complete([a, b], { ChecksumCRC32: base64Crc('else'), ChecksumType: 'FULL_OBJECT' })), '400 BadDigest');
            assert.equal(await refused(get(Key)), '404 NoSuchKey', 'nothing half-listed');
            const whole = Buffer.concat([one, two]);
            const done = await complete([a, b]);
            const etag = `"${md5(Buffer.concat([one, two].map((each) => createHash('md5').update(each).digest())))}-2"`;
            assert.deepEqual([done.ETag, done.ChecksumCRC32], [etag, base64Crc(whole)]);
            assert.deepEqual((await complete([a, b])).ETag, etag, 'the answer was lost');
            const got = await get(Key);
            assert.deepEqual(await bytesOf(got), whole);
            assert.equal(got.ContentType, 'video/mp4');

            const again = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'copied' }));
            const copied = await s3.send(new UploadPartCopyCommand({ Bucket: bucket, Key: 'copied', UploadId: again.UploadId, PartNumber: 1, CopySource: `${bucket}/${encodeURIComponent(Key)}`, CopySourceRange: 'bytes=100-1099' }));
            await s3.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: 'copied', UploadId: again.UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: copied.CopyPartResult.ETag }] } }));
            assert.deepEqual(await bytesOf(await get('copied')), whole.subarray(100, 1100));

            const lost = await s3.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'lost' }));
            await s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: 'lost', UploadId: lost.UploadId }));
            assert.equal(await refused(s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: 'lost', UploadId: lost.UploadId }))), '404 NoSuchUpload');
            assert.equal(await refused(s3.send(new UploadPartCommand({ Bucket: bucket, Key: 'lost', UploadId: '../../x', PartNumber: 1, Body: 'x' }))), '404 NoSuchUpload');
            assert.equal(await refused(s3.send(new UploadPartCommand({ Bucket: bucket, Key: 'lost', UploadId: lost.UploadId, PartNumber: 10_001, Body: 'x' }))), '400 InvalidArgument');
        });

        it('every checksum of the SDK is verified, and what it presigns holds', async () => {
            for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256']) {
                const made = await put(`sums/${ChecksumAlgorithm}`, randomBytes(100_001), { ChecksumAlgorithm });
                assert.ok(made[`Checksum${ChecksumAlgorithm}`], ChecksumAlgorithm);
            }
            assert.equal(await refused(put('sums/x', 'abc', { ChecksumCRC32: base64Crc('abd') })), '400 BadDigest');
            assert.equal(await refused(put('sums/x', 'abc', { ChecksumCRC64NVME: 'AAAAAAAAAAA=' })), '400 BadDigest');
            await put('sums/x', '123456789', { ChecksumCRC64NVME: 'rosUhgp5mIg=' });
            await put('sums/x', '123456789', { ChecksumCRC32C: '4waSgw==' });
            assert.equal(await refused(put('sums/x', 'abc', { ContentMD5: md5('abd', 'base64') })), '400 BadDigest');

            const address = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: 'sums/x', ResponseContentType: 'text/x-nine' }), { expiresIn: 60 });
            const read = await ask(address);
            assert.deepEqual([`${read.bytes}`, read.headers['content-type']], ['123456789', 'text/x-nine']);
            assert.equal(codeOf(await ask(address.replace('sums/x', 'sums/CRC32'))), 'SignatureDoesNotMatch');
            const write = await getSignedUrl(clientOf(server, credentials, { requestChecksumCalculation: 'WHEN_REQUIRED' }), new PutObjectCommand({ Bucket: bucket, Key: 'by/address' }), { expiresIn: 60 });
            assert.equal((await ask(write, { method: 'PUT', body: 'sent' })).status, 200);
            assert.equal(`${await bytesOf(await get('by/address'))}`, 'sent');
        });
    });

    it('@aws-sdk/lib-storage: a stream in parts, several at once', async () => {
        const bytes = randomBytes(17 * MiB);
        const { Readable } = await import('node:stream');
        const seen = [];
        const sending = new Upload({ client: s3, params: { Bucket: bucket, Key: 'stream.bin', Body: Readable.from([bytes.subarray(0, MiB), bytes.subarray(MiB)]) }, queueSize: 4, partSize: 5 * MiB });
        sending.on('httpUploadProgress', ({ loaded }) => seen.push(loaded));
        const done = await sending.done();
        assert.match(done.ETag, /^"[0-9a-f]{32}-4"$/);
        assert.equal(seen.at(-1), bytes.length);
        assert.equal(md5(await bytesOf(await get('stream.bin'))), md5(bytes));
    });

    it('chunks with signatures: each is verified', async () => {
        const bytes = randomBytes(50_000);
        const send = async (key, { spoil = (body) => body, trailer, length = bytes.length } = {}) => {
            const url = `${server.url}/s3/${bucket}/${key}`;
            const { headers, seed } = signedHeaders({
                method: 'PUT', url, credentials, payload: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer ? '-TRAILER' : ''}`,
                headers: { 'x-amz-decoded-content-length': length, 'content-encoding': 'aws-chunked', ...(trailer && { 'x-amz-trailer': 'x-amz-checksum-crc32' }) },
            });
            return ask(url, { method: 'PUT', headers, body: spoil(signedChunks(bytes, seed, { trailer })) });
        };
        assert.equal((await send('chunked')).status, 200);
        assert.equal((await send('trailed', { trailer: `x-amz-checksum-crc32:${base64Crc(bytes)}` })).status, 200);
        const got = await get('trailed');
        assert.deepEqual(await bytesOf(got), bytes);
        assert.equal(got.ContentEncoding, undefined);
        const flip = (at) => (body) => { body[at] ^= 1; return body; };
        assert.equal(codeOf(await send('spoilt', { spoil: flip(20_000) })), 'SignatureDoesNotMatch');
        assert.equal(codeOf(await send('spoilt', { trailer: `x-amz-checksum-crc32:${base64Crc('else')}` })), 'BadDigest');
        assert.equal(codeOf(await send('spoilt', { trailer: `x-amz-checksum-crc32:${base64Crc(bytes)}`, spoil: (body) => flip(body.length - 10)(body) })), 'SignatureDoesNotMatch');
        assert.equal(codeOf(await send('spoilt', { spoil: (body) => body.subarray(0, 30_000) })), 'IncompleteBody');
        assert.equal(codeOf(await send('spoilt', { length: bytes.length - 1 })), 'IncompleteBody');
        assert.equal(codeOf(await send('spoilt', { spoil: () => Buffer.from('zz;chunk-signature=0\r\n') })), 'InvalidRequest');
        assert.equal(codeOf(await send('spoilt', { spoil: () => Buffer.alloc(5000, 'f') })), 'InvalidRequest');
        assert.equal((await keys({ Prefix: 'spoilt' })).length, 0);
        assert.deepEqual(readdirSync(join(server.data, 'objects', 'uploads')).filter((name) => name.startsWith('incoming')), []);
    });

    it('who has not signed, or not so, gets nothing', async () => {
        const url = `${server.url}/s3/${bucket}/chunked`;
        const signed = (more) => signedHeaders({ method: 'GET', url, credentials, ...more }).headers;
        assert.equal((await ask(url, { headers: signed() })).status, 200);
        const codes = {
            'AccessDenied': [{}, { 'x-amz-date': '20260101T000000Z' }, { authorization: 'Bearer x' }, { ...signed(), 'x-amz-meta-more': '1' }],
            'SignatureDoesNotMatch': [signed({ credentials: { ...credentials, secretAccessKey: 'x'.repeat(40) } }), signed({ method: 'PUT' })],
            'InvalidAccessKeyId': [signed({ credentials: { ...credentials, accessKeyId: 'A'.repeat(20) } }), signed({ credentials: { ...credentials, accessKeyId: '../../access-key' } })],
            'RequestTimeTooSkewed': [signed({ at: new Date(Date.now() - 16 * 60_000) }), signed({ at: new Date(Date.now() + 16 * 60_000) })],
            'AuthorizationHeaderMalformed': [
                { authorization: 'AWS4-HMAC-SHA256' }, { authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b' },
                { ...signed(), authorization: signed().authorization.replace(/host;/, '') }, { ...signed(), authorization: `${signed().authorization}, Signature=0` },
                { ...signed(), 'x-amz-date': 'yesterday' },
            ],
        };
        for (const [code, tries] of Object.entries(codes))
            for (const headers of tries) {
                const answer = await ask(url, { headers });
                assert.equal(codeOf(answer), code, JSON.stringify(headers));
                assert.ok(answer.status === 403 || answer.status === 400);
                assert.equal(answer.headers['content-type'], 'application/xml');
            }
        const late = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: 'chunked' }), { expiresIn: 1, signingDate: new Date(Date.now() - 5000) });
        assert.equal(codeOf(await ask(late)), 'AccessDenied');
        const body = signedHeaders({ method: 'PUT', url, credentials, payload: sha256('signed') }).headers;
        assert.equal(codeOf(await ask(url, { method: 'PUT', headers: body, body: 'other!' })), 'XAmzContentSHA256Mismatch');
    });

    it('bodies that are no XML, or too much of it', async () => {
        const post = async (query, body) => {
            const url = `${server.url}/s3/${bucket}?${query}`;
            return codeOf(await ask(url, { method: 'POST', body, headers: signedHeaders({ method: 'POST', url, credentials, payload: sha256(body) }).headers }));
        };
        const entity = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>';
        for (const body of ['', 'no', '<Delete>', '<Delete></Delete>', entity, '<a>'.repeat(10_000), `<Delete>${'<Object><Key>x</Key></Object>'.repeat(1001)}</Delete>`, `<Delete><Object><Key>${'x'.repeat(100_000)}</Key></Object></Delete>`])
            assert.equal(await post('delete=', body), 'MalformedXML', body.slice(0, 40));
        assert.equal(await post('delete=', `<Delete>${' '.repeat(5 * MiB)}</Delete>`), 'EntityTooLarge');
        assert.equal(await post('nothing=', 'x'), 'NotImplemented');
    });

    it('a key that only reads, and one that was taken away', async () => {
        const reader = await accessKey(server, 'read-only');
        const reads = clientOf(server, reader);
        assert.equal((await reads.send(new GetObjectCommand({ Bucket: bucket, Key: 'empty' }))).ContentLength, 0);
        assert.equal(await refused(reads.send(new PutObjectCommand({ Bucket: bucket, Key: 'empty', Body: 'x' }))), '403 AccessDenied');
        assert.equal(await refused(reads.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'empty' }))), '403 AccessDenied');
        assert.match((await run(binary, ['admin', 'access-key', 'list', '--data', server.data])), new RegExp(`${reader.accessKeyId} .* reads`));
        await run(binary, ['admin', 'access-key', 'remove', reader.accessKeyId, '--data', server.data]);
        assert.equal(await refused(reads.send(new GetObjectCommand({ Bucket: bucket, Key: 'empty' }))), '403 InvalidAccessKeyId');
        assert.equal(statSync(join(server.data, 'objects', 'keys', credentials.accessKeyId)).mode & 0o077, 0);
        assert.ok(!server.log.includes(credentials.secretAccessKey));
    });

    it('a page of an allowed origin may use it, others not', async () => {
        const preflight = (from) => ask(`${server.url}/s3/${bucket}/x`, { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-amz-content-sha256,amz-sdk-request' } });
        const allowed = await preflight(origin);
        assert.equal(allowed.headers['access-control-allow-origin'], origin);
        assert.match(allowed.headers['access-control-allow-headers'], /amz-sdk-request/);
        assert.match(allowed.headers['access-control-expose-headers'], /ETag/);
        assert.equal((await preflight('https://evil.example')).headers['access-control-allow-origin'], undefined);
    });

    it('a scrub finds what the disk has changed, and only that', async () => {
        const kept = await upload(manager, { filename: '교재 <1>.pdf', type: 'application/pdf', bytes: pdfBytes() });
        const scrub = async () => {
            const child = new Child(binary, ['objects', 'scrub', '--data', server.data]);
            const { code } = await child.ended;
            return { code, out: child.out };
        };
        const sound = await scrub();
        assert.match(sound.out, /Read \d+ files .*: all are sound\./);
        const file = join(server.data, 'objects', 'objects', kept.key.slice(0, 2), kept.key);
        const bytes = readFileSync(file);
        bytes[5] ^= 1;
        writeFileSync(file, bytes);
        const broken = await scrub();
        assert.equal(broken.code, 1);
        assert.match(broken.out, new RegExp(`BROKEN ${kept.key.replace('.', '\\.')}: its bytes are not those that were stored — 교재 <1>\\.pdf of `));
        assert.match(broken.out, /: 1 BROKEN\./);
        writeFileSync(file, bytes.subarray(0, 10));
        assert.match((await scrub()).out, /not as long/);
        bytes[5] ^= 1;
        writeFileSync(file, bytes);
        assert.equal((await scrub()).code, 0);
    });
});
