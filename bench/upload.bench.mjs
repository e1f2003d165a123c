// upload: one file sent by curl to the embedded store (as one object, with MD5 and CRC-32 made while it arrives, on the
// disk before the answer), and in parts as a page sends it (four at a time, then put together). Beside it: nginx's WebDAV
// PUT of the same file, which sums nothing and waits for no disk; and the same nginx with the file forced to the disk after it.
// They take turns; medians.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accessKey, bucket, signedHeaders } from '../tests/support/s3.mjs';
import { benchmark, binary, cpuSeconds, memoryOf, percentile, round, signIn, sorted, startNginx, startProduct, table, temporaryFolder } from './support.mjs';

const run = promisify(execFile);
const MiB = 1024 * 1024;
const size = Number(process.env.BENCH_MEBIBYTES ?? 512) * MiB;
const rounds = 5;
const goal = 0.8;
process.env.AHIMMOYAK_TEST_BINARY ??= binary;

function makeFile(path) {
    const out = openSync(path, 'w');
    const piece = randomBytes(8 * MiB); // the same again and again: nothing on the way looks
    for (let at = 0; at < size; at += piece.length) writeSync(out, piece, 0, Math.min(piece.length, size - at));
    fsyncSync(out);
    closeSync(out);
}

/** curl -T; gives what the server answered. */
async function put(url, file, headers = {}) {
    const { stdout } = await run('curl', ['-sS', '--fail-with-body', '-D', '-', '-o', '/dev/null', '-H', 'Expect:', ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), '-T', file, url]);
    return stdout;
}

await benchmark(async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'film');
    makeFile(file);
    const product = await startProduct({ demo: true });
    const manager = await signIn(product, 'manager1');
    const credentials = await accessKey(product);
    const nginx = await startNginx({ more: 'client_max_body_size 0; dav_methods PUT; dav_access user:rw;' });
    const parts = [];

    const ways = {
        async object() {
            const url = `${product.address}/s3/${bucket}/film`;
            const { headers } = signedHeaders({ method: 'PUT', url, credentials, payload: 'UNSIGNED-PAYLOAD' });
            const answer = await put(url, file, headers);
            return /etag: "(\w+)"/i.exec(answer)[1];
        },
        async parts() {
            const begun = await manager.post('/builder/v1/files/upload', { filename: 'film.pdf', filesize: size, type: 'application/pdf' });
            if (parts.length === 0)
                for (let at = 0; at * begun.partSize < size; at += 1) {
                    parts.push(join(folder, `part-${at}`));
                    await run('dd', [`if=${file}`, `of=${parts[at]}`, `bs=${begun.partSize}`, `skip=${at}`, 'count=1', 'status=none']);
                }
            const etags = [];
            const started = performance.now();
            let next = 0;
            await Promise.all(Array.from({ length: 4 }, async () => {
                while (next < parts.length) {
                    const mine = next;
                    next += 1;
                    etags[mine] = /etag: ("\w+")/i.exec(await put(product.address + begun.presignedUrls[mine], parts[mine]))[1];
                }
            }));
            // Random bytes are no lesson: refused at the end, after all of it was put together and looked at.
            await assert.rejects(manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags }), /unknown_type/);
            return performance.now() - started;
        },
        async nginx() { await put(`${nginx.address}/film`, file); },
        async 'nginx, to the disk'() {
            await put(`${nginx.address}/film`, file);
            const out = openSync(join(nginx.folder, 'film'), 'r+');
            fsyncSync(out);
            closeSync(out);
        },
    };
    const took = Object.fromEntries(Object.keys(ways).map((name) => [name, { seconds: [], cpu: [] }]));
    for (let round = 0; round <= rounds; round += 1) {
        for (const [name, send] of Object.entries(ways)) {
            rmSync(join(nginx.folder, 'film'), { force: true });
            await run('sync', ['-f', folder]); // what the one before left to write is not paid by the next
            const pid = name.startsWith('nginx') ? nginx.child.pid : product.child.pid;
            const before = cpuSeconds(pid);
            const started = performance.now();
            const got = await send();
            const milliseconds = name === 'parts' ? got : performance.now() - started;
            if (name === 'object' && round === 0) assert.equal(got, createHash('md5').update(readFileSync(file)).digest('hex'), 'the ETag is the MD5');
            if (name === 'nginx') assert.equal(statSync(join(nginx.folder, 'film')).size, size);
            if (round === 0) continue; // the first warms up
            took[name].seconds.push(milliseconds / 1000);
            took[name].cpu.push(cpuSeconds(pid) - before);
        }
    }
    const median = (numbers) => percentile(sorted(numbers), 50);
    const speed = (name) => size / MiB / median(took[name].seconds);
    const line = (what, name, pid) => [what, round(speed(name), 0), round(median(took[name].cpu) / (size / MiB) * 1024, 2), round(memoryOf(pid)), round(speed(name) / speed('nginx'), 2), round(speed(name) / speed('nginx, to the disk'), 2)];
    table(`upload: ${size / MiB} MiB by curl, medians of ${rounds}`, ['measured', 'MiB/s', 'CPU s/GiB', 'MiB', 'speed ÷ nginx', 'speed ÷ nginx to the disk'], [
        line(`one object: MD5, CRC-32, fsync (goal ≥ ${goal})`, 'object', product.child.pid),
        line('in parts of 8 MiB, four at a time, and completed', 'parts', product.child.pid),
        line('  nginx WebDAV PUT', 'nginx', nginx.child.pid),
        line('  nginx WebDAV PUT, then fsync', 'nginx, to the disk', nginx.child.pid),
    ]);
});
