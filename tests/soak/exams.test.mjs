import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { sitThrough } from '../support/exam-class.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('kill -9 in the middle of an exam of two hundred', (kind) => {
    let server;
    before(async () => { server = await startServer(kind); });
    after(() => server?.end());

    it('loses no acknowledged answer, and everybody goes on', async (t) => {
        const { papers, acknowledged } = await sitThrough(server, { trainees: 200, questions: 10, drafts: 4_000 });
        t.diagnostic(`${acknowledged} drafts were acknowledged before the kill`);
        assert.equal(papers.length, 200);
    });
});
