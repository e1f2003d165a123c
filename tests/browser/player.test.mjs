import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { offering } from '../support/course.mjs';
import { pdfBytes, videoBytes } from '../support/media.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { upload } from '../support/upload.mjs';
import { courseOfVideos, preparedVideos } from '../support/video.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** A video that was prepared: its captions and chapters are written, then it is watched. */
const browser = await launch();
let server, manager, trainee, made, asked, lesson;
const visitors = [];
before(async () => {
    server = await startServer('sqlite', { flags: ['--media-heights', '360,180'] });
    const admin = await setUp(server);
    manager = await institution(server, admin);
    const supervisor = await company(server, admin);
    trainee = await employee(server, admin, supervisor);
    made = await courseOfVideos(manager, [['강의.mp4', await videoBytes()]], '지게차 안전');
    const { key } = await upload(manager, { filename: '교재.pdf', type: 'application/pdf', bytes: pdfBytes('Forklift') });
    made = { ...(await manager.post(`/v1/courses/${made.id}/curriculums/${made.curriculums[0].id}/save`, { title: '교재', type: 'MATERIAL', key })).is(201).body, lessons: made.lessons };
    (await manager.post(`/v1/courses/${made.id}/state`, { state: 'AVAILABLE' })).is(200);
    (await manager.put('/v1/institutions/learning-rules', { nextLessonOpensAtPercent: 0, identityCheckEvery: 0 })).is(200);
    asked = await offering(manager, supervisor, made.id, [trainee]);
    [lesson] = made.lessons;
    await preparedVideos(manager, made.id);
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

it('captions and chapters are written beside the video', async () => {
    const visitor = await open(manager, 'manager', { language: 'ko' });
    const { page, t } = visitor;
    await visitor.go(`/manage/courses/${made.id}`);
    await page.getByRole('link', { name: `${t('videos:state.open')}: 강의.mp4` }).click();
    await visitor.button('videos:captions.upload').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'x.srt', mimeType: 'text/plain', buffer: Buffer.from('1\n00:00:00,000 --> 00:00:30,000\n안전모를 쓰세요 & 확인\n') });
    const line = page.getByRole('textbox', { name: t('videos:captions.text') });
    await line.waitFor();
    await line.fill('안전모를 쓰세요');
    await visitor.button('videos:captions.save').click();
    await visitor.button('videos:marks.add').click();
    await page.getByRole('textbox', { name: t('videos:marks.name') }).fill('준비');
    await visitor.button('videos:marks.save').click();
    await until('both are kept', async () => {
        const { video } = await manager.read(`/api/v1/courses/curriculums/contents/${lesson}`);
        return video.marks.length === 1 && video.captions[0]?.url.endsWith('v=2');
    });
    await visitor.look('video-editor');
});

for (const [language, narrow] of [['ko', false], ['en', true]]) {
    it(`a lesson is watched with captions, qualities and small pictures (${language})`, async () => {
        const visitor = await open(trainee, `trainee-${language}`, { language, narrow });
        const { page, t } = visitor;
        await visitor.go(`/learn/${asked.id}/contents/${lesson}`);
        const player = page.getByTestId('player');
        await player.getByRole('button', { name: t('player:video.play') }).first().click();
        await page.waitForFunction(() => document.querySelector('video').currentTime > 0.3);
        assert.ok(await page.evaluate(() => document.querySelector('video').currentSrc.startsWith('blob:')), 'it plays the renditions');
        await page.keyboard.press('c');
        await page.getByTestId('captions').getByText('안전모를 쓰세요').waitFor();
        await player.getByRole('button', { name: t('player:video.quality') }).click();
        await page.getByRole('menuitemradio', { name: '180p' }).click();
        await page.waitForFunction(() => document.querySelector('video').videoHeight === 180);
        await player.locator('video').focus();
        await page.keyboard.press('>');
        await player.getByRole('button', { name: t('player:video.rate', { rate: 1.25 }) }).waitFor();
        await player.getByRole('button', { name: t('player:video.chapters') }).click();
        await page.getByRole('menuitemradio', { name: /준비/ }).waitFor();
        await page.keyboard.press('Escape');
        await page.evaluate(() => document.querySelector('video').pause());
        await player.getByRole('slider', { name: t('player:video.seek') }).hover();
        await until('the small picture is there', async () => /thumbnails\.jpg/.test(await player.innerHTML()));
        await visitor.look('player');
        await page.keyboard.press('c');
    });
}

it('a document is read page by page', async () => {
    const visitor = visitors.at(-1);
    const { page, t } = visitor;
    await visitor.go(`/learn/${asked.id}/contents/${made.curriculums[0].contents[1].id}`);
    await page.getByTestId('document').getByRole('document', { name: t('player:material.pageOf', { page: 1, count: 1 }) }).waitFor();
    await page.getByText('Forklift', { exact: true }).waitFor({ state: 'attached' });
    await page.getByTestId('document').getByRole('button', { name: t('player:material.larger') }).click();
    await visitor.look('document');
});

it('nobody found a fault', () => { for (const each of visitors) each.contented(); });
