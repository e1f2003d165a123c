import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { psql } from './postgres.mjs';

/** Tables that change by reading or by themselves; the figures follow, within a second, what the others say. */
const restless = /^audit_entry$|^analysis_|session|token|outbox|^event_|presence|rate_limit|migration|^video_file$|^exam_pulse$/;

/** Columns that a running broadcast moves, and a media worker. */
const moving = { live_streaming: ['on_air_at', 'updated_at'], video: ['state', 'percent', 'attempts', 'worked_by', 'not_before', 'facts', 'updated_at'] };

/** {table: "rows and digest"} of all that the database holds, to see that nothing changed. */
export async function snapshot(server) {
    return server.kind === 'sqlite' ? ofSqlite(server.data) : ofPostgres(server.database);
}

async function ofSqlite(data) {
    const { DatabaseSync } = await import('node:sqlite');
    const file = readdirSync(data).find((each) => /\.(db|sqlite3?)$/.test(each));
    if (!file) throw new Error(`no database file among ${readdirSync(data)}`);
    const database = new DatabaseSync(join(data, file), { readOnly: true });
    try {
        const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all().map((each) => each.name);
        return summary(tables, (table) => {
            const all = database.prepare(`SELECT * FROM "${table}"`);
            all.setReadBigInts(true);
            return all.all().map((row) => JSON.stringify(row, (name, value) => {
                if (moving[table]?.includes(name)) return undefined;
                return typeof value === 'bigint' ? String(value) : value;
            }));
        });
    } finally {
        database.close();
    }
}

async function ofPostgres(url) {
    const tables = lines(await psql(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).filter((each) => !restless.test(each));
    const rows = new Map(tables.map((table) => [table, []]));
    const all = await psql(url, tables.map((table) => `SELECT '${table}|' || (to_jsonb(t) - '{${moving[table] ?? ''}}'::text[])::text FROM "${table}" t`).join(' UNION ALL '));
    for (const line of lines(all)) rows.get(line.slice(0, line.indexOf('|')))?.push(line);
    return summary(tables, (table) => rows.get(table));
}

const lines = (text) => text.split('\n').filter((each) => each !== '');

function summary(tables, rowsOf) {
    return Object.fromEntries(tables.filter((each) => !restless.test(each)).sort().map((table) => {
        const rows = rowsOf(table).sort();
        return [table, `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)}`];
    }));
}
