import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** What an offering's pages do beside the straight way of the journey: a decline, and a list that changes. */
const browser = await launch();
let server, manager, boss, people, declined, listed;
const visitors = [];
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    [manager, boss] = [await institution(server, admin), await company(server, admin)];
    people = [];
    for (const name of ['kim', 'lee', 'park']) people.push(await employee(server, admin, boss, name));
    const { id } = await course(manager);
    [declined, listed] = [await request(boss, id, 2), await request(boss, id, 3)];
    (await manager.post(`/v1/institutions/${listed.id}/response`, { accepted: true })).is(200);
    (await boss.post('/v1/companies/courseProvides/employees', { courseProvideId: listed.id, employees: people.slice(0, 2).map((each) => each.account.userId) })).is(200);
});
after(async () => {
    await browser.close();
    await server?.end();
});
const open = async (who, name, language) => {
    const visitor = await Visitor.open(browser, server, name, { language });
    visitors.push(visitor);
    await visitor.signIn(who.who.email, password);
    return visitor;
};

it('a decline says why, and the company reads it', async () => {
    const visitor = await open(manager, 'manager', 'en');
    const { page, t } = visitor;
    await visitor.go(`/manage/requests/${declined.id}`);
    await visitor.button('manage:decline').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('manage:decline'), exact: true }).click();
    await dialog.getByText(t('rules.required')).waitFor();
    await visitor.look('decline');
    await visitor.field('manage:reason', dialog).fill('강의실이 없습니다.');
    await dialog.getByRole('button', { name: t('manage:decline'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await visitor.look('declined');
    const reader = await open(boss, 'supervisor', 'ko');
    await reader.go(`/company/requests/${declined.id}`);
    await reader.page.getByText('강의실이 없습니다.').first().waitFor();
    await reader.look('declined-read');
});

it('a list changes until it is registered, and a page that is behind is told', async () => {
    const visitor = visitors.at(-1);
    const { page, t } = visitor;
    await visitor.go(`/company/requests/${listed.id}`);
    await visitor.button('company:choose.change').click();
    await page.getByRole('checkbox', { name: people[2].who.name }).check();
    await visitor.look('list-changes');
    // A colleague is faster.
    const { version } = await boss.read(`/v1/companies/courseProvides/${listed.id}`);
    (await boss.post('/v1/companies/courseProvides/employees', { courseProvideId: listed.id, employees: [people[0].account.userId] }, { headers: { 'if-match': `"${version}"` } })).is(200);
    await visitor.button('company:choose.action', { count: 3 }).click();
    await page.getByRole('alert').last().waitFor();
    await visitor.look('list-behind');
    visitor.complaints = visitor.complaints.filter((each) => !/status of (412|409)/.test(each));
    assert.equal((await boss.read(`/v1/companies/courseProvides/${listed.id}`)).attendees.length, 1, 'nothing was overwritten');
    await page.reload();
    await visitor.button('company:choose.change').click();
    await page.getByRole('checkbox', { name: people[2].who.name }).check();
    await visitor.button('company:choose.action', { count: 2 }).click();
    await page.getByText(t('company:choose.done')).waitFor();
    assert.deepEqual((await manager.read(`/v1/institutions/${listed.id}/courseProvideDetail`)).attendees.map((each) => each.userId).sort((a, b) => a - b), [people[0], people[2]].map((each) => each.account.userId));
});

it('nobody has anything to complain of', () => {
    for (const each of visitors) assert.deepEqual(each.complaints, []);
});
