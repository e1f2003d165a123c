// Puts a .br and a .gz beside every file of a build (argument; else dist) that gains by it, so that the server only picks one.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const dist = process.argv[2] ?? new URL('../dist/', import.meta.url).pathname;
const compressible = /\.(html|js|css|svg|json|txt|wasm|webmanifest)$/;
const smaller = { br: promisify(brotliCompress), gz: promisify(gzip) };

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
await Promise.all(files.map(async (file) => {
    const bytes = readFileSync(file);
    const [br, gz] = await Promise.all([
        smaller.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
        smaller.gz(bytes, { level: 9 }),
    ]);
    if (br.length < bytes.length) writeFileSync(`${file}.br`, br);
    if (gz.length < bytes.length) writeFileSync(`${file}.gz`, gz);
}));
