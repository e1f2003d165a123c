import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { StudyPage } from './study.mjs';
import { until } from './until.mjs';

/** Rules that a second of study meets; call it before the trainees are registered. */
export async function easyRules(manager, more = {}) {
    const { rules } = await manager.read('/v1/institutions/learning-rules');
    return (await manager.put('/v1/institutions/learning-rules', { ...rules, completedAtPercent: 1, countedFromPercent: 0, nextLessonOpensAtPercent: 0, ...more })).is(200).body;
}

/** Studies a second and a half of the lesson: enough for easyRules and a course of tests/support/course.mjs. */
export async function studies(trainee, contentId, courseProvideId) {
    const page = await StudyPage.open(trainee, contentId, courseProvideId);
    await sleep(1_600);
    const { refused } = (await page.send([page.beat(0, 1_500)])).is(200).body;
    assert.deepEqual(refused, []);
}

/** The certificate of an offering that the trainee gets within moments. */
export const certificateOf = (trainee, courseProvideId) =>
    until('a certificate is issued', async () => (await trainee.read('/v1/certificates')).items.find((each) => each.courseProvideId === courseProvideId), { seconds: 30, every: 200 });

/** What other programs make of a PDF: its text without blanks, its typefaces, and what its QR code says. */
export function readPdf(bytes, { qr = true } = {}) {
    const folder = mkdtempSync(join(process.env.AHIMMOYAK_TEST_TMP ?? tmpdir(), 'pdf-'));
    try {
        const file = join(folder, 'paper.pdf');
        writeFileSync(file, bytes);
        const said = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
        said('pdftoppm', '-r', '110', '-png', '-singlefile', file, join(folder, 'paper'));
        const fonts = said('pdffonts', file).trim().split('\n').slice(2).map((line) => ({ name: line.split(/\s+/)[0], embedded: /\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(line)?.[1] === 'yes' }));
        return { text: said('pdftotext', file, '-').replace(/\s+/g, ''), fonts, pages: Number(/Pages:\s+(\d+)/.exec(said('pdfinfo', file))[1]), size: /Page size:\s+(.*)/.exec(said('pdfinfo', file))[1], qr: qr ? said('zbarimg', '--quiet', '--raw', join(folder, 'paper.png')).trim() : undefined };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** {name: bytes} of a zip, as Python reads it. */
export function readZip(bytes) {
    const folder = mkdtempSync(join(process.env.AHIMMOYAK_TEST_TMP ?? tmpdir(), 'zip-'));
    try {
        const file = join(folder, 'all.zip');
        writeFileSync(file, bytes);
        const script = 'import base64,json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))';
        const found = JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8', maxBuffer: 1 << 28 }));
        return Object.fromEntries(Object.entries(found).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
