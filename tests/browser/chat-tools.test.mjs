import { after, before, it } from 'node:test';
import assert from 'node:assert/strict';
import { course, lecture, offering } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import * as live from './steps/live.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** What an instructor does in the chat of his lecture, and how it comes to a trainee at a phone. */
const browser = await launch();
const first = '안녕하세요, 잘 들립니다';
const question = '지게차 앞의 사각지대는 몇 미터인가요?';
let server, instructor, trainee, late, given, latecomer;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    const [manager, boss] = [await institution(server, admin), await company(server, admin)];
    const [kim, lee] = [await employee(server, admin, boss, 'kim'), await employee(server, admin, boss, 'lee')];
    latecomer = lee;
    given = await lecture(manager, (await offering(manager, boss, (await course(manager)).id, [kim, lee])).id, '지게차 안전 운전');
    instructor = await Visitor.open(browser, server, 'instructor');
    trainee = await Visitor.open(browser, server, 'trainee', { narrow: true });
    await instructor.signIn(manager.who.email, password);
    await trainee.signIn(kim.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const log = (visitor) => visitor.page.getByRole('log');
const line = (visitor, text) => log(visitor).locator('[data-state]').filter({ hasText: text });
/** Opens the menu of a message and chooses. */
async function choose(text, key) {
    await line(instructor, text).getByRole('button').click();
    await instructor.page.getByRole('menuitem', { name: instructor.t(key), exact: true }).click();
}

it('both talk, and the instructor is known as one', async () => {
    await instructor.go(`/manage/live/${given.id}`);
    await trainee.go(`/live/${given.id}`);
    await live.say(trainee, first);
    await line(instructor, first).waitFor();
    await live.say(instructor, '어서 오세요');
    await line(trainee, '어서 오세요').getByText(trainee.t('live:chat.staff'), { exact: true }).waitFor();
    assert.equal(await line(trainee, '어서 오세요').getByRole('button').count(), 0, 'a trainee has no menu');
});

it('a hand goes up, is seen, and is lowered for him', async () => {
    const hand = trainee.page.getByRole('button', { name: trainee.t('live:chat.hand.up'), exact: true });
    await hand.click();
    const hands = instructor.page.getByRole('region', { name: instructor.t('live:chat.hand.list') });
    await hands.getByText(instructor.t('live:chat.hand.count', { count: 1 })).waitFor();
    assert.equal(await hand.getAttribute('aria-pressed'), 'true');
    await hands.getByRole('button').click();
    await hands.waitFor({ state: 'detached' });
    await until('the trainee sees it lowered', async () => await hand.getAttribute('aria-pressed') === 'false');
});

it('a question is marked and pinned above the chat', async () => {
    await live.say(trainee, question);
    await choose(question, 'live:chat.mark');
    await line(trainee, question).getByText(trainee.t('live:chat.question'), { exact: true }).waitFor();
    await choose(question, 'live:chat.pin.on');
    for (const each of [instructor, trainee]) await each.page.getByRole('region', { name: each.t('live:chat.pin.title') }).getByText(question).waitFor();
    await instructor.look('chat-tools');
    await trainee.look('chat-pinned');
});

it('slow mode tells how long to wait, and binds the instructor not', async () => {
    await instructor.page.getByRole('combobox', { name: instructor.t('live:chat.slow.label') }).selectOption('60');
    await trainee.page.getByText(trainee.t('live:chat.slow.on', { count: 60 })).waitFor();
    await live.say(trainee, '첫째');
    await line(instructor, '첫째').waitFor();
    await live.say(trainee, '둘째');
    await line(trainee, '둘째').getByRole('alert').getByText(/\d+초 뒤/).waitFor();
    await trainee.look('chat-slow');
    await live.say(instructor, '하나');
    await live.say(instructor, '둘');
    await line(trainee, '둘').last().waitFor();
    await instructor.page.getByRole('combobox', { name: instructor.t('live:chat.slow.label') }).selectOption('0');
    await trainee.page.getByText(trainee.t('live:chat.slow.on', { count: 60 })).waitFor({ state: 'detached' });
    await line(trainee, '둘째').getByRole('button', { name: trainee.t('live:chat.resend'), exact: true }).click();
    await line(instructor, '둘째').waitFor();
});

it('a word that is not wanted is refused from the moment it is saved', async () => {
    await instructor.link('live:words.title').click();
    const words = instructor.page.getByRole('textbox', { name: instructor.t('live:words.label') });
    await words.fill('바보\n광 고');
    await instructor.look('chat-words');
    await instructor.button('live:words.save').click();
    await instructor.page.getByText(instructor.t('live:words.saved')).waitFor();
    await live.say(trainee, '광고 보세요');
    await line(trainee, '광고 보세요').getByText(trainee.t('live:chat.problem.rejected')).waitFor();
    await line(trainee, '광고 보세요').getByRole('button', { name: trainee.t('live:chat.edit'), exact: true }).click();
    await instructor.page.goBack();
    await line(instructor, question).waitFor();
    assert.equal(await line(instructor, '광고').count(), 0);
});

it('who comes late reads what was said, with what is pinned; what is deleted is gone for all', async () => {
    await choose(first, 'live:chat.remove');
    await line(trainee, first).waitFor({ state: 'detached' });
    late = await Visitor.open(browser, server, 'latecomer', { language: 'en' });
    await late.signIn(latecomer.who.email, password);
    await late.go(`/live/${given.id}`);
    await line(late, question).getByText(late.t('live:chat.question'), { exact: true }).waitFor();
    await late.page.getByRole('region', { name: late.t('live:chat.pin.title') }).getByText(question).waitFor();
    assert.equal(await line(late, first).count(), 0);
    await late.look('chat-late');
});

it('who is put out is told so, and the others talk on', async () => {
    await choose('둘째', 'live:chat.putOut');
    await trainee.page.getByText(trainee.t('live:chat.phase.removed')).waitFor();
    assert.equal(await trainee.page.getByRole('textbox', { name: trainee.t('live:chat.write') }).count(), 0);
    await trainee.look('chat-put-out');
    await live.say(late, 'Still here');
    await line(instructor, 'Still here').waitFor();
    assert.equal(await line(trainee, 'Still here').count(), 0);
});

it('nothing was wrong with the pages', () => {
    for (const each of [instructor, trainee, late]) each.contented();
});
