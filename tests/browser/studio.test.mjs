import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { lineTo } from '../support/line.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import * as live from './steps/live.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** An instructor broadcasts camera, screen and microphone from his browser; a trainee sees and hears it in another. */
describe('the studio', () => {
    let server, line, browser, manager, trainee, given, channel;
    before(async () => {
        server = await startServer('sqlite');
        const admin = await setUp(server);
        const [teacher, supervisor] = [await institution(server, admin), await company(server, admin)];
        const student = await employee(server, admin, supervisor);
        const offered = await offering(teacher, supervisor, (await course(teacher)).id, [student]);
        given = await lecture(teacher, offered.id, '지게차 안전 운전');
        channel = teacher;
        browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--auto-select-desktop-capture-source=Entire screen']);
        line = await lineTo(server);
        manager = await Visitor.open(browser, line, 'instructor');
        trainee = await Visitor.open(browser, server, 'trainee', { language: 'en', narrow: true });
        await manager.signIn(teacher.who.email, password);
        await trainee.signIn(student.who.username, password);
    });
    after(async () => {
        await browser?.close();
        line?.close();
        await server?.end();
    });

    const fact = async (name) => manager.page.locator(`[data-fact="${name}"]`).textContent();

    it('shows the camera over the screen before anybody sees it', async () => {
        await manager.go(`/manage/live/${given.id}`);
        await manager.link('live:ingest.studio').click();
        await manager.button('studio:devices.camera').click();
        await manager.button('studio:devices.microphone').click();
        await manager.button('studio:devices.screen').click();
        await manager.page.getByRole('radio', { name: manager.t('studio:arrange.topRight') }).check();
        await until('the microphone is heard', async () => Number(await manager.page.getByRole('meter').getAttribute('aria-valuenow')) > 5);
        await manager.look('studio-before');
        await manager.button('studio:devices.screen').click();
    });

    it('goes on air, and a trainee sees and hears it', async () => {
        await manager.page.getByRole('combobox', { name: manager.t('studio:quality.label') }).click();
        await manager.page.getByRole('option', { name: manager.t('studio:quality.low') }).click();
        await manager.button('studio:start').click();
        await manager.page.locator('[data-phase="on"]').first().waitFor();
        await trainee.go(`/live/${given.id}`);
        const latency = await live.watch(trainee);
        console.log(`# the trainee sees the studio's picture ${latency.toFixed(2)} s late`);
        const tracks = await trainee.page.locator('video').evaluate((video) => {
            const stream = video.captureStream();
            return [stream.getVideoTracks().length, stream.getAudioTracks().length, video.videoWidth];
        });
        assert.deepEqual(tracks, [1, 1, 640]);
        const health = await channel.read(`/v1/live/${given.id}/health`);
        assert.deepEqual([health.broadcasting, health.width, health.height], [true, 640, 360]);
        await until('what is sent is counted', async () => /[1-9]/.test(await fact('bitrate')));
        await manager.look('studio-on-air');
    });

    it('asks before it is left, and comes back by itself when the line was lost', async () => {
        await manager.link('studio:back').click();
        await manager.button('studio:leave.stay').click();
        line.cut('/studio');
        await manager.page.locator('[data-phase="reconnecting"]').first().waitFor();
        await manager.page.locator('[data-phase="on"]').first().waitFor();
        const video = trainee.page.locator('video');
        const left = await video.evaluate(({ currentTime }) => currentTime);
        const shown = await video.evaluate((element) => element.getVideoPlaybackQuality().totalVideoFrames);
        await until('the picture goes on', () => video.evaluate((element, [time, frames]) => element.currentTime > time + 3 && element.getVideoPlaybackQuality().totalVideoFrames > frames + 24, [left, shown]), { seconds: 40, every: 250 });
    });

    it('stops, and nothing was wrong with the pages', async () => {
        await manager.button('studio:stop').click();
        await manager.page.getByText(manager.t('studio:phase.off'), { exact: true }).waitFor();
        manager.contented();
        trainee.contented();
    });
});
