// likeness: what it costs to find the copied among the essays of one question, beside comparing each pair of them in full.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { benchmark, root, round, table } from './support.mjs';

const characters = 2_000;

await benchmark(async () => {
    const rows = [];
    for (const essays of [50, 100, 200]) {
        const found = JSON.parse(execFileSync(join(root, 'build/release/bench_likeness'), [String(essays), String(characters)], { encoding: 'utf8' }));
        assert.equal(found.found, found.foundInFull, 'the index leaves no pair out');
        assert.equal(found.found, Math.floor(essays / 20), 'each that was copied is found');
        const pairs = essays * (essays - 1) / 2;
        rows.push([essays, pairs, found.lookedAt, found.found, round(found.read * 1_000, 2), round(found.compared * 1_000, 2), round((found.read + found.compared) / essays * 1e6, 0), round((found.read + found.inFull) * 1_000, 1), round((found.read + found.inFull) / (found.read + found.compared), 1)]);
    }
    table(`likeness: essays of ${characters} characters, every twentieth copied with each tenth word changed; at 80 % a case is opened`,
        ['essays', 'pairs', 'compared in full', 'cases', 'reading, CPU ms', 'finding, CPU ms', 'CPU µs/essay', 'reference: every pair, CPU ms', 'times cheaper'], rows);
});
