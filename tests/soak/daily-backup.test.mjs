import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** Waits for a real minute; what the schedule decides is tested without waiting, in src/backups. */
describe('a daily backup', () => {
    let server, admin;
    before(async () => {
        server = await startServer('sqlite');
        admin = await setUp(server);
    });
    after(() => server?.end());

    it('is made at its minute', async () => {
        // The beginning of the next minute that leaves time to say so.
        const at = new Date(Math.ceil((Date.now() + 3_000) / 60_000) * 60_000);
        const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', hour: '2-digit', minute: '2-digit' }).format(at);
        (await admin.put('/v1/admin/settings/backups', { daily: true, timeOfDay, keepCount: 2 })).is(200);
        assert.deepEqual((await admin.read('/v1/admin/backups')).daily, { nextAt: at.toISOString(), keepCount: 2 });
        const made = await until('it is made', async () => (await admin.read('/v1/admin/backups')).items.find((each) => each.kind === 'SCHEDULED'), { seconds: 90, every: 500 });
        assert.equal(made.failure ?? null, null);
        assert.ok(new Date(made.madeAt) >= at);
        const health = await admin.read('/v1/admin/health');
        assert.equal(health.facts.backups.daily, true);
        assert.equal(health.items.find((each) => each.kind === 'BACKUPS').state, 'GOOD');
        // What is sealed in the database needs its key, and gets it back with a restore.
        const names = execFileSync('tar', ['-tf', join(server.data, 'backups', made.name)], { encoding: 'utf8' });
        assert.match(names, /data\/accounts\.key/);
    });
});
