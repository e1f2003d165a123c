import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** The administrator switches smaller pictures on; a trainee chooses one, and goes back to the line's own choice. */
const browser = await launch();
let server, person, live, publisher, trainee, operator;
before(async () => {
    server = await startServer('sqlite', { flags: ['--live-heights', '180'] });
    const admin = await setUp(server);
    const manager = await institution(server, admin);
    const boss = await company(server, admin);
    person = await employee(server, admin, boss, 'kim');
    live = await lecture(manager, (await offering(manager, boss, (await course(manager)).id, [person])).id, '화질을 고르는 강의');
    operator = await Visitor.open(browser, server, 'operator', { language: 'ko' });
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko' });
    await operator.signIn(admin.account.username, password);
    await trainee.signIn(person.who.email, password);
});
after(async () => {
    await publisher?.kill();
    await browser.close();
    await server?.end();
});

const picture = () => trainee.page.locator('[data-phase]');
const shown = async () => Number(await picture().getAttribute('data-size'));
const time = () => trainee.page.locator('video').evaluate((video) => video.currentTime);
const stalls = async () => Number(await picture().getAttribute('data-stalls'));
/** Stalls while so many seconds of the picture are shown. */
const stallsWithin = async (seconds) => {
    const [before, from] = [await stalls(), await time()];
    await until('it plays on', async () => (await time()) > from + seconds, { seconds: 30 });
    return (await stalls()) - before;
};
const choose = async (name) => {
    const { page, t } = trainee;
    await picture().hover();
    await page.getByRole('button', { name: t('live:picture.quality') }).click();
    await page.getByRole('menuitemradio', { name }).click();
};

it('the administrator switches them on', async () => {
    const { page, t } = operator;
    await operator.go('/admin/settings');
    const card = page.getByRole('form', { name: t('settings:live.title') });
    await card.getByLabel(t('settings:live.renditions')).check();
    await operator.look('settings-live');
    await card.getByRole('button', { name: t('common:save') }).click();
    await page.getByText(t('common:saved')).waitFor();
});

it('a trainee watches the source, and chooses a smaller picture', async () => {
    const { page, t } = trainee;
    publisher = publish(ingestAddress(live), { size: '640x360' });
    await until('both are offered', async () => {
        await person.read(`/v1/live/${live.id}`);
        return (await person.get(live.playbackUrl)).text?.includes('r180');
    }, { seconds: 60 });
    await trainee.go(`/live/${live.id}`);
    await until('the source is shown', async () => (await shown()) === 360, { seconds: 60 });
    // What this machine does to any picture, as it is now.
    const usual = await stallsWithin(4);
    await choose('180p');
    await until('the small picture is shown', async () => (await shown()) === 180, { seconds: 30 });
    await stallsWithin(2); // the change itself
    const now = await stallsWithin(4);
    assert.ok(Number(await picture().getAttribute('data-latency')) < 5);
    assert.ok(now <= usual + 1, `it stays smooth: ${now} stalls, ${usual} of the source`);
    await picture().hover();
    await page.getByRole('button', { name: t('live:picture.quality') }).click();
    await page.getByRole('menuitemradio', { name: '180p' }).waitFor();
    await trainee.look('live-quality');
    await page.keyboard.press('Escape');
});

it('goes back to the large one by the line itself', async () => {
    await choose(new RegExp(trainee.t('live:picture.auto')));
    await until('the source is shown again', async () => (await shown()) === 360, { seconds: 60 });
    await stallsWithin(2);
});
