import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { company, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** An institution looks for one request among many. */
const browser = await launch();
let server, companies, taught, visitor;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    const manager = await institution(server, admin, '배움터');
    companies = [await company(server, admin, '한빛정밀'), await company(server, admin, '누리물산')];
    taught = await course(manager);
    visitor = await Visitor.open(browser, server, 'manager');
    await visitor.signIn(manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('she finds a request among many', async () => {
    const { page, t } = visitor;
    for (let i = 0; i < 22; i += 1) await request(companies[i === 3 ? 1 : 0], taught.id, i + 1);
    await visitor.go('/manage/requests');
    await page.getByText(t('manage:requests.range', { from: 1, to: 20, total: 22 })).waitFor();
    await visitor.look('inbox');
    await page.getByRole('navigation', { name: t('manage:requests.pages') }).getByRole('button', { name: '2', exact: true }).click();
    await page.getByText(t('manage:requests.range', { from: 21, to: 22, total: 22 })).waitFor();
    await page.getByRole('searchbox').fill('누리');
    await page.getByText(t('manage:requests.range', { from: 1, to: 1, total: 1 })).waitFor();
    assert.ok(page.url().includes('search='));
    await page.getByRole('row').filter({ hasText: '누리물산' }).getByRole('link').click();
    await page.waitForURL('**/manage/requests/*');
    await page.goBack();
    await page.getByText(t('manage:requests.range', { from: 1, to: 1, total: 1 })).waitFor();
    await page.getByRole('searchbox').fill('없는 회사');
    await page.getByText(t('manage:requests.noneOf')).waitFor();
    await visitor.button('manage:requests.showAll').click();
    await page.getByLabel(t('manage:requests.sort')).selectOption('COMPANY');
    await page.getByRole('row').nth(1).filter({ hasText: '누리물산' }).waitFor();
});

it('nobody has anything to complain of', () => { visitor.contented(); });
