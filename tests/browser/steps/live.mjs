import assert from 'node:assert/strict';
import { publish } from '../../support/publisher.mjs';
import { until } from '../../support/until.mjs';
import { advances } from '../support/picture.mjs';

/** 4. The manager creates a live lecture for the offering and sees where to send the broadcast. */
export async function createLecture(manager, title) {
    const { page, t } = manager;
    await manager.link('manage:newLecture').click();
    await page.waitForURL('**/manage/live/new?*');
    await page.getByRole('textbox', { name: new RegExp(`^${t('live:create.name')}`) }).fill(title);
    await manager.look('live-new');
    await manager.button('live:create.action').click();
    await page.waitForURL(/\/manage\/live\/\d+$/);
    await manager.look('control-room-before');
    return {
        path: new URL(page.url()).pathname,
        ingestEndpoint: await page.getByLabel(t('live:ingest.address'), { exact: true }).inputValue(),
        streamKey: await page.getByLabel(t('live:ingest.key'), { exact: true }).inputValue(),
    };
}

export function broadcast({ ingestEndpoint, streamKey }) {
    return publish(`${ingestEndpoint.replace(/\/$/, '')}/${streamKey}`, { size: '640x360' });
}

/** A trainee enters by the menu; the picture begins by itself. */
export async function enterRoom(trainee, title) {
    const { page } = trainee;
    await trainee.menu('nav.live').click();
    await page.getByRole('link', { name: title }).waitFor();
    await trainee.look('live-list');
    await page.getByRole('link', { name: title }).click();
    await page.waitForURL(/\/live\/\d+$/);
}

export async function watch(trainee) {
    const { page } = trainee;
    await page.getByTestId('live-badge').waitFor({ timeout: 30_000 });
    await advances(page, page.locator('video'));
    const latency = await until('the delay is measured', async () => Number(await page.locator('[data-latency]').getAttribute('data-latency')));
    assert.ok(latency < 5, `${trainee.name} is ${latency} s behind`);
    return latency;
}

export async function say(trainee, text) {
    const box = trainee.page.getByRole('textbox', { name: trainee.t('live:chat.write') });
    await box.fill(text);
    await box.press('Enter');
}

export async function hears(visitor, text, from) {
    await visitor.page.getByRole('log').getByText(text, { exact: true }).waitFor();
    await visitor.page.getByRole('log').getByText(from).first().waitFor();
}

/** The manager writes a quiz and launches it into the picture. */
export async function launchQuiz(manager, { question, options, right, solution }) {
    const { page, t } = manager;
    await manager.button('live:quizzes.new').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: new RegExp(`^${t('live:quizForm.question')}`) }).fill(question);
    for (const [i, text] of options.entries()) await dialog.getByRole('textbox', { name: t('live:quizForm.option', { number: i + 1 }), exact: true }).fill(text);
    await dialog.getByRole('radio', { name: t('live:quizForm.rightOption', { number: right }) }).check();
    await dialog.getByLabel(t('live:quizForm.limit')).fill('120');
    await dialog.getByLabel(t('live:quizForm.solution')).fill(solution);
    await manager.look('quiz-form');
    await dialog.getByRole('button', { name: t('live:quizForm.action'), exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await manager.button('live:quizzes.launch').click();
    await page.getByText(t('live:quizzes.state.OPEN'), { exact: true }).waitFor();
}

/** The quiz comes to the trainee by the picture itself, and he answers. */
export async function answerQuiz(trainee, question, option) {
    const { page, t } = trainee;
    const quiz = page.getByTestId('quiz').filter({ visible: true });
    await quiz.getByText(question).waitFor({ timeout: 20_000 });
    assert.equal(await page.getByTestId('quiz-announcer').getAttribute('data-by'), 'picture', `${trainee.name} has the quiz by timed metadata`);
    await trainee.look('live-quiz');
    await quiz.getByRole('button', { name: option }).click();
    await quiz.getByText(t('live:quiz.answered')).waitFor();
}

/** The answers as a chart: {text: count}. */
export async function chart(manager, total) {
    const { page, t } = manager;
    const bars = page.getByTestId('quiz-bars');
    await bars.getByText(t('live:quizzes.total', { count: total })).waitFor();
    const counts = await bars.getByRole('row').evaluateAll((rows) => rows.map((row) => [row.querySelector('th').textContent, Number(row.querySelector('[data-count]').dataset.count)]));
    await manager.look('control-room-live');
    return counts;
}

export async function closeAndReveal(manager, trainees, solution) {
    await manager.button('live:quizzes.close').click();
    await manager.button('live:quizzes.reveal').click();
    await manager.page.getByText(manager.t('live:quizzes.state.REVEALED'), { exact: true }).waitFor();
    for (const each of trainees) await each.page.getByText(solution).filter({ visible: true }).first().waitFor();
}

/** 5. The end, and who was there for how long. */
export async function endLecture(manager, trainees) {
    const { page, t } = manager;
    await manager.button('live:end.open').click();
    await page.getByRole('dialog').getByRole('button', { name: t('live:end.action'), exact: true }).click();
    await page.waitForURL('**/report');
    for (const each of trainees) await each.page.getByText(each.t('live:phase.ended')).first().waitFor();
    await until('the report is final', async () => {
        await page.reload();
        await page.getByRole('table').waitFor();
        return !await page.getByText(t('live:report.notFinal')).isVisible();
    });
    await manager.look('report');
    return page.getByRole('table', { name: t('live:report.caption') }).locator('tbody').getByRole('row').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}
