import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { certificateOf, easyRules, studies } from '../support/certificates.mjs';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('kill -9 while certificates are issued', (kind) => {
    let server, admin, manager, trainees, asked, video;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainees = [];
        for (let i = 0; i < 6; i += 1) trainees.push(await employee(server, admin, supervisor));
        await easyRules(manager);
        const taught = await course(manager);
        asked = await offering(manager, supervisor, taught.id, trainees);
        video = taught.curriculums[0].contents[0].id;
    });
    after(() => server?.end());

    it('each has one afterwards, with a number of its own, and was told once', async () => {
        // Some are killed before anything was issued, some in between, some after it.
        for (let round = 0; round < 3; round += 1) {
            await Promise.all(trainees.slice(round * 2, round * 2 + 2).map((each) => studies(each, video, asked.id)));
            await sleep(round * 1_000);
            await server.kill();
            await server.start({ samePorts: true });
        }
        const made = await Promise.all(trainees.map((each) => certificateOf(each, asked.id)));
        assert.deepEqual(made.map((each) => Number(each.number.split('-')[2])).sort(), [1, 2, 3, 4, 5, 6]);
        assert.equal(new Set(made.map((each) => each.code)).size, 6);
        for (const each of trainees) {
            await until('a notification', async () => (await each.read('/v1/notifications')).items.some((one) => one.kind === 'CERTIFICATE_ISSUED'));
            assert.equal((await each.read('/v1/certificates')).items.length, 1);
            assert.equal((await each.read('/v1/notifications')).items.filter((one) => one.kind === 'CERTIFICATE_ISSUED').length, 1);
        }
        const letters = (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => /수료증|certificate/i.test(each.subject));
        assert.equal(letters.length, 6);
    });
});
