import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { choiceQuestion, essayQuestion, examWorld, openExam, question, shortQuestion } from '../support/exams.mjs';
import { password } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** A trainee at a phone takes an exam, offline for a while and with a reload in the middle; the institution looks at it at a desk. */
const browser = await launch();
let server, world, exam, trainee, teacher;
before(async () => {
    server = await startServer('sqlite');
    world = await examWorld(server, { trainees: 2 });
    const bank = [];
    for (const document of [choiceQuestion(), shortQuestion(), { ...choiceQuestion('다음 가운데 10 km/h 인 것은?'), kind: 'MULTIPLE_CHOICE' }, essayQuestion()]) bank.push(await question(world.manager, document, { tags: ['안전'] }));
    exam = await openExam(world.manager, world.course.id, [...bank.slice(0, 3), { drawnCount: 1, drawnTag: '안전', drawnDifficulty: 'MEDIUM', points: 20 }], { title: '지게차 안전 최종평가', timeLimitMinutes: 50, attempts: 2, resultsShown: 'ANSWERS_AT_ONCE', description: '교재를 보지 않고 풉니다.' });
    await question(world.manager, shortQuestion('보호구의 이름을 쓰시오.'));
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko', narrow: true });
    teacher = await Visitor.open(browser, server, 'teacher', { language: 'ko' });
    await trainee.signIn(world.trainees[0].who.email, password);
    await teacher.signIn(world.manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const text = (who, key, values) => who.page.getByText(who.t(`exams:${key}`, values), { exact: true });

it('from the course into the exam room', async () => {
    const { page } = trainee;
    await trainee.go(`/learn/${world.offering.id}`);
    await page.getByRole('link', { name: '지게차 안전 최종평가' }).click();
    await trainee.heading('지게차 안전 최종평가').waitFor();
    await trainee.look('exam-entry');
    await trainee.button('exams:entry.begin').click();
    await page.waitForURL('**/room*');
    await page.getByText('10 km/h', { exact: true }).click();
    await text(trainee, 'room.state.saved').waitFor();
    await trainee.look('exam-room');
});

it('offline, an answer waits; after a reload everything is there and the clock runs on', async () => {
    const { page } = trainee;
    await page.context().setOffline(true);
    await trainee.button('exams:room.next').click();
    await page.getByRole('textbox').fill('helmet');
    await page.getByRole('alert').getByText(trainee.t('exams:room.offline')).waitFor();
    await trainee.look('exam-offline');
    await page.context().setOffline(false);
    await text(trainee, 'room.state.saved').waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    const before_ = await page.getByRole('timer').textContent();
    trainee.complaints = trainee.complaints.filter((each) => !/ERR_INTERNET_DISCONNECTED/.test(each));
    await page.reload();
    await page.getByRole('button', { name: /^1번 문항, 답함/ }).waitFor();
    await page.getByRole('button', { name: /^2번 문항, 답함/ }).click();
    assert.equal(await page.getByRole('textbox').inputValue(), 'helmet');
    const seconds = (shown) => shown.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    assert.ok(seconds(await page.getByRole('timer').textContent()) <= seconds(before_), 'the clock did not begin anew');
});

it('by keyboard alone to the end, and the result', async () => {
    const { page } = trainee;
    await page.getByRole('heading', { name: trainee.t('exams:room.question', { number: 2 }) }).focus();
    await page.keyboard.press('n');
    await trainee.heading(trainee.t('exams:room.question', { number: 3 })).waitFor();
    await page.keyboard.press('2');
    await page.getByRole('checkbox', { name: '10 km/h' }).and(page.locator(':checked')).waitFor();
    await page.keyboard.press('m');
    await page.getByRole('button', { name: /^3번 문항, 답함, 다시 볼 문항/ }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox').fill('출발하기 전에 점검표로 확인한다.');
    await text(trainee, 'room.state.saved').waitFor();
    await page.getByRole('button', { name: trainee.t('exams:room.submit') }).first().click();
    await trainee.look('exam-submit');
    await page.getByRole('dialog').getByRole('button', { name: trainee.t('exams:submit.action'), exact: true }).click();
    await page.waitForURL('**/results/*');
    await text(trainee, 'result.submitted').waitFor();
    await trainee.look('exam-result');
    trainee.contented();
});

it('the institution edits exams and sees who took one', async () => {
    const { page } = teacher;
    await teacher.go(`/manage/courses/${world.course.id}`);
    await teacher.link('courses:builder.exams').click();
    await teacher.look('exams-list');
    await page.getByRole('link', { name: '지게차 안전 최종평가' }).click();
    await teacher.field('exams:form.title').waitFor();
    await teacher.look('exam-editor');
    await teacher.button('exams:preview.open').click();
    await page.getByRole('dialog').getByText('지게차의 제한 속도는?').waitFor();
    await teacher.look('exam-preview');
    await page.keyboard.press('Escape');
    await teacher.button('exams:parts.choose').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /보호구의 이름을 쓰시오/ }).check();
    await teacher.look('exam-picker');
    await dialog.getByRole('button', { name: teacher.t('exams:picker.add'), exact: true }).click();
    await page.getByRole('listitem').getByText('보호구의 이름을 쓰시오.').waitFor();
    await teacher.field('exams:form.title').fill('지게차 안전 기말평가');
    await teacher.button('common:save').click();
    await teacher.heading('지게차 안전 기말평가').waitFor();
    await teacher.link('exams:check.title').click();
    await page.getByText(world.trainees[0].account.name).first().waitFor();
    await teacher.look('exam-check');
    teacher.contented();
});
