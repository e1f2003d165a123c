import { after, describe } from 'node:test';
import { stopPostgres } from './postgres.mjs';

const kinds = (process.env.AHIMMOYAK_TEST_DATABASES ?? 'sqlite,postgres').split(',');

/** The same tests on each database in turn. */
export function onEachDatabase(what, tests) {
    for (const kind of kinds) describe(`${what} [${kind}]`, () => tests(kind));
    after(stopPostgres);
}
