import { after, before, it } from 'node:test';
import { choiceQuestion, choosing, essayQuestion, examWorld, openExam, Paper, question, writing } from '../support/exams.mjs';
import { password } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

const essays = [
    '작업을 시작하기 전에 관리자는 그날의 위험 요인을 근로자와 함께 하나씩 짚어 보아야 한다. 보호구는 몸에 맞는 것을 고르고 끈이 풀리거나 금이 간 곳이 없는지 매번 살핀다. 사고가 났을 때에는 기계를 먼저 세우고 다친 사람을 안전한 곳으로 옮긴 뒤 신고한다. 같은 일이 되풀이되지 않도록 원인을 적어 모두가 읽을 수 있는 자리에 붙인다.',
    '사고가 났을 때에는 기계를 먼저 세우고 다친 사람을 안전한 곳으로 옮긴 뒤 신고한다. 작업을 시작하기 전에 반장은 그날의 위험 요인을 근로자와 함께 하나씩 짚어 보아야 한다. 보호구는 몸에 맞는 것을 고르고 끈이 풀리거나 금이 간 곳이 없는지 매번 살핀다. 같은 일이 되풀이되지 않도록 원인을 적어 모두가 읽을 수 있는 자리에 붙인다. 그래야 안전하다.',
    '우리 공장에서는 아침마다 체조를 하고 조를 나누어 설비를 돌아본다. 소리가 이상하거나 기름이 샌 곳을 찾으면 표를 달고 정비팀을 부른다.',
];

/** A manager marks essays at a desk and on a phone, decides on a copy, and puts a wrong question right. */
const browser = await launch();
let server, world, exam, manager, phone, trainee, paper;
before(async () => {
    server = await startServer('sqlite');
    world = await examWorld(server, { trainees: 10 });
    const questions = [await question(world.manager, choiceQuestion()), await question(world.manager, choiceQuestion('지게차의 최대 적재 높이는?')), await question(world.manager, { ...essayQuestion('작업장에서 사고를 막는 방법을 쓰시오.'), rubric: [{ title: '위험 요인을 들었는가', share: 60 }, { title: '대책이 구체적인가', share: 40 }] })];
    exam = await openExam(world.manager, world.course.id, questions);
    // The desk shows them in this order.
    const papers = [];
    for (const who of world.trainees) papers.push(await Paper.begin(who, exam.id));
    await Promise.all(papers.map(async (own, at) => {
        await own.save(1, choosing(at < 6 ? 1 : 2));
        await own.save(2, choosing(at % 2 ? 1 : 0));
        if (essays[at]) await own.save(3, writing(essays[at]));
        (await own.submit()).is(200);
    }));
    [paper] = papers;
    await until('the case is open', async () => (await world.manager.read('/v1/marking/waiting')).copyCases > 0, { seconds: 20 });
    manager = await Visitor.open(browser, server, 'manager', { language: 'ko' });
    phone = await Visitor.open(browser, server, 'manager-phone', { language: 'en', narrow: true });
    for (const each of [manager, phone]) await each.signIn(world.manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

it('a manager finds what waits, and marks the first essay by the keyboard', async () => {
    const { page, t } = manager;
    await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${t('nav.marking')}`) }).first().click();
    await manager.look('marking-exams');
    await page.getByRole('link', { name: '기말시험' }).click();
    await page.getByRole('heading', { name: t('marking:essayNumber', { number: 1 }) }).waitFor();
    await manager.look('marking-exam');
    await page.getByRole('link', { name: t('marking:startOf', { of: t('marking:essayNumber', { number: 1 }) }) }).click();
    const first = page.getByRole('textbox', { name: '위험 요인을 들었는가' });
    await first.fill('5.5');
    await page.getByRole('textbox', { name: '대책이 구체적인가' }).fill('3');
    await manager.field('marking:comment').fill('보호구 점검을 더 자세히 써 보세요.');
    await manager.look('marking-desk');
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('marking:doneOf', { done: 1, all: 3 })).waitFor();
    await page.keyboard.press('Alt+k');
    await page.getByText('보호구 점검을 더 자세히 써 보세요.').first().waitFor();
    await page.getByText(t('marking:sum', { points: 8.5, most: 10 })).first().waitFor();
    await manager.button('marking:allAnswers').click();
    await page.getByRole('table', { name: t('marking:allAnswers') }).waitFor();
    await manager.look('marking-corrects');
});

it('two essays side by side: one was copied and gets no points', async () => {
    const { page, t } = manager;
    await manager.go('/manage/marking/copies');
    await page.getByRole('table', { name: t('marking:copies.title') }).getByRole('link').first().click();
    await page.locator('mark').nth(2).waitFor();
    await page.getByRole('radio', { name: t('marking:copies.states.COPIED') }).check();
    // Not the one that is marked already.
    await page.getByRole('checkbox', { name: new RegExp(world.trainees[1].who.name) }).check();
    await manager.look('marking-copy');
    await manager.button('marking:copies.decideAction').click();
    await page.getByText(t('marking:reasonMissing')).waitFor();
    await page.getByRole('textbox', { name: new RegExp(t('marking:reason')) }).fill('문장의 순서만 바꾸었습니다.');
    await manager.button('marking:copies.decideAction').click();
    await page.getByRole('heading', { name: t('marking:copies.decisions') }).waitFor();
});

it('on a phone, the last essay is marked and a wrong question is put right', async () => {
    const { page, t } = phone;
    await phone.go(`/manage/marking/${exam.id}`);
    await page.getByRole('link', { name: t('marking:startOf', { of: t('marking:essayNumber', { number: 1 }) }) }).click();
    await page.getByRole('textbox', { name: '위험 요인을 들었는가' }).fill('6');
    await page.getByRole('textbox', { name: '대책이 구체적인가' }).fill('4');
    await phone.look('marking-desk-phone');
    await phone.button('marking:saveAndNext').click();
    await page.getByRole('heading', { name: t('marking:done') }).waitFor();

    await phone.go(`/manage/marking/${exam.id}/items`);
    await page.getByRole('img', { name: /Question 1/ }).waitFor();
    await phone.look('marking-items-phone');
    await manager.go(`/manage/marking/${exam.id}/items`);
    await manager.page.getByRole('heading', { name: manager.t('marking:items.chart') }).waitFor();
    await manager.look('marking-items');
    await page.getByRole('button', { name: t('marking:regrade.of', { of: t('marking:questionNumber', { number: 1 }) }) }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: '20 km/h' }).check();
    await dialog.getByRole('textbox', { name: new RegExp(t('marking:reason')) }).fill('Some halls allow 20 km/h.');
    await dialog.getByRole('button', { name: t('marking:regrade.preview') }).click();
    await dialog.getByRole('region', { name: t('marking:regrade.list') }).waitFor();
    await phone.look('marking-regrade');
    await dialog.getByRole('button', { name: t('marking:regrade.run', { count: 4 }) }).click();
    await page.getByRole('heading', { name: t('marking:regrade.history') }).waitFor();
    await phone.button('marking:regrade.undo').waitFor();
    for (const each of [manager, phone]) each.contented();
});

it('the trainee reads with the result what the marker wrote', async () => {
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko', narrow: true });
    await trainee.signIn(world.trainees[0].who.email, password);
    await trainee.go(`/learn/exams/${exam.id}/results/${paper.id}`);
    await trainee.page.getByText('보호구 점검을 더 자세히 써 보세요.').waitFor();
    await trainee.look('marking-result');
    trainee.contented();
});
