import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** A manager fills the bank: by hand, and from a file that another program made. */
const browser = await launch();
let server, manager, teacher;
before(async () => {
    server = await startServer('sqlite');
    manager = await institution(server, await setUp(server));
    teacher = await Visitor.open(browser, server, 'teacher', { language: 'ko' });
    await teacher.signIn(manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('a manager finds the bank empty, is told what is missing, and writes a question', async () => {
    const { page, t } = teacher;
    await teacher.menu('nav.questions').click();
    await page.getByText(t('questions:none')).waitFor();
    await teacher.look('bank-empty');
    await teacher.go('/manage/questions/new');
    await teacher.button('save').click();
    await page.getByText(t('questions:notSaved')).waitFor();
    const words = page.getByRole('textbox', { name: t('questions:content'), exact: true });
    await words.click();
    await page.keyboard.type('지게차의 제한 속도는?');
    const choice = (number) => page.getByRole('textbox', { name: t('questions:choice', { number }), exact: true });
    await choice(1).fill('5 km/h');
    await choice(1).press('Enter');
    await page.keyboard.type('10 km/h');
    await page.getByRole('radio', { name: t('questions:rightChoice', { number: 2 }), exact: true }).check();
    await page.getByRole('button', { name: t('questions:moveChoice', { number: 2 }), exact: true }).focus();
    const said = (what, values) => page.getByText(t(`questions:drag.${what}`, values)).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await said('over', { to: 2 }); // picked up, and measured
    await page.keyboard.press('ArrowUp');
    await said('over', { to: 1 });
    await page.keyboard.press('Space');
    await page.waitForFunction((label) => document.querySelector(`textarea[aria-label="${label}"]`)?.value === '10 km/h', t('questions:choice', { number: 1 }));
    await page.getByRole('region', { name: t('questions:preview') }).getByText('10 km/h').waitFor();
    await teacher.look('question-editor');
    await teacher.button('save').click();
    await page.getByRole('link', { name: '지게차의 제한 속도는?' }).waitFor();
    const [{ id }] = (await manager.read('/v1/questions')).items;
    assert.deepEqual((await manager.read(`/v1/questions/${id}`)).document.choices, [{ text: '10 km/h', correct: true }, { text: '5 km/h', correct: false }]);
});

it('a GIFT file is shown row by row, mended, and taken', async () => {
    const { page, t } = teacher;
    const choose = (content) => page.locator('input[type=file]').setInputFiles({ name: 'quiz.gift', mimeType: 'text/plain', buffer: Buffer.from(content) });
    const good = '$CATEGORY: top/소방\n\n소화기는? {=둥근 것 ~네모난 것}\n\n원주율은? {#3.14:0.01}\n';
    await teacher.go('/manage/questions/import');
    await choose(`${good}\n짝짓기 {=a -> 1 =b -> 2}\n`);
    await page.getByText(t('questions:import.wrong', { count: 1 })).waitFor();
    await teacher.look('questions-import');
    await page.getByRole('button', { name: t('questions:import.another') }).click();
    await choose(good);
    await page.getByRole('button', { name: t('questions:import.action', { count: 2 }) }).click();
    await page.getByText(t('questions:range', { from: 1, to: 3, total: 3 })).waitFor();
    await page.getByRole('combobox', { name: t('questions:tag'), exact: true }).selectOption('소방');
    await page.getByText(t('questions:range', { from: 1, to: 2, total: 2 })).waitFor();
    await teacher.look('bank');
});

it('nothing was wrong with any page', () => { teacher.contented(); });
