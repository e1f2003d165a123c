import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { run } from '../support/child.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { ask } from '../support/http.mjs';
import { accessKey, bucket } from '../support/s3.mjs';
import { startServer } from '../support/server.mjs';

// Debian's, whatever else is first in the path.
const aws = '/usr/bin/aws';
const sum = (bytes) => createHash('md5').update(bytes).digest('hex');
let server, folder, cli;

before(async () => {
    server = await startServer('sqlite');
    folder = temporaryFolder('aws');
    const { accessKeyId, secretAccessKey } = await accessKey(server);
    const env = { PATH: process.env.PATH, HOME: folder, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: 'ap-northeast-2', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' };
    cli = (...words) => run(aws, ['--endpoint-url', `${server.url}/s3`, ...words], { env });
});
after(() => server?.end());

it('aws s3: copies up in parts and down, lists, moves, removes', async () => {
    const bytes = randomBytes(20 * 1024 * 1024);
    const file = join(folder, '강의 영상.mp4');
    writeFileSync(file, bytes);
    await cli('s3', 'cp', file, `s3://${bucket}/과정 1/강의 영상.mp4`);
    assert.match(await cli('s3', 'ls'), new RegExp(bucket));
    assert.match(await cli('s3', 'ls', `s3://${bucket}/`), /PRE 과정 1\//);
    assert.match(await cli('s3', 'ls', '--recursive', `s3://${bucket}/과정 1/`), /20971520 과정 1\/강의 영상\.mp4/);
    const back = join(folder, 'back');
    await cli('s3', 'cp', `s3://${bucket}/과정 1/강의 영상.mp4`, back);
    assert.equal(sum(readFileSync(back)), sum(bytes));
    await cli('s3', 'mv', `s3://${bucket}/과정 1/강의 영상.mp4`, `s3://${bucket}/b.mp4`);
    assert.equal((await ask((await cli('s3', 'presign', `s3://${bucket}/b.mp4`)).trim())).bytes.length, bytes.length);
    await cli('s3', 'rm', `s3://${bucket}/b.mp4`);
    await assert.rejects(cli('s3', 'cp', `s3://${bucket}/b.mp4`, back), /404/);
});

it('aws s3 sync: a folder there and back, and only what changed', async () => {
    const from = join(folder, 'from');
    mkdirSync(join(from, 'inner'), { recursive: true });
    for (let i = 0; i < 30; i += 1) writeFileSync(join(from, i % 2 ? 'inner' : '', `파일 ${i} +&=.txt`), `${i}`.repeat(1000));
    await cli('s3', 'sync', from, `s3://${bucket}/tree`);
    assert.equal((await cli('s3', 'sync', from, `s3://${bucket}/tree`)).trim(), '');
    await cli('s3', 'sync', `s3://${bucket}/tree`, join(folder, 'to'));
    assert.equal(readFileSync(join(folder, 'to/inner/파일 7 +&=.txt'), 'utf8'), '7'.repeat(1000));
    await cli('s3', 'rm', '--recursive', `s3://${bucket}/tree`);
    assert.equal((await cli('s3', 'ls', '--recursive', `s3://${bucket}/`)).trim(), '');
});

it('aws s3api: conditions, ranges, uploads', async () => {
    const file = join(folder, 'small');
    writeFileSync(file, '0123456789');
    const made = JSON.parse(await cli('s3api', 'put-object', '--bucket', bucket, '--key', 'k', '--body', file, '--metadata', 'a=b'));
    assert.equal(made.ETag, `"${sum('0123456789')}"`);
    await cli('s3api', 'get-object', '--bucket', bucket, '--key', 'k', '--range', 'bytes=2-4', join(folder, 'range'));
    assert.equal(readFileSync(join(folder, 'range'), 'utf8'), '234');
    assert.deepEqual(JSON.parse(await cli('s3api', 'head-object', '--bucket', bucket, '--key', 'k')).Metadata, { a: 'b' });
    await assert.rejects(cli('s3api', 'get-object', '--bucket', bucket, '--key', 'k', '--if-none-match', made.ETag, join(folder, 'x')), /304/);
    const { UploadId } = JSON.parse(await cli('s3api', 'create-multipart-upload', '--bucket', bucket, '--key', 'm'));
    assert.match(await cli('s3api', 'list-multipart-uploads', '--bucket', bucket), new RegExp(UploadId));
    await cli('s3api', 'abort-multipart-upload', '--bucket', bucket, '--key', 'm', '--upload-id', UploadId);
    await assert.rejects(cli('s3api', 'put-object-acl', '--bucket', bucket, '--key', 'k', '--acl', 'private'), /NotImplemented/);
    await cli('s3api', 'delete-objects', '--bucket', bucket, '--delete', 'Objects=[{Key=k},{Key=nothing}]');
});
