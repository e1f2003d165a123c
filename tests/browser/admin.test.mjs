import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, request } from '../support/course.mjs';
import { company, employee, institution, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** The operator of an installation goes through what is hers. */
const browser = await launch();
let server, admin, manager, supervisor, loner, operator;
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    manager = await institution(server, admin, '한솔훈련원');
    supervisor = await company(server, admin, '가람전자');
    await employee(server, admin, supervisor);
    loner = await signUp(server, admin, 'loner');
    (await loner.put('/users/v1/user', { name: '김민수' })).is(200);
    await request(supervisor, (await course(manager)).id);
    operator = await Visitor.open(browser, server, 'operator');
    await operator.signIn(admin.account.username, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('she finds somebody, locks and unlocks, and makes an administrator', async () => {
    const { page, t } = operator;
    await operator.menu('nav.members').click();
    await page.getByRole('row').filter({ hasText: '김민수' }).waitFor();
    await operator.look('members');
    await page.getByRole('searchbox').fill('민수');
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
    await page.getByRole('link', { name: '김민수' }).click();
    await operator.button('members:lock.open').click();
    const dialog = page.getByRole('dialog');
    await operator.button('members:lock.action').click();
    await dialog.getByText(t('rules.required')).waitFor();
    await operator.field('members:lock.reason', dialog).fill('계정 도용 의심');
    await operator.look('member-lock');
    await operator.button('members:lock.action').click();
    await page.getByText(t('members:lock.banner')).waitFor();
    await operator.look('member-locked');
    await operator.button('members:lock.undo').click();
    await operator.button('members:admin.give').click();
    await dialog.getByRole('button', { name: t('members:admin.give') }).click();
    await operator.button('members:admin.take').waitFor();
    await page.getByRole('link', { name: t('members:back'), exact: true }).first().click();
    await page.getByRole('row').filter({ hasText: t('roles.ADMIN') }).first().waitFor();
});

it('she looks at organisations and at what is stuck, and reminds', async () => {
    const { page, t } = operator;
    await operator.menu('nav.organisations').click();
    await page.getByRole('link', { name: manager.organisation.name }).waitFor();
    await operator.look('organisations');
    await page.getByRole('link', { name: manager.organisation.name }).click();
    await page.getByRole('row').filter({ hasText: manager.who.email }).waitFor();
    await operator.look('institution');
    await operator.menu('nav.stuck').click();
    await page.getByText(t('stuck:empty')).waitFor();
    await page.getByRole('combobox', { name: t('stuck:days') }).selectOption('0');
    await operator.button('stuck:remind').waitFor();
    await operator.look('stuck');
    await operator.button('stuck:remind').click();
    await page.getByText(t('stuck:reminded', { count: 1 })).waitFor();
});

it('she changes the signing key', async () => {
    const { page, t } = operator;
    await operator.menu('nav.admin').click();
    await operator.button('admin:keys.rotate').click();
    await page.getByRole('dialog').getByRole('button', { name: t('admin:keys.rotate') }).click();
    await page.getByText(t('admin:keys.states.WAITING'), { exact: true }).waitFor();
    await page.getByText(t('admin:keys.changed')).waitFor();
    await operator.look('keys');
    assert.ok(await operator.button('admin:keys.rotate').isDisabled(), 'one waits already');
});

it('the same in English, on a phone', async () => {
    const phone = await Visitor.open(browser, server, 'phone', { language: 'en', narrow: true });
    await phone.signIn(admin.account.username, password);
    for (const [path, ready] of [['/admin/members', '김민수'], ['/admin/organisations?kind=companies', supervisor.organisation.name], ['/admin/stuck?days=0', phone.t('stuck:remind')]]) {
        await phone.go(path);
        await phone.page.getByText(ready).first().waitFor();
        await phone.look(path.split('/')[2].split('?')[0]);
    }
    phone.contented();
});

it('she has nothing to complain of', () => {
    operator.contented();
    assert.ok(operator.looked.length > 4);
});
