import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { company, employee, invitationFor, invited, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { dropFile } from './support/drop.mjs';
import { Visitor } from './support/visitor.mjs';

/** A training officer brings her people in, and one of them comes. */
const browser = await launch();
let server, admin, boss, officer, guest;
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    boss = await company(server, admin, '한빛정밀');
    const trainees = [];
    for (const name of ['kim', 'lee', 'park']) trainees.push(await employee(server, admin, boss, name));
    await boss.put(`/v1/companies/employees/${trainees[0].account.userId}/department`, { department: '생산1팀' });
    officer = await Visitor.open(browser, server, 'officer');
    await officer.signIn(boss.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('she invites one by hand', async () => {
    const { page, t } = officer;
    await officer.menu('nav.employees').click();
    await page.getByRole('row').filter({ hasText: '생산1팀' }).waitFor();
    await officer.look('employees-list');
    await officer.button('employees:add.open').first().click();
    const dialog = page.getByRole('dialog');
    await officer.button('employees:add.action').click();
    await dialog.getByText(t('rules.required')).first().waitFor();
    await officer.field('fields.name', dialog).fill('정새봄');
    await officer.field('fields.email', dialog).fill(boss.who.email);
    await officer.button('employees:add.action').click();
    await dialog.getByText('이미 우리 회사 사람입니다.').waitFor();
    await officer.look('employees-add');
    await officer.field('fields.email', dialog).fill('saebom@example.kr');
    await officer.button('employees:add.action').click();
    await page.getByRole('row').filter({ hasText: '정새봄' }).waitFor();
});

it('she moves somebody to another department', async () => {
    const { page, t } = officer;
    await page.getByText(t('employees:members'), { exact: true }).click();
    await page.getByRole('row').filter({ hasText: '생산1팀' }).getByRole('button').first().click();
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.fill('품질팀');
    await officer.button('save').click();
    await page.getByRole('row').filter({ hasText: '품질팀' }).waitFor();
});

it('she brings a list with mistakes, sees them, and brings it right', async () => {
    const { page, t } = officer;
    await officer.link('employees:import.open').click();
    await page.getByText(t('employees:import.drop')).waitFor();
    await officer.look('import-choose');
    const rows = ['이름,이메일,휴대폰,부서,비고'];
    for (let i = 0; i < 150; i += 1) rows.push(`사원${i},person${i}@example.kr,010-2000-${String(i).padStart(4, '0')},생산${(i % 5) + 1}팀,`);
    const wrong = [...rows, ',nobody@example.kr,,,', '최하나,choi at example,02,,', `사원0,PERSON0@example.kr,,,`, `나,${boss.who.email},,,`];
    const drop = (lines) => dropFile(page, page.getByText(t('employees:import.drop')), { name: '직원 명단.csv', type: 'text/csv', bytes: Buffer.from(lines.join('\r\n')) });
    await drop(wrong);
    await page.getByText(t('employees:import.wrong', { count: 3 })).waitFor();
    await officer.look('import-wrong');
    assert.ok(await officer.button('employees:import.action', { count: 150 }).isDisabled());
    await officer.button('employees:import.another').click();
    await drop(rows);
    await officer.button('employees:import.action', { count: 150 }).waitFor();
    await officer.button('employees:import.action', { count: 150 }).click();
    await page.waitForURL('**/company/employees?view=invited');
    await page.getByRole('row').filter({ hasText: 'person0@example.kr' }).waitFor();
    await officer.button('more').waitFor();
    await page.getByRole('searchbox').first().fill('person77@');
    await page.getByRole('row').filter({ hasText: '사원77' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2);
    const [saved] = await Promise.all([page.waitForEvent('download'), officer.button('employees:export').click()]);
    assert.equal(saved.suggestedFilename(), '직원 명단.xlsx');
});

it('a file that is none is refused in words', async () => {
    const { page, t } = officer;
    await officer.link('employees:import.open').click();
    await dropFile(page, page.getByText(t('employees:import.drop')), { name: 'a.xlsx', type: '', bytes: Buffer.from('PK\u0003\u0004 broken') });
    await page.getByRole('alert').getByText('손상되었습니다').waitFor();
    officer.complaints = officer.complaints.filter((each) => !each.includes('status of 422'));
});

it('who is invited sets a password on a phone and is there', async () => {
    const made = await invited(boss, 'guest');
    const token = await invitationFor(admin, made.email);
    guest = await Visitor.open(browser, server, 'guest', { narrow: true });
    await guest.go(`/invitation#${token}`);
    await guest.heading(guest.t('identity:invitation.title', { company: boss.organisation.name })).waitFor();
    await guest.look('invitation');
    await guest.button('identity:invitation.action').click();
    await guest.page.getByText(guest.t('rules.agree')).waitFor();
    await guest.password().fill(password);
    await guest.page.getByRole('checkbox').check();
    await guest.button('identity:invitation.action').click();
    await guest.page.waitForURL('**/learn');
    await guest.go(`/invitation#${token}`);
    await guest.heading(guest.t('identity:invitation.over')).waitFor();
    guest.complaints = guest.complaints.filter((each) => !each.includes('status of 404'));
});

it('who has an account signs in and joins', async () => {
    const known = await signUp(server, admin, 'known');
    (await boss.post('/v1/companies/employees', { name: '아는 사람', email: known.who.email })).is(201);
    const visitor = await Visitor.open(browser, server, 'known', { language: 'en' });
    await visitor.go(`/invitation#${await invitationFor(admin, known.who.email)}`);
    await visitor.link('identity:invitation.signIn').waitFor();
    await visitor.look('invitation-known');
    await visitor.link('identity:invitation.signIn').click();
    await visitor.password().fill(password);
    await visitor.button('identity:signin.action').click();
    await visitor.button('identity:invitation.join', { company: boss.organisation.name }).click();
    await visitor.page.waitForURL('**/learn');
    assert.deepEqual(visitor.complaints, []);
});

it('nobody has anything to complain of', () => {
    assert.deepEqual([...officer.complaints, ...guest.complaints], []);
});
