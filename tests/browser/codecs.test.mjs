import { after, before, it } from 'node:test';
import { course, lecture, offering } from '../support/course.mjs';
import { elementary, inRealTime } from '../support/elementary.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { RtmpPublisher } from '../support/rtmp.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';
import { watch } from './steps/live.mjs';

/** Broadcasts in Enhanced RTMP in a browser that knows AV1 and not HEVC, as Debian's Chromium does. */
let server, browser, manager, trainee, given;
const broadcasts = [];
before(async () => {
    server = await startServer('sqlite');
    const admin = await setUp(server);
    manager = await institution(server, admin);
    const supervisor = await company(server, admin);
    trainee = await employee(server, admin, supervisor);
    given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
    browser = await launch();
});
after(async () => {
    for (const end of broadcasts) end();
    await browser?.close();
    await server?.end();
});

const broadcast = async (live, codec) => {
    const by = await new RtmpPublisher().open(server);
    await by.publish(live.streamKey, { metadata: { width: 320, height: 180, framerate: 30, videocodecid: 1 } });
    const stop = inRealTime(by, await elementary(codec));
    const end = () => { stop(); return by.tear(); };
    broadcasts.push(end);
    return end;
};
const enter = async (live, options) => {
    const viewer = await Visitor.open(browser, server, `codec-${options.language}`, options);
    await viewer.signIn(trainee.who.username, password);
    await viewer.go(`/live/${live.id}`);
    return viewer;
};

it('AV1 is shown', async () => {
    const live = await lecture(manager, given.id, 'AV1 강의');
    await broadcast(live, 'av1');
    await watch(await enter(live, { language: 'ko' }));
});

it('HEVC is not: the page says what it is and what to do, and shows H.264 by itself when it comes', async () => {
    const live = await lecture(manager, given.id, 'HEVC 강의');
    const end = await broadcast(live, 'hevc');
    for (const options of [{ language: 'ko' }, { language: 'en', narrow: true }]) {
        const viewer = await enter(live, options);
        const { page, t } = viewer;
        await page.getByText(t('live:phase.incompatible')).filter({ visible: true }).first().waitFor();
        await page.getByText(t('live:phaseHint.incompatible', { codecs: 'HEVC(H.265)' })).waitFor();
        await viewer.look('live-codec');
        if (options.language === 'ko') {
            await end();
            await broadcast(live, 'h264');
            await page.getByTestId('live-badge').waitFor({ timeout: 40_000 });
            await (await broadcasts.pop())();
        }
        await page.context().close();
        if (options.language === 'ko') await broadcast(live, 'hevc');
    }
});
