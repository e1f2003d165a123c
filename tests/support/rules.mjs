import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from './folders.mjs';
import { preset } from './server.mjs';

/** Fails with every rule of low-latency HLS that the playlists of one address break, in the order they were fetched. */
export function obeysTheRules(texts) {
    const checker = join(root, 'build', preset, 'playlist_check');
    if (!existsSync(checker)) throw new Error(`${checker} is missing: ./ahim build --preset ${preset} playlist_check`);
    const { stdout, status, error } = spawnSync(checker, { input: texts.join('\0'), encoding: 'utf8' });
    if (error) throw error;
    assert.equal(status, 0, stdout.split('\n').slice(0, 20).join('\n'));
}
