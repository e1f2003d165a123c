import assert from 'node:assert/strict';
import { pdfBytes, videoBytes } from '../../support/media.mjs';
import { dropFile } from '../support/drop.mjs';

/** 1. A course with two chapters; an MP4 dropped into one, a PDF chosen for the other; published. */
export async function buildCourse(manager, title) {
    const { page, t } = manager;
    await manager.menu('nav.courses').click();
    await manager.look('courses-empty');
    await manager.button('courses:create.open').first().click();
    const dialog = page.getByRole('dialog');
    await manager.field('courses:titleField', dialog).fill(title);
    await dialog.getByLabel(new RegExp(`^${t('courses:introduction')}`)).fill('지게차를 안전하게 다루는 법을 배웁니다.');
    await dialog.getByRole('button', { name: t('courses:create.action'), exact: true }).click();
    await page.waitForURL(/\/manage\/courses\/\d+$/);

    for (const chapter of ['1장 점검', '2장 운전']) {
        await page.getByRole('textbox', { name: t('courses:chapters.newTitle') }).fill(chapter);
        await manager.button('courses:chapters.add').click();
        await page.getByRole('region', { name: chapter }).waitFor();
    }

    const [first, second] = [page.getByRole('region', { name: '1장 점검' }), page.getByRole('region', { name: '2장 운전' })];
    const progress = watchProgress(page);
    await dropFile(page, first, { name: '시동 전 점검.mp4', type: 'video/mp4', bytes: Buffer.concat([await videoBytes(20), freeBox(14 * 1024 * 1024)]) });
    await first.getByRole('link', { name: t('courses:lessons.preview', { title: '시동 전 점검' }) }).waitFor();
    assert.ok((await progress()).length > 0, 'the upload showed its progress');
    await second.getByLabel(t('courses:chapters.chooseFor', { title: '2장 운전' })).setInputFiles({ name: '운전 교재.pdf', mimeType: 'application/pdf', buffer: pdfBytes('Forklift') });
    await second.getByRole('link', { name: t('courses:lessons.preview', { title: '운전 교재' }) }).waitFor();
    await manager.look('builder');
    await manager.button('courses:panel.open').click();
    await manager.button('courses:panel.close').waitFor();

    // What was saved is there after a reload.
    await page.reload();
    await first.getByRole('link', { name: t('courses:lessons.preview', { title: '시동 전 점검' }) }).click();
    await page.locator('video').waitFor();
    await manager.look('preview');
}

/** Collects what the progress bars said while files went up. */
function watchProgress(page) {
    const seen = page.evaluate(() => {
        window.seenProgress = [];
        new MutationObserver(() => {
            for (const bar of document.querySelectorAll('[role=progressbar]')) window.seenProgress.push(Number(bar.getAttribute('aria-valuenow')));
        }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-valuenow'] });
    });
    return async () => {
        await seen;
        return page.evaluate(() => window.seenProgress);
    };
}

/** An MP4 box that players skip, so that the file takes several parts. */
function freeBox(size) {
    const box = Buffer.alloc(size);
    box.writeUInt32BE(size, 0);
    box.write('free', 4, 'latin1');
    return box;
}
