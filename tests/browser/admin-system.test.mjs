import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, it } from 'node:test';
import { password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** The operator looks after the machine: its health, its settings and its backups. */
const browser = await launch();
let server, admin, operator;
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    operator = await Visitor.open(browser, server, 'operator');
    await operator.signIn(admin.account.username, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('she sees at a glance how it is, and goes to what wants attention', async () => {
    const { page, t } = operator;
    await page.getByRole('link', { name: t('health:goTo', { what: t('health:kinds.BACKUPS') }) }).waitFor();
    await operator.look('system-home');
    await page.getByRole('link', { name: t('health:title') }).click();
    await page.getByRole('img', { name: new RegExp(`^${t('health:memory')}: \\d`) }).waitFor();
    await operator.look('health');
    await page.getByRole('link', { name: t('health:goTo', { what: t('health:kinds.BACKUPS') }) }).click();
    await page.getByText(t('backups:empty')).waitFor();
});

it('she makes a backup, sees it and downloads it', async () => {
    const { page, t } = operator;
    await operator.button('backups:make').click();
    const row = page.getByRole('row').filter({ hasText: t('backups:kinds.MANUAL') });
    await row.getByText(t('backups:good')).waitFor();
    await operator.look('backups');
    const [download] = await Promise.all([page.waitForEvent('download'), row.getByText(t('backups:download')).click()]);
    assert.match(download.suggestedFilename(), /^ahimmoyak-.*\.tar$/);
    assert.ok(statSync(await download.path()).size > 50_000);
});

it('the same in English, on a phone', async () => {
    const phone = await Visitor.open(browser, server, 'phone', { language: 'en', narrow: true });
    await phone.signIn(admin.account.username, password);
    await phone.go('/admin/health');
    await phone.page.getByRole('img', { name: new RegExp(`^${phone.t('health:memory')}: \\d`) }).waitFor();
    await phone.look('health-phone');
    await phone.go('/admin/settings');
    await phone.page.getByText(phone.t('settings:fixed.title')).first().waitFor();
    await phone.look('settings-phone');
    await phone.go('/admin');
    await phone.page.getByText(phone.t('admin:rooms.health')).waitFor();
    phone.contented();
});

it('a server that does not answer is said so, with a way to try again', async () => {
    const { page, t } = operator;
    await page.route('**/v1/admin/health', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'no', status: 403, code: 'no', detail: 'no' }) }));
    await operator.go('/admin/health');
    await page.getByRole('button', { name: t('retry') }).waitFor();
    await page.unroute('**/v1/admin/health');
    await page.getByRole('button', { name: t('retry') }).click();
    await page.getByText(t('health:kinds.DATABASE')).first().waitFor();
});

it('she has nothing to complain of', () => {
    operator.complaints = operator.complaints.filter((each) => !/status of 403/.test(each)); // the answer that was made up above
    operator.contented();
});
