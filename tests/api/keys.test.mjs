import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { sql } from '../support/sql.mjs';
import { until } from '../support/until.mjs';

/** The signing keys change under the eyes of jose, a verifier that nobody here wrote. */
onEachDatabase('signing keys', (kind) => {
    let server, admin, somebody;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        somebody = await signUp(server, admin, 'somebody');
    });
    after(() => server?.end());

    const path = '/v1/admin/signing-keys';
    const tokenOf = (client) => client.cookie('access_token').value;
    const kidOf = (client) => decodeProtectedHeader(tokenOf(client)).kid;
    const remote = (options) => createRemoteJWKSet(new URL('/.well-known/jwks.json', server.url), options);
    const verified = (client, by) => jwtVerify(tokenOf(client), by, { audience: 'ahimmoyak', algorithms: ['ES256'] });
    const states = async () => (await admin.read(path)).items.map((each) => each.state);
    const signedIn = () => new Client(server).signIn(somebody.who.username, password);

    it('are published without their secret, and may be kept for less time than a new one waits', async () => {
        const answer = (await new Client(server).get('/.well-known/jwks.json')).is(200);
        assert.equal(answer.body.keys.length, 1);
        assert.deepEqual(Object.keys(answer.body.keys[0]).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
        const seconds = Number(/^public, max-age=(\d+)$/.exec(answer.headers['cache-control'])[1]);
        assert.ok(seconds > 0 && seconds < 600);
    });

    it('change: the new one is known before it signs, what the old one signed stays good', async () => {
        const keys = remote(); // jose asks again after 30 seconds at the earliest
        await verified(somebody, keys);
        const first = kidOf(somebody);

        const { items } = (await admin.post(path, {})).is(200).body;
        assert.deepEqual(items.map((each) => each.state), ['WAITING', 'SIGNING']);
        assert.ok(new Date(items[0].signsFrom) - new Date(items[0].createdAt) === 600_000);
        assert.equal(kidOf(await signedIn()), first);
        const refused = (await admin.post(path, {})).is(409);
        assert.equal(refused.body.code, 'key_waiting');
        const early = remote();
        await verified(somebody, early);

        // Ten minutes later.
        await server.stop();
        await sql(server, 'UPDATE signing_key SET created_at = created_at - 660000');
        await server.start({ samePorts: true });
        assert.deepEqual(await states(), ['SIGNING', 'VERIFYING']);
        const late = await signedIn();
        assert.equal(kidOf(late), items[0].kid);
        await verified(late, early);
        await verified(somebody, early);
        for (const client of [somebody, late]) await client.read('/auth/v1/info');
    });

    it('are replaced at once when one got into other hands', async () => {
        const keys = remote({ cooldownDuration: 0 });
        const old = await signedIn();
        await verified(old, keys);
        await old.read('/auth/v1/info');
        const { items } = (await admin.post(path, { dropEarlier: true })).is(200).body;
        assert.deepEqual(items.map((each) => each.state), ['SIGNING']);
        (await old.get('/auth/v1/info')).is(401);
        (await admin.get(path)).is(401);
        // Nobody has to sign in: the session goes on with tokens of the new key.
        for (const client of [old, admin, somebody]) await client.refresh();
        assert.equal(kidOf(old), items[0].kid);
        await verified(old, keys);
        await old.read('/auth/v1/info');
        const { payload } = await verified(admin, keys);
        assert.equal(payload.role, 'ADMIN');
    });

    it('are there after kill -9 in the middle of a change', async () => {
        for (let round = 0; round < 3; round += 1) {
            let answered = 0;
            let killed = false;
            const changer = async (mine) => {
                while (!killed) {
                    try {
                        const { status } = await mine.post(path, { dropEarlier: true });
                        if (status === 200) answered += 1;
                        else await mine.post('/auth/refresh');
                    } catch (error) {
                        if (!killed) throw error;
                    }
                }
            };
            const both = [await new Client(server).signIn(admin.account.username, password), await new Client(server).signIn(admin.account.username, password)];
            const changers = both.map(changer);
            await until('keys change', () => answered > 5 * (round + 1));
            killed = true;
            await server.kill();
            await Promise.all(changers);
            await server.start({ samePorts: true });
            const keys = remote();
            const fresh = await signedIn();
            await verified(fresh, keys);
            await fresh.read('/auth/v1/info');
            await admin.refresh();
            assert.deepEqual(await states(), ['SIGNING']);
        }
    });

    it('are the administrator\'s, and each change is in the audit log', async () => {
        await somebody.refresh();
        (await somebody.get(path)).is(403);
        const { items } = await admin.read('/v1/admin/audit?limit=100');
        assert.ok(items.filter((each) => each.action === `POST ${path}`).length >= 2, JSON.stringify(items[0]));
    });
});
