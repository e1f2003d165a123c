import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { psql } from './postgres.mjs';

async function onSqlite(server, work) {
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(server.data, readdirSync(server.data).find((each) => /\.(db|sqlite3?)$/.test(each))));
    try {
        return work(database);
    } finally {
        database.close();
    }
}

/** Changes what a server that stands still has stored: what else would take weeks of waiting. */
export async function sql(server, statement) {
    return server.kind === 'sqlite' ? onSqlite(server, (database) => database.exec(statement)) : psql(server.database, statement);
}

/** The rows of a SELECT, as objects of texts and numbers. */
export async function rows(server, select) {
    if (server.kind === 'sqlite') return onSqlite(server, (database) => database.prepare(select).all());
    return JSON.parse(await psql(server.database, `SELECT coalesce(json_agg(t), '[]') FROM (${select}) t`));
}
