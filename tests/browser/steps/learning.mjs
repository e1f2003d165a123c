import { until } from '../../support/until.mjs';
import { advances } from '../support/picture.mjs';

/** 3. A trainee finds the course, plays the video, seeks, and resumes after a reload. */
export async function learn(trainee, title) {
    const { page, t } = trainee;
    await trainee.menu('nav.learn').click();
    await page.getByRole('link', { name: title }).first().waitFor();
    await trainee.look('learn');
    await page.getByRole('link', { name: title }).first().click();
    await trainee.look('course');
    await page.getByRole('link').filter({ hasText: '시동 전 점검' }).first().click();
    const video = page.locator('video');
    const kept = [];
    page.on('response', (answer) => {
        const asked = answer.request();
        if (asked.method() === 'POST' && answer.url().endsWith('/heartbeats') && answer.status() === 200) kept.push(asked.postDataJSON().positionSeconds);
    });
    await page.getByText(t('player:content.nextClosed', { percent: 25 })).waitFor();
    await trainee.look('lesson-video');
    await trainee.button('player:video.play').first().click();
    await advances(page, video, { seconds: 2 });

    // Seeks by the slider, as a person does by keyboard.
    await page.getByRole('group', { name: t('player:video.player', { title: '시동 전 점검' }) }).press('5');
    await page.waitForFunction((element) => element.currentTime > 9 && element.readyState >= 2, await video.elementHandle());
    await advances(page, video, { seconds: 1 });
    await trainee.button('player:video.pause').first().click();
    const left = await video.evaluate((element) => element.currentTime);
    await until('the place is kept', () => kept.length > 0 && Math.abs(kept.at(-1) - left) < 2);

    await page.reload();
    await page.waitForFunction((wanted) => Math.abs((document.querySelector('video')?.currentTime ?? 0) - wanted) < 2.5, left);
    // Three seconds so far, of twenty: what was skipped does not count.
    await trainee.button('player:video.play').first().click();
    await advances(page, page.locator('video'), { seconds: 3 });
    await trainee.button('player:video.pause').first().click();
    await trainee.link('player:content.next').waitFor();
    await trainee.look('lesson-studied');
    await trainee.link('player:content.next').click();
    await page.getByRole('heading', { name: '운전 교재' }).waitFor();
    await trainee.look('lesson-material');
}

/** The institution and the company see how everybody gets on; what stands behind it sees the institution. */
export async function seeProgress(manager, supervisor, course, name) {
    for (const [visitor, list] of [[manager, '/manage/requests'], [supervisor, '/company']]) {
        const { page, t } = visitor;
        await visitor.go(list);
        await page.getByRole('link', { name: course }).first().click();
        await visitor.link('nav.progress').waitFor();
        const offering = page.url();
        await visitor.link('nav.progress').click();
        await page.getByRole('list', { name: t('progress:distribution') }).waitFor();
        await visitor.look('progress');
        await page.getByRole('link', { name, exact: true }).click();
        await page.getByRole('table', { name: t('progress:lessonsOf') }).waitFor();
        if (visitor === manager) await page.getByRole('table', { name: t('progress:viewings') }).waitFor();
        await visitor.look('progress-of-one');
        await visitor.go(offering);
    }
}
