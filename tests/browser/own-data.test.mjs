import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { organisation, password, person, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** Three people look at what is kept of them: one takes it home, one leaves, and one, who was made by the set-up, agrees. */
const browser = await launch();
let server, visitors, asked;
before(async () => {
    server = await startServer('sqlite');
    const made = person('asked');
    const admin = await setUp(server, { ...organisation('훈련기관'), manager: made });
    visitors = [];
    for (const [name, language, narrow] of [['keeper', 'ko', false], ['leaver', 'en', true]]) {
        const { who } = await signUp(server, admin, name);
        const visitor = await Visitor.open(browser, server, name, { language, narrow });
        await visitor.signIn(who.email, password);
        await visitor.go('/account');
        visitors.push(Object.assign(visitor, { who }));
    }
    asked = await Visitor.open(browser, server, 'asked');
    await asked.signIn(made.email, password);
    visitors.push(asked);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('he takes home what is kept of him', async () => {
    const [keeper] = visitors;
    const { page, t } = keeper;
    await page.getByText(t('account:privacy.PRIVACY'), { exact: true }).waitFor();
    await keeper.heading(t('account:privacy.title')).scrollIntoViewIfNeeded();
    await keeper.look('own-data');
    await keeper.button('account:privacy.export').click();
    const dialog = page.getByRole('dialog');
    await keeper.password('fields.password', dialog).fill('not the password');
    await keeper.button('account:privacy.exportAction').click();
    await dialog.getByText('지금 쓰는 비밀번호와 다릅니다.').waitFor();
    await keeper.look('own-data-export');
    await keeper.password('fields.password', dialog).fill(password);
    const saved = page.waitForEvent('download');
    await keeper.button('account:privacy.exportAction').click();
    const all = JSON.parse(readFileSync(await (await saved).path(), 'utf8'));
    assert.equal(all.account.email, keeper.who.email);
});

it('she deletes her account and is out', async () => {
    const [, leaver] = visitors;
    const { page, t } = leaver;
    await leaver.heading(t('account:privacy.title')).scrollIntoViewIfNeeded();
    await leaver.look('own-data');
    await leaver.button('account:privacy.delete').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t('account:privacy.deleteFinal')).waitFor();
    await leaver.look('own-data-deletion');
    await leaver.password('fields.password', dialog).fill(password);
    await dialog.getByRole('button', { name: t('account:privacy.deleteAction'), exact: true }).click();
    await page.getByText(t('account:privacy.deleted')).waitFor();
    await leaver.go('/account');
    await page.waitForURL((url) => url.pathname === '/signin');
});

it('who was made by the set-up is asked on every page until he agrees', async () => {
    const { page, t } = asked;
    await page.getByText(t('account:consent.title')).waitFor();
    await asked.look('consent-notice');
    await asked.menu('nav.courses').click();
    await page.getByText(t('account:consent.title')).waitFor();
    await asked.button('account:consent.agree').click();
    await page.getByText(t('account:consent.title')).waitFor({ state: 'detached' });
    await page.reload();
    await asked.menu('nav.courses').waitFor();
    assert.equal(await page.getByText(t('account:consent.title')).count(), 0);
});

it('nobody has anything to complain of', () => {
    for (const each of visitors) assert.deepEqual(each.complaints.filter((one) => !/status of 422/.test(one)), []);
});
