import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { company, employee, institution, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** Who belongs where, in the browser: joining, leaving, staff, and what organisations say of themselves. */
const browser = await launch();
let server, admin, manager, boss, trainee, known;
const visitors = [];
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    manager = await institution(server, admin, '한빛교육원');
    boss = await company(server, admin, '가나정밀');
    trainee = await employee(server, admin, boss, 'trainee');
    known = await signUp(server, admin, 'known');
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
/** The refusals that a step is about are written into the console by the browser itself. */
const forgive = (visitor, status) => { visitor.complaints = visitor.complaints.filter((each) => !each.includes(`status of ${status}`)); };

it('a manager invites to the staff, and cannot leave as the last one', async () => {
    const visitor = await open(manager, 'manager');
    await visitor.menu('nav.staff').click();
    await visitor.page.getByRole('row').filter({ hasText: manager.who.email }).waitFor();
    await visitor.button('organisation:staff.invite.open').click();
    const dialog = visitor.page.getByRole('dialog');
    await visitor.field('fields.name', dialog).fill('정강사');
    await visitor.field('fields.email', dialog).fill('teacher@example.kr');
    await visitor.button('organisation:staff.invite.action').click();
    await visitor.page.getByRole('row').filter({ hasText: 'teacher@example.kr' }).waitFor();
    await visitor.look('staff');
    await visitor.button('organisation:staff.leave').click();
    await dialog.getByRole('button', { name: visitor.t('organisation:staff.leave') }).click();
    await dialog.getByText('마지막 담당자입니다').waitFor();
    forgive(visitor, 409);
    await visitor.look('staff-last');
});

it('details change, and a conflict is told plainly', async () => {
    const visitor = await open(manager, 'details', { language: 'en' });
    await visitor.go('/manage/institution');
    await visitor.button('organisation:details.edit').click();
    await visitor.field('fields.organisationPhone').fill('02-999-9999');
    const { etag, body } = await manager.get('/v1/institutions/detail');
    const { name, businessNumber, email, phone } = body;
    (await manager.put(`/v1/institutions/${body.id}/detail`, { name, businessNumber, email, phone, ownerName: '박대표' }, { headers: { 'if-match': etag } })).is(200);
    await visitor.button('save').click();
    await visitor.page.getByRole('alert').getByText('박대표').waitFor();
    forgive(visitor, 412);
    await visitor.look('details-conflict');
    await visitor.button('organisation:details.takeTheirs').click();
    await visitor.field('fields.organisationPhone').fill('02-999-9999');
    await visitor.button('save').click();
    await visitor.button('organisation:details.edit').waitFor();
    assert.deepEqual(await manager.read('/v1/institutions/detail').then((now) => [now.ownerName, now.phone]), ['박대표', '02-999-9999']);
    await visitor.look('institution-details');
});

it('somebody asks a company, is told of the address, and withdraws', async () => {
    const visitor = await open(known, 'known', { narrow: true });
    await visitor.go('/welcome/join');
    await visitor.page.getByRole('searchbox').fill('가나');
    await visitor.page.getByRole('button', { name: visitor.t('welcome:join.askOf', { name: boss.organisation.name }) }).click();
    await visitor.page.getByText(visitor.t('welcome:join.belongs', { email: known.who.email })).waitFor();
    await visitor.look('join-ask');
    await visitor.page.getByRole('dialog').getByRole('button', { name: visitor.t('welcome:join.ask'), exact: true }).click();
    await visitor.page.getByRole('button', { name: visitor.t('welcome:asked.withdrawOf', { name: boss.organisation.name }) }).waitFor();
    await visitor.look('join-asked');
    await visitor.page.getByRole('button', { name: visitor.t('welcome:asked.withdrawOf', { name: boss.organisation.name }) }).click();
    await visitor.page.getByRole('button', { name: visitor.t('welcome:join.askOf', { name: boss.organisation.name }) }).waitFor();
});

it('a training officer promotes, demotes and removes, and is told what happens', async () => {
    const visitor = await open(boss, 'boss', { language: 'en' });
    await visitor.look('company-home');
    await visitor.menu('nav.employees').click();
    const { name } = trainee.who;
    const handle = () => visitor.page.getByRole('button', { name: visitor.t('employees:handle.of', { name }), exact: true });
    const dialog = visitor.page.getByRole('dialog');
    const act = async (key) => {
        await handle().click();
        await visitor.page.getByRole('menuitem', { name: visitor.t(key) }).click();
        await dialog.getByRole('button', { name: visitor.t(key), exact: true }).waitFor();
    };
    await visitor.look('employees-handle');
    await act('employees:handle.promote');
    await visitor.look('promote');
    await dialog.getByRole('button', { name: visitor.t('employees:handle.promote'), exact: true }).click();
    await visitor.page.getByRole('row').filter({ hasText: name }).getByText(visitor.t('roles.SUPERVISOR')).waitFor();
    await act('employees:handle.demote');
    await dialog.getByRole('button', { name: visitor.t('employees:handle.demote'), exact: true }).click();
    await visitor.page.getByRole('row').filter({ hasText: name }).getByText(visitor.t('roles.SUPERVISOR')).waitFor({ state: 'detached' });
    await act('employees:handle.remove');
    await visitor.look('remove');
    await visitor.go('/my-company');
    await visitor.button('organisation:details.edit').waitFor();
    await visitor.look('my-company-officer');
});

it('an employee sees the company and leaves', async () => {
    const visitor = await open(trainee, 'trainee', { narrow: true });
    await visitor.menu('nav.myCompany').click();
    await visitor.page.getByText(boss.organisation.name).first().waitFor();
    await visitor.look('my-company');
    await visitor.button('organisation:leave.open').click();
    await visitor.page.getByRole('dialog').getByRole('button', { name: visitor.t('organisation:leave.action') }).click();
    await visitor.page.waitForURL('**/welcome');
});

it('nobody has anything to complain of', () => {
    for (const each of visitors) each.contented();
});
