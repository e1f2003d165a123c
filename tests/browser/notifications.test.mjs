import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { company, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** An institution hears of requests in two tabs and by mail, and chooses what it wants. */
const browser = await launch();
let server, admin, manager, companies, taught, visitor, second;
let asked = 0;
const ask = (boss) => request(boss, taught.id, asked += 1);
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    manager = await institution(server, admin, '배움터');
    companies = [await company(server, admin, '한빛정밀'), await company(server, admin, '누리물산')];
    taught = await course(manager);
    visitor = await Visitor.open(browser, server, 'manager');
    await visitor.signIn(manager.who.email, password);
    second = new Visitor(await visitor.page.context().newPage(), 'second tab', 'ko', false);
    await second.go('/notifications');
});
after(async () => {
    await browser.close();
    await server?.end();
});

const bell = (tab, count) => tab.page.getByRole('button', { name: count > 0 ? tab.t('notifications.unread', { count }) : tab.t('notifications.open'), exact: true });

it('without notices the pages say what will come', async () => {
    await second.page.getByText(second.t('notifications.empty')).waitFor();
    await second.look('notices-none');
});

it('the bells of both tabs count at once, and again after the connection was lost', async () => {
    for (let i = 0; i < 3; i += 1) await ask(companies[0]);
    await Promise.all([visitor, second].map((tab) => bell(tab, 3).waitFor()));
    await Promise.all([visitor, second].map((tab) => tab.page.waitForLoadState('networkidle'))); // what pages load late is there
    await server.stop();
    await server.start({ samePorts: true });
    await ask(companies[1]);
    await Promise.all([visitor, second].map((tab) => bell(tab, 4).waitFor()));
    for (const tab of [visitor, second]) tab.complaints = tab.complaints.filter((each) => !/ERR_CONNECTION_REFUSED|WebSocket/.test(each));
});

it('one is read by following it, all by a button, and the other tab follows', async () => {
    const { page, t } = visitor;
    await bell(visitor, 4).click();
    const list = page.getByRole('dialog');
    await list.getByRole('link', { name: /누리물산/ }).waitFor();
    await visitor.look('bell');
    await list.getByRole('link', { name: /누리물산/ }).click();
    await page.waitForURL('**/manage/requests/*');
    await Promise.all([visitor, second].map((tab) => bell(tab, 3).waitFor()));
    const rows = second.page.getByRole('list', { name: second.t('notifications:title') }).getByRole('listitem');
    assert.equal(await rows.count(), 4);
    await second.look('notices');
    await rows.first().getByRole('button').or(rows.nth(1).getByRole('button')).first().click();
    await Promise.all([visitor, second].map((tab) => bell(tab, 2).waitFor()));
    await second.page.getByText(t('notifications:unread', { count: 2 }), { exact: true }).click();
    await until('the unread ones alone', async () => await rows.count() === 2);
    await second.button('notifications:readAll').click();
    await second.page.getByText(t('notifications:allRead')).waitFor();
    await Promise.all([visitor, second].map((tab) => bell(tab, 0).waitFor()));
});

it('she turns mails off, and the letters speak her language', async () => {
    const { page, t } = visitor;
    await visitor.go('/notifications/settings');
    const byMail = page.getByRole('switch', { name: `${t('notifications:topics.offering.name')}: ${t('notifications:settings.byMail')}`, exact: true });
    await visitor.look('notice-settings');
    assert.ok(await byMail.isChecked());
    await byMail.focus();
    await page.keyboard.press('Space');
    await until('it is kept', async () => (await manager.read('/v1/notifications/settings')).offering.byMail === false);
    const languages = page.getByRole('radiogroup', { name: t('language') });
    assert.ok(await languages.getByRole('radio', { name: 'English' }).isChecked(), 'that of the sign-up');
    await languages.getByText('한국어').click();
    await until('Korean is kept', async () => (await manager.read('/users/v1/user')).language === 'ko');
    await languages.getByText('English').click();
    await until('the language is kept', async () => (await manager.read('/users/v1/user')).language === 'en');
    const english = new Visitor(page, 'manager', 'en', false);
    await page.getByRole('heading', { name: english.t('notifications:settings.title') }).waitFor();
    await page.getByRole('banner').getByRole('button', { name: '한국어' }).click();
    await until('the switch in the header is kept, too', async () => (await manager.read('/users/v1/user')).language === 'ko');
    assert.deepEqual(english.complaints, []);
});

it('the link in a mail ends them by one click, signed in or not', async () => {
    const { items } = await admin.read('/v1/admin/mailbox?limit=100');
    const [address] = /http\S+\/unsubscribe\?token=\S+/.exec(items.find((each) => each.recipient === manager.who.email && each.text.includes('/unsubscribe?')).text);
    await manager.put('/v1/notifications/settings', { ...await manager.read('/v1/notifications/settings'), offering: { inPage: true, byMail: true } }).then((answer) => answer.is(200));
    const reader = await Visitor.open(browser, server, 'reader', { narrow: true, language: 'en' });
    const { pathname, search } = new URL(address);
    await reader.go(pathname + search);
    await reader.button('notifications:unsubscribe.action').waitFor();
    await reader.button('notifications:unsubscribe.action').click();
    await reader.page.getByText(reader.t('notifications:unsubscribe.done', { topic: reader.t('notifications:topics.offering.name') }), { exact: true }).waitFor();
    assert.equal((await manager.read('/v1/notifications/settings')).offering.byMail, false);
    await reader.look('unsubscribed');
    await reader.button('notifications:unsubscribe.undo').click();
    await reader.page.getByText(reader.t('notifications:unsubscribe.again', { topic: reader.t('notifications:topics.offering.name') }), { exact: true }).waitFor();
    assert.equal((await manager.read('/v1/notifications/settings')).offering.byMail, true);
    await reader.go('/unsubscribe?token=cut');
    await reader.heading(reader.t('notifications:unsubscribe.wrong')).waitFor();
    assert.deepEqual(reader.complaints, []);
});

it('nobody has anything to complain of', () => {
    visitor.contented();
    second.contented();
});
