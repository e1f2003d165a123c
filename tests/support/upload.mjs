import assert from 'node:assert/strict';
import { ask } from './http.mjs';

/** Begins a multipart upload, sends every part to its presigned address, and completes it. */
export async function upload(manager, { filename, type, bytes }) {
    const begun = (await manager.post('/builder/v1/files/upload', { filename, filesize: bytes.length, type })).is(201).body;
    const etags = await sendParts(manager, begun, bytes);
    const done = (await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags })).is(200).body;
    return { begun, etags, ...done };
}

export async function sendParts(client, { presignedUrls, partSize }, bytes) {
    assert.equal(presignedUrls.length, Math.max(1, Math.ceil(bytes.length / partSize)), 'one address for each part');
    const etags = [];
    for (const [i, address] of presignedUrls.entries()) {
        const part = bytes.subarray(i * partSize, (i + 1) * partSize);
        // No cookies: the signature in the address is the right.
        const answer = await ask(new URL(address, client.server.url), { method: 'PUT', body: part, from: client.address });
        assert.equal(answer.status, 200, `part ${i + 1}: ${answer.bytes}`);
        assert.ok(answer.headers.etag, `part ${i + 1} has an ETag`);
        etags.push(answer.headers.etag);
    }
    return etags;
}
