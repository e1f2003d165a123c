import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { contractOf } from '../support/client.mjs';
import { course, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { root } from '../support/folders.mjs';
import { company, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('the audit log', (kind) => {
    let server, admin, manager, supervisor, asked;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        asked = await request(supervisor, (await course(manager)).id);
    });
    after(() => server?.end());

    const find = async (query) => (await admin.read(`/v1/admin/audit?${new URLSearchParams(query)}`)).items;

    it('says who did what to whom, from where', async () => {
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(200);
        const [entry, ...others] = await find({ action: 'POST /v1/institutions/{courseProvideId}/response' });
        assert.equal(others.length, 0);
        assert.equal(entry.userId, manager.account.userId);
        assert.equal(entry.username, manager.who.username);
        assert.equal(entry.role, 'MANAGER');
        assert.deepEqual(entry.subjects, [{ name: 'courseProvideId', ids: [asked.id] }]);
        assert.equal(entry.address, manager.address);
    });

    it('has no entry of what was refused, and one of what was asked twice with a key', async () => {
        const before = (await find({ limit: 100 })).length;
        (await manager.post(`/v1/institutions/${asked.id}/response`, { accepted: true })).is(409);
        (await manager.post('/v1/courses', {})).is(422);
        assert.equal((await find({ limit: 100 })).length, before);
        for (let i = 0; i < 2; i += 1) (await manager.post('/v1/courses', { title: '감사' }, { headers: { 'idempotency-key': 'once' } })).is(201);
        assert.equal((await find({ limit: 100 })).length, before + 1);
    });

    it('names who signed in, and never what was typed', async () => {
        const [entry] = await find({ action: 'POST /auth/v1/signin', person: supervisor.who.email });
        assert.equal(entry.userId, supervisor.account.userId);
        const everything = JSON.stringify(await find({ limit: 100 }));
        assert.ok(!everything.includes(password));
        assert.ok(!everything.includes('1000000'), 'amounts are no subjects');
        assert.ok(!everything.includes('/s3/'), 'an upload is noted, not each of its parts');
    });

    it('notes a look at other people\'s data, once for a page that asks again and again', async () => {
        for (let i = 0; i < 3; i += 1) await supervisor.read('/v1/companies/employees');
        assert.equal((await find({ action: 'GET /v1/companies/employees', person: supervisor.who.username })).length, 1);
    });

    it('is searched by person and time, paged, and saved as CSV', async () => {
        const first = await admin.read('/v1/admin/audit?limit=2');
        assert.equal(first.items.length, 2);
        const second = await admin.read(`/v1/admin/audit?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
        assert.ok(second.items[0].id < first.items[1].id);
        assert.ok((await find({ person: manager.who.username, limit: 100 })).every((each) => each.userId === manager.account.userId));
        assert.deepEqual(await find({ until: '2020-01-01T00:00:00.000Z' }), []);
        (await admin.get('/v1/admin/audit?from=2026-01-02T00:00:00.000Z&until=2026-01-01T00:00:00.000Z')).is(422);
        const saved = (await admin.get('/v1/admin/audit/export')).is(200);
        assert.match(saved.headers['content-type'], /^text\/csv/);
        const lines = saved.text.trim().split('\r\n');
        assert.match(lines[0], /"at","userId"/);
        assert.ok(lines.some((line) => line.includes('"POST /v1/institutions/{courseProvideId}/response"') && line.includes(`"courseProvideId ${asked.id}"`)));
    });

    it('has a name in both languages for everything that it notes', async () => {
        const { operations } = await contractOf(server);
        for (const language of ['ko', 'en']) {
            const { actions, subjects } = JSON.parse(readFileSync(join(root, `web/src/i18n/${language}/audit.json`), 'utf8'));
            const missing = operations.filter(({ operation, name }) => operation['x-audited'] && !actions[name]).map(({ name }) => name);
            assert.deepEqual(missing, [], `web/src/i18n/${language}/audit.json`);
            const told = operations.filter(({ operation }) => operation['x-audited']).flatMap(({ operation }) => operation.parameters.filter((each) => each.in === 'path' && each.schema.type === 'integer').map((each) => each.name));
            assert.deepEqual([...new Set(told)].filter((each) => !subjects[each]), [], `subjects of web/src/i18n/${language}/audit.json`);
        }
    });
});
