import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { run } from './child.mjs';
import { root, temporaryFolder } from './folders.mjs';

let server;

/** The address of a running PostgreSQL: the one we were given, else one started for this process. */
async function postgres() {
    if (process.env.AHIMMOYAK_TEST_POSTGRES) return process.env.AHIMMOYAK_TEST_POSTGRES;
    server ??= (async () => {
        const folder = temporaryFolder('postgres');
        const url = (await run(join(root, 'tools/postgres'), ['start', folder], { stdio: ['ignore', 'pipe', 'ignore'] })).trim();
        stopAfter(folder);
        return url;
    })();
    return server;
}

function stopAfter(folder) {
    startedIn.push(folder);
}
const startedIn = [];

/** Stops what postgres() started. */
export async function stopPostgres() {
    for (const folder of startedIn.splice(0)) await run(join(root, 'tools/postgres'), ['stop', folder]);
    server = undefined;
}

export async function psql(url, statement) {
    return run('psql', [url, '-AtqX', '-v', 'ON_ERROR_STOP=1', '-c', statement]);
}

/** A fresh, empty database; gives its address. */
export async function newPostgresDatabase() {
    const url = new URL(await postgres());
    const name = `t_${randomBytes(6).toString('hex')}`;
    await psql(url.href, `CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    return {
        url: url.href,
        drop: async () => {
            const main = new URL(url);
            main.pathname = '/postgres';
            await psql(main.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        },
    };
}
