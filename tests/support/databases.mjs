import { after, describe } from 'node:test';
import { stopPostgres } from './postgres.mjs';

const kinds = (process.env.AHIMMOYAK_TEST_DATABASES ?? 'sqlite,postgres').split(',');

/**
 * The same tests on each database in turn. `mostlyElsewhere`: what they are about is hardly the database, so the second one is
 * left to `./ahim test --long`.
 */
export function onEachDatabase(what, tests, { mostlyElsewhere = false } = {}) {
    const chosen = mostlyElsewhere && process.env.AHIMMOYAK_TEST_EVERYTHING !== 'yes' ? kinds.slice(0, 1) : kinds;
    for (const kind of chosen) describe(`${what} [${kind}]`, () => tests(kind));
    after(stopPostgres);
}
