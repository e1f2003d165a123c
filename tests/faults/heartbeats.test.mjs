import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { StudyPage } from '../support/study.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('kill -9 while people study', (kind) => {
    let server, trainees, asked, video;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        const manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainees = [];
        for (let i = 0; i < 4; i += 1) trainees.push(await employee(server, admin, supervisor));
        const taught = await course(manager);
        asked = await offering(manager, supervisor, taught.id, trainees);
        video = taught.curriculums[0].contents[0].id;
    });
    after(() => server?.end());

    it('everything that was answered is credited afterwards, and the pages play on', async () => {
        const pages = await Promise.all(trainees.map((each) => StudyPage.open(each, video, asked.id)));
        const credited = pages.map(() => 0);
        const at = pages.map(() => 0);
        let stopped = false;
        const play = async (which) => {
            while (!stopped) {
                const page = pages[which];
                const now = Math.min(12_000, Math.round(performance.now() - page.openedAt));
                if (at[which] === 12_000) return;
                try {
                    const { study } = (await page.send([page.beat(at[which], now)])).is(200).body;
                    at[which] = now;
                    credited[which] = study.creditedSeconds;
                } catch (error) {
                    if (!stopped) throw error;
                }
                await sleep(400);
            }
        };
        const playing = pages.map((_, which) => play(which));
        await until('everybody has three seconds', () => credited.every((each) => each >= 3), { seconds: 30 });
        stopped = true;
        await server.kill();
        await Promise.all(playing);
        await server.start({ samePorts: true });
        for (const [which, page] of pages.entries()) {
            const { curriculums: [{ contents: [lesson] }] } = await trainees[which].read(`/v1/courses/courseList/${asked.id}`);
            assert.ok(lesson.creditedSeconds >= credited[which], `${lesson.creditedSeconds} of ${credited[which]} s`);
            const now = Math.round(performance.now() - page.openedAt);
            const { refused } = (await page.send([page.beat(at[which], Math.min(12_000, at[which] + 500), { elapsedMs: now })])).is(200).body;
            assert.deepEqual(refused, [], 'the key is the same after the start');
        }
    });
});
