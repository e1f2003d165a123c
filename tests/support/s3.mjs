import { createHash, createHmac } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { binary } from './server.mjs';
import { run } from './child.mjs';

export const bucket = 'contents';

/** A new access key, as an operator makes one while the server runs. */
export async function accessKey(server, ...words) {
    const out = await run(binary, ['admin', 'access-key', 'create', 'a test', ...words, '--data', server.data]);
    const [, accessKeyId] = /access key {2}(\S+)/.exec(out);
    const [, secretAccessKey] = /secret key {2}(\S+)/.exec(out);
    return { accessKeyId, secretAccessKey };
}

/** The SDK as anybody would set it up for a store of one's own. */
export function clientOf(server, credentials, options = {}) {
    return new S3Client({ endpoint: `${server.url}/s3`, region: 'ap-northeast-2', forcePathStyle: true, credentials, maxAttempts: 1, ...options });
}

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Signs a request by hand, so that a test can then spoil any piece of it.
 * Gives the headers; `seed` has what chunk signatures go on from.
 */
export function signedHeaders({ method, url, headers = {}, payload = sha256(''), credentials, at = new Date(), region = 'us-east-1' }) {
    const date = at.toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
    const { host, pathname, searchParams } = new URL(url);
    const all = Object.entries({ ...headers, host, 'x-amz-date': date, 'x-amz-content-sha256': payload })
        .map(([name, value]) => [name.toLowerCase(), String(value)]).sort(([a], [b]) => (a < b ? -1 : 1));
    const names = all.map(([name]) => name).join(';');
    const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
    const canonical = [method, pathname, query, ...all.map(([name, value]) => `${name}:${value}`), '', names, payload].join('\n');
    const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${credentials.secretAccessKey}`, date.slice(0, 8)), region));
    const signature = hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
    return {
        headers: {
            ...Object.fromEntries(all.filter(([name]) => name !== 'host')),
            authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
        },
        seed: { key, date, scope, signature },
    };
}

/** aws-chunked with a signature of each chunk, and of the trailer when there is one. */
export function signedChunks(bytes, { key, date, scope, signature }, { size = 8192, trailer } = {}) {
    const pieces = [];
    let before = signature;
    const sign = (kind, ...rest) => hmac(key, [kind, date, scope, before, ...rest].join('\n')).toString('hex');
    for (let at = 0; ; at += size) {
        const chunk = bytes.subarray(at, at + size);
        before = sign('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(chunk));
        pieces.push(Buffer.from(`${chunk.length.toString(16)};chunk-signature=${before}\r\n`));
        if (chunk.length === 0) break;
        pieces.push(chunk, Buffer.from('\r\n'));
    }
    if (trailer) pieces.push(Buffer.from(`${trailer}\r\nx-amz-trailer-signature:${sign('AWS4-HMAC-SHA256-TRAILER', sha256(`${trailer}\n`))}\r\n`));
    pieces.push(Buffer.from('\r\n'));
    return Buffer.concat(pieces);
}

export const codeOf = (answer) => /<Code>([^<]*)<\/Code>/.exec(`${answer.bytes}`)?.[1] ?? `${answer.status}`;
