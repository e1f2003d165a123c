import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const made = [];
process.on('exit', () => {
    for (const each of made) rmSync(each, { recursive: true, force: true });
});

/** A new folder that is gone when the process ends. */
export function temporaryFolder(name = 'ahimmoyak') {
    const folder = mkdtempSync(join(process.env.AHIMMOYAK_TEST_TMP ?? tmpdir(), `${name}-`));
    made.push(folder);
    return folder;
}

/** A folder of the build tree, for what is kept after the run or between runs. */
export function buildFolder(name) {
    const folder = join(root, 'build', name);
    mkdirSync(folder, { recursive: true });
    return folder;
}
