import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from '../browser/support/browser.mjs';
import { Visitor } from '../browser/support/visitor.mjs';
import { watch } from '../browser/steps/live.mjs';
import { quizOf } from '../support/course.mjs';
import { password } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { twoSides } from '../support/world.mjs';

/** Two minutes of a lecture with a quiz after the other: the picture never stands still, and carries every one. */
describe('quizzes in the picture', () => {
    const quizzes = 90;
    let server, browser, publisher, own, viewers;

    before(async () => {
        server = await startServer('sqlite');
        ({ own } = await twoSides(server, { trainees: 2 }));
        browser = await launch();
        publisher = publish(ingestAddress(own.lecture), { size: '640x360' });
        await until('the lecture is ON', async () => (await own.manager.read(`/v1/live/${own.lecture.id}/channel`)).status === 'ON', { seconds: 60, every: 100 });
        viewers = [];
        for (const [i, { who }] of own.trainees.entries()) {
            const viewer = await Visitor.open(browser, server, `viewer-${i}`, { narrow: i === 1 });
            await viewer.signIn(who.username, password);
            await viewer.go(`/live/${own.lecture.id}`);
            viewers.push(viewer);
        }
        for (const viewer of viewers) await watch(viewer);
    });
    after(async () => {
        await publisher?.kill();
        await browser?.close();
        await server?.end();
    });

    it(`${quizzes} quizzes come by the picture to both viewers`, async () => {
        const by = { picture: 0, socket: 0 };
        for (let n = 1; n <= quizzes; n += 1) {
            const quiz = (await own.manager.post(`/v1/live/${own.lecture.id}/quizzes`, quizOf({ question: `질문 ${n}번` }))).is(201).body;
            (await own.manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
            for (const viewer of viewers) {
                const announcer = viewer.page.getByTestId('quiz-announcer');
                await announcer.getByText(`질문 ${n}번`).waitFor({ state: 'attached' });
                by[await announcer.getAttribute('data-by')] += 1;
            }
            (await own.manager.post(`/v1/quizzes/${quiz.id}/close`)).is(200);
        }
        assert.deepEqual(by, { picture: 2 * quizzes, socket: 0 });
    });

    it('no picture stood still', async () => {
        for (const viewer of viewers) assert.equal(await viewer.page.locator('[data-stalls]').getAttribute('data-stalls'), '0', viewer.name);
    });
});
