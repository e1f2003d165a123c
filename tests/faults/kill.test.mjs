import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { Client } from '../support/client.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('kill -9 in the middle of writing', (kind) => {
    let server, manager;
    before(async () => {
        server = await startServer(kind);
        manager = await institution(server, await setUp(server));
    });
    after(() => server?.end());

    const everyCourse = async () => {
        const titles = [];
        for (let cursor = ''; ;) {
            const page = await manager.read(`/v1/courses?limit=100${cursor && `&cursor=${cursor}`}`);
            titles.push(...page.items.map((each) => each.title));
            if (!page.nextCursor) return titles;
            cursor = page.nextCursor;
        }
    };

    for (let round = 1; round <= 3; round += 1) {
        it(`round ${round}: every answered write is there, none is there twice`, async () => {
            const answered = [];
            let killed = false;
            let next = 0;
            const writer = async () => {
                while (!killed) {
                    const title = `${round}-${next += 1}`;
                    try {
                        const { status } = await manager.post('/v1/courses', { title });
                        if (status === 201) answered.push(title);
                    } catch (error) {
                        if (!killed) throw error;
                        return;
                    }
                }
            };
            const writers = Array.from({ length: 16 }, writer);
            await until('there is load', () => answered.length > 150 * round);
            killed = true;
            await server.kill();
            await Promise.all(writers);
            await server.start({ samePorts: true });
            const found = await everyCourse();
            const there = new Set(found);
            assert.equal(there.size, found.length, 'no title twice');
            assert.deepEqual(answered.filter((title) => !there.has(title)), [], 'answered and lost');
        });
    }

    it('people stay signed in, and the events that were written are delivered', async () => {
        assert.equal((await manager.read('/auth/v1/info')).role, 'MANAGER');
        const again = await new Client(server).signIn(manager.who.username, manager.who.password);
        assert.equal(again.account.role, 'MANAGER');
    });
});
