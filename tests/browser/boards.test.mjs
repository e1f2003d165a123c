import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, offering } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** A question and its answer, and a notice: one speaks Korean at a phone, the other English at a desk. */
const browser = await launch();
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let server, trainee, teacher, running, taught;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    const [manager, boss] = [await institution(server, admin), await company(server, admin)];
    const person = await employee(server, admin, boss, 'kim');
    taught = await course(manager);
    running = await offering(manager, boss, taught.id, [person]);
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko', narrow: true });
    teacher = await Visitor.open(browser, server, 'teacher', { language: 'en' });
    await trainee.signIn(person.who.email, password);
    await teacher.signIn(manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const write = async ({ page }, label, text) => {
    const field = page.getByRole('textbox', { name: label, exact: true });
    await field.click();
    await page.keyboard.type(text);
};

it('a trainee finds the board of his course empty, and asks', async () => {
    const { page, t } = trainee;
    await trainee.go(`/learn/${running.id}`);
    await trainee.link('player:course.board').click();
    await page.getByText(t('boards:none.NOTICE')).waitFor();
    await page.getByRole('tab', { name: t('boards:types.QNA') }).click();
    await page.getByText(t('boards:none.QNA')).waitFor();
    await trainee.look('board-empty');
    await trainee.button('boards:ask').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('boards:askAction'), exact: true }).click();
    await dialog.getByText(t('boards:textMissing')).waitFor();
    await trainee.field('boards:titleField', dialog).fill('안전벨트는 언제부터 의무입니까?');
    await write(trainee, t('boards:question'), '실습장에서도 매야 합니까?');
    // A picture by the chooser; what is no file is said at once.
    const files = dialog.locator('input[type=file]');
    await files.setInputFiles([{ name: '현장.png', mimeType: 'image/png', buffer: picture }, { name: '빈 파일.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }]);
    await dialog.getByText(t('boards:files.empty')).waitFor();
    await dialog.getByRole('button', { name: t('boards:files.remove', { name: '빈 파일.txt' }) }).click();
    await dialog.getByRole('button', { name: t('boards:askAction'), exact: true }).waitFor();
    await trainee.look('board-ask');
    await dialog.getByRole('button', { name: t('boards:askAction'), exact: true }).click();
    await page.waitForURL('**/learn/board/*');
    await page.getByText('실습장에서도 매야 합니까?').waitFor();
    await page.getByRole('img', { name: '현장.png' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: t('boards:files.saveOf', { name: '현장.png' }) }).click();
    assert.equal((await saved).suggestedFilename(), '현장.png');
    await trainee.look('board-question-with-picture');
});

it('the institution finds it among what waits, and answers', async () => {
    const { page, t } = teacher;
    await teacher.go('/manage/boards?answered=false');
    await teacher.look('boards-of-institution');
    await page.getByRole('link', { name: '안전벨트는 언제부터 의무입니까?' }).click();
    await write(teacher, t('boards:answer'), '2026년 1월부터입니다. 실습장에서도 매세요.');
    await teacher.button('boards:answerAction').click();
    await page.getByRole('listitem').getByText('2026년 1월부터입니다.', { exact: false }).waitFor();
    await page.getByText(t('boards:answered'), { exact: true }).waitFor();
    await teacher.look('board-answered');
});

it('it tells all companies of the course something, and the trainee reads it on top', async () => {
    const { page, t } = teacher;
    await teacher.go('/manage/boards');
    await teacher.button('boards:writeNotice').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('boards:course'), { exact: false }).first().selectOption({ label: taught.title });
    await teacher.field('boards:titleField', dialog).fill('준비물');
    await write(teacher, t('boards:notice'), '안전화를 신고 오세요.');
    await dialog.getByLabel(t('boards:pin')).check();
    await teacher.look('board-notice');
    await dialog.getByRole('button', { name: t('boards:noticeAction'), exact: true }).click();
    await page.waitForURL('**/manage/boards/*');

    await trainee.go(`/learn/${running.id}/board`);
    await trainee.page.getByRole('link', { name: '준비물' }).click();
    await trainee.page.getByText('안전화를 신고 오세요.').waitFor();
    await trainee.look('board-notice-read');
});

it('who asked accepts the answer, and changes the question with its history', async () => {
    const { page, t } = trainee;
    await trainee.go(`/learn/${running.id}/board?type=QNA`);
    await page.getByRole('link', { name: '안전벨트는 언제부터 의무입니까?' }).click();
    await page.getByRole('button', { name: new RegExp(`${t('boards:accept')}$`) }).click();
    await page.getByText(t('boards:accepted'), { exact: true }).waitFor();
    await page.getByRole('article').getByRole('button', { name: t('boards:change'), exact: true }).click();
    await trainee.field('boards:titleField').fill('안전벨트 의무');
    await trainee.button('boards:save').click();
    await page.getByRole('heading', { name: '안전벨트 의무' }).waitFor();
    await trainee.button('boards:history').click();
    await page.getByRole('heading', { name: '안전벨트는 언제부터 의무입니까?' }).waitFor();
    await trainee.look('board-thread');
    trainee.contented();
    teacher.contented();
});
