import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { sitThrough } from '../support/exam-class.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('kill -9 in the middle of an exam', (kind) => {
    let server;
    before(async () => { server = await startServer(kind); });
    after(() => server?.end());

    it('loses no acknowledged answer, and everybody goes on', async () => {
        const { papers, acknowledged } = await sitThrough(server, { trainees: 6, questions: 4, drafts: 60 });
        assert.ok(acknowledged >= 60, `${acknowledged} answers were acknowledged`);
        for (const { result } of papers) assert.deepEqual([result.state, result.submittedBy], ['MARKED', 'TRAINEE']);
    });
});
