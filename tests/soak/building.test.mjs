import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { offering } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from '../browser/support/browser.mjs';
import { advances } from '../browser/support/picture.mjs';
import { Visitor } from '../browser/support/visitor.mjs';
import { buildByKeyboard, buildByMouse, shape, wanted } from '../browser/steps/building.mjs';

/** A course is built by who has only a mouse, and by who has only keys; both are studied, on a desk and on a phone. */
const browser = await launch();
let server, manager, boss, trainee;
const built = {};
const visitors = [];
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    manager = await institution(server, admin);
    boss = await company(server, admin);
    trainee = await employee(server, admin, boss);
    (await manager.put('/v1/institutions/learning-rules', { nextLessonOpensAtPercent: 0, identityCheckEvery: 0 })).is(200);
});
after(async () => {
    await browser.close();
    await server?.end();
});
const open = async (who, name, options) => {
    const visitor = await Visitor.open(browser, server, name, options);
    visitors.push(visitor);
    await visitor.signIn(who.who.email, password);
    return visitor;
};

it('by mouse alone', async () => {
    built.mouse = await buildByMouse(await open(manager, 'mouse', { language: 'ko' }), manager, '손으로 만든 강의');
    assert.deepEqual(shape(built.mouse), wanted);
    assert.equal(built.mouse.state, 'AVAILABLE');
    assert.ok(built.mouse.imageUrl);
});

it('by keyboard alone', async () => {
    built.keyboard = await buildByKeyboard(await open(manager, 'keyboard', { language: 'en' }), manager, 'Built by keys');
    assert.deepEqual(shape(built.keyboard), wanted);
    assert.equal(built.keyboard.state, 'AVAILABLE');
});

it('and studied at both widths', async () => {
    for (const [course, options] of [[built.mouse, { language: 'ko' }], [built.keyboard, { language: 'en', narrow: true }]]) {
        const { id } = await offering(manager, boss, course.id, [trainee]);
        const visitor = await open(trainee, options.narrow ? 'phone' : 'desk', options);
        const { page, t } = visitor;
        await visitor.go(`/learn/${id}`);
        await page.getByRole('link').filter({ hasText: 'Gloves' }).first().click();
        const lessons = wanted.flatMap(([, each]) => each);
        for (const lesson of lessons) {
            await page.getByRole('heading', { name: lesson, level: 1 }).waitFor();
            if (lesson === 'Gloves' || lesson === 'Forklifts') {
                await visitor.button('player:video.play').first().click();
                await advances(page, page.locator('video'), { seconds: 1 });
            }
            if (lesson === 'Read this first') await page.getByRole('article').getByText('before you drive.').waitFor();
            else await visitor.link('player:content.next').click();
        }
        await visitor.look('text-lesson');
    }
});

it('no page had a fault', () => {
    for (const each of visitors) each.contented();
});
