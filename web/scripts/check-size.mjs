// The trainee's home must stand after at most 200 KiB of compressed script, even where only gzip is spoken (plain HTTP).
import { readFileSync, statSync } from 'node:fs';

const limit = 200;
const root = new URL('../../', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${root}build/web-manifest.json`, 'utf8'));
const first = ['index.html', 'src/features/player/learn-page.tsx', 'src/i18n/ko/common.json', 'src/i18n/ko/player.json'];

const chunks = new Set();
function need(name) {
    if (chunks.has(name)) return;
    if (!manifest[name]) throw new Error(`the build has no ${name}`);
    chunks.add(name);
    (manifest[name].imports ?? []).forEach(need);
}
first.forEach(need);

function kibibytes(ending) {
    const bytes = [...chunks].map((name) => `${root}web/dist/${manifest[name].file}`)
        .map((file) => (statSync(file + ending, { throwIfNoEntry: false }) ?? statSync(file)).size);
    return bytes.reduce((sum, size) => sum + size, 0) / 1024;
}
const [gzip, brotli] = ['.gz', '.br'].map(kibibytes);
console.log(`/learn: ${gzip.toFixed(1)} KiB gzip, ${brotli.toFixed(1)} KiB brotli of ${limit} KiB`);
if (gzip > limit) process.exit(1);
