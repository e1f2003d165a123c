import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { freePort } from '../support/ports.mjs';
import { password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('the health of an installation', (kind) => {
    let server, admin;
    before(async () => {
        // A mail server that is not there.
        server = await startServer(kind, { flags: ['--smtp-host', '127.0.0.1', '--smtp-port', String(await freePort()), '--smtp-tls', 'none', '--smtp-from', 'lms@example.kr'] });
        admin = await setUp(server);
    });
    after(() => server?.end());

    const health = (language = 'ko') => { admin.language = language; return admin.read('/v1/admin/health'); };
    const item = (is, which) => is.items.find((each) => each.kind === which);

    it('measures what there is', async () => {
        const is = await health();
        assert.equal(is.timeZone, 'Asia/Seoul');
        assert.match(is.version, /^\d+\.\d+/);
        assert.ok(new Date(is.now) - new Date(is.startedAt) < 60_000);
        const { database, disk, process: self, live, backups, certificate } = is.facts;
        assert.equal(database.kind, kind === 'sqlite' ? 'SQLite' : 'PostgreSQL');
        assert.ok(database.bytes > 100_000 && database.latencyMilliseconds > 0 && database.migrationCount > 20);
        assert.equal(database.pendingMigrationCount, 0);
        assert.ok(disk.totalBytes >= disk.freeBytes && disk.freeBytes > 0);
        assert.ok(self.threadCount > 4 && self.processorCount > 0 && self.memoryTotalBytes > self.memoryFreeBytes);
        assert.deepEqual(live, { broadcastCount: 0, viewerCount: 0 });
        assert.equal(backups.lastMadeAt ?? null, null);
        assert.equal(certificate ?? null, null);
        assert.ok(is.items.every((each) => each.sentence.length > 5));
        assert.equal(is.state, is.items.some((each) => each.state === 'BAD') ? 'BAD' : 'ATTENTION');
    });

    it('says in both languages what to do', async () => {
        assert.match(item(await health('ko'), 'BACKUPS').sentence, /백업/);
        assert.match(item(await health('en'), 'BACKUPS').sentence, /^There is no backup yet/);
        assert.equal(item(await health(), 'BACKUPS').state, 'ATTENTION');
        (await admin.post('/v1/admin/backups')).is(201);
        const is = await until('the backup is seen', async () => { const now = await health('en'); return now.facts.backups.lastMadeAt && now; }, { seconds: 60 });
        assert.match(item(is, 'BACKUPS').sentence, /^The last backup is 1 minute old/);
        assert.ok(is.facts.backups.lastBytes > 10_000);
    });

    it('a mail that does not go out is seen, with the reason', async () => {
        // The letter is there although nobody carries it; who signs up reads the code from the mailbox.
        await signUp(server, admin, 'waiting');
        const { mail } = (await until('the attempt has failed', async () => { const is = await health(); return is.facts.mail.lastFailure && is; }, { seconds: 20 })).facts;
        assert.equal(mail.sends, true);
        assert.ok(mail.waitingCount >= 1 && mail.waitingSince);
        assert.match(mail.lastFailure, /connect/i);
    });

    it('what other people may not see', async () => {
        const somebody = await signUp(server, admin, 'somebody');
        for (const path of ['/v1/admin/health', '/v1/admin/health/vitals']) (await somebody.get(path)).is(403);
        await somebody.signIn(somebody.who.username, password);
    });

    it('remembers how the last minutes were', async () => {
        const items = await until('two points', async () => { const all = (await admin.read('/v1/admin/health/vitals')).items; return all.length > 1 && all; }, { seconds: 30 });
        assert.ok(items.every((each, at) => at === 0 || each.at > items[at - 1].at));
        const last = items.at(-1);
        assert.ok(last.memoryBytes > 1_000_000 && last.cpuPercent >= 0 && last.lagMilliseconds >= 0);
        assert.ok(items.some((each) => each.requestsPerSecond > 0 && each.p95Milliseconds > 0));
    });
});
