import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Chatter } from '../support/chat.mjs';
import { course, lecture, offering, quizOf } from '../support/course.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** A lecture that is over is watched again at a phone; its institution sees the report at a desk. */
const browser = await launch();
let server, manager, person, live, publisher, trainee, teacher;
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    manager = await institution(server, admin);
    const boss = await company(server, admin);
    person = await employee(server, admin, boss, 'kim');
    live = await lecture(manager, (await offering(manager, boss, (await course(manager)).id, [person])).id, '소방 안전 라이브');
    trainee = await Visitor.open(browser, server, 'trainee', { language: 'ko', narrow: true });
    teacher = await Visitor.open(browser, server, 'teacher', { language: 'en' });
    await trainee.signIn(person.who.email, password);
    await teacher.signIn(manager.who.email, password);
});
after(async () => {
    await publisher?.kill();
    await browser.close();
    await server?.end();
});

const at = (more = '') => `/v1/live/${live.id}${more}`;
const seconds = (visitor) => visitor.page.getByTestId('recording').evaluate((video) => video.currentTime);

it('the instructor sees how the broadcast arrives, and what happened to it', async () => {
    const { page, t } = teacher;
    publisher = publish(ingestAddress(live), { flags: ['-g', '90'] });
    await until('it is on', async () => (await manager.read(at())).status === 'ON', { seconds: 30 });
    await teacher.go(`/manage/live/${live.id}`);
    await page.getByText(t('live:health.word.sparse_key_frames')).waitFor();
    await page.getByText(t('live:session.kind.CONNECTED')).waitFor();
    await teacher.look('live-health');
    await publisher.kill();
    publisher = publish(ingestAddress(live));
    await page.getByText(t('live:session.kind.CAME_BACK')).waitFor();
    await page.getByText(t('live:health.word.good')).waitFor();
    const quiz = (await manager.post(at('/quizzes'), quizOf())).is(201).body;
    (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
    (await person.post(`/v1/quizzes/${quiz.id}/answers`, { option: 1 })).is(201);
    (await person.post(at('/presence'), { playing: true, visible: true })).is(200);
    const chatter = await new Chatter(person, live.id).connect((await person.post(at('/chat-token'))).is(200).body.messagingEndpoint);
    await chatter.send('잘 보입니다');
    chatter.leave();
    await new Promise((resolve) => { setTimeout(resolve, 3_000); });
    (await manager.post(`/v1/quizzes/${quiz.id}/close`)).is(200);
    (await manager.post(`/v1/quizzes/${quiz.id}/reveal`)).is(200);
    (await person.post(at('/presence'), { playing: true, visible: true })).is(200);
    await new Promise((resolve) => { setTimeout(resolve, 2_000); });
    (await manager.post(at('/end'))).is(200);
    await page.getByTestId('recording').waitFor();
});

it('the institution watches the recording and hides it', async () => {
    const { page, t } = teacher;
    await until('there is a picture', () => page.getByTestId('recording').evaluate((video) => video.readyState >= 2 && video.duration > 5), { seconds: 20 });
    await teacher.look('recording-managed');
    await teacher.button('live:recording.hide').click();
    await page.getByText(t('live:recording.hiddenHint')).waitFor();
    (await person.get(at('/recording'))).is(404);
    await teacher.button('live:recording.show').click();
    await teacher.button('live:recording.hide').waitFor();
});

it('a trainee watches it again, with quiz and chat where they were', async () => {
    const { page, t } = trainee;
    await trainee.go(`/live/${live.id}`);
    const video = page.getByTestId('recording');
    await video.waitFor();
    await page.getByText(t('live:recording.chatLater')).waitFor();
    await page.getByRole('tab', { name: t('live:recording.quizzes', { count: 1 }) }).click();
    const card = page.getByTestId('recorded-quiz');
    assert.equal(await card.getAttribute('data-revealed'), 'false', 'the answer comes where it was revealed');
    await page.getByRole('list', { name: t('live:recording.places') }).getByRole('button').press('Enter');
    assert.ok(await seconds(trainee) > 1, 'the marker leads to the quiz');
    await video.evaluate((element) => { element.muted = true; return element.play(); });
    await until('the answer is revealed', async () => await card.getAttribute('data-revealed') === 'true', { seconds: 20 });
    await card.getByText(t('live:quiz.right')).waitFor();
    await trainee.look('recording-quiz');
    await page.getByRole('tab', { name: t('live:chat.title') }).click();
    await page.getByTestId('recorded-message').getByText('잘 보입니다').waitFor();
    await trainee.look('recording-chat');
    await until('it plays to its end', () => video.evaluate((element) => element.ended), { seconds: 30 });
});

it('goes on where it was left', async () => {
    const { page } = trainee;
    await trainee.go('/live'); // what the page still has to say of its place is said by then
    (await person.put(at('/recording/position'), { seconds: 2 })).is(204);
    await trainee.go(`/live/${live.id}`);
    await until('it begins there', async () => Math.abs(await seconds(trainee) - 2) < 0.5, { seconds: 20 });
});

it('the report has curves and a table, and is saved as a spreadsheet', async () => {
    const { page, t } = teacher;
    await teacher.go(`/manage/live/${live.id}/report`);
    await page.getByRole('table', { name: t('live:report.caption') }).waitFor();
    await page.getByText(t('live:report.asTable')).press('Enter');
    await page.getByRole('table', { name: t('live:report.minutes') }).waitFor();
    await teacher.look('report-minutes');
    const saved = page.waitForEvent('download');
    await teacher.button('live:report.save').click();
    assert.match((await saved).suggestedFilename(), /\.xlsx$/);
});

it('nobody found a fault', () => { for (const each of [trainee, teacher]) each.contented(); });
