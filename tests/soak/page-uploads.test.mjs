import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { temporaryFolder } from '../support/folders.mjs';
import { pdfBytes } from '../support/media.mjs';
import { institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { launch } from '../browser/support/browser.mjs';
import { Visitor } from '../browser/support/visitor.mjs';

const MiB = 1024 * 1024;
const browser = await launch();
let server, admin, manager, course, visitor, operator, large;
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
    manager = await institution(server, admin, '배움터');
    course = (await manager.post('/v1/courses', { title: '지게차 안전' })).is(201).body;
    const folder = temporaryFolder('files');
    large = join(folder, '긴 교재.pdf');
    writeFileSync(large, Buffer.concat([pdfBytes(), randomBytes(17 * MiB)]));
    utimesSync(large, 1_790_000_000, 1_790_000_000);
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', '긴 교재.pdf'), 'x');
    visitor = await Visitor.open(browser, server, 'manager');
    await visitor.signIn(manager.who.email, password);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const rows = () => visitor.page.getByRole('listitem');
/** Files over the page, as the system's file manager would bring them. */
const files = (names) => visitor.page.evaluateHandle((all) => {
    const carried = new DataTransfer();
    for (const [name, text] of all) carried.items.add(new File([text], name));
    return carried;
}, names);

it('files dropped anywhere make a chapter and become its lessons', async () => {
    const { page, t } = visitor;
    await visitor.go(`/manage/courses/${course.id}`);
    await page.getByText(t('courses:chapters.empty')).waitFor();
    const dataTransfer = await files([['1강 교재.pdf', `${pdfBytes('1')}`], ['2강 교재.pdf', `${pdfBytes('2')}`], ['프로그램.exe', 'MZ']]);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer });
    await page.getByText(t('courses:desk.dropNew')).waitFor();
    await visitor.look('uploads-over');
    await page.dispatchEvent('body', 'drop', { dataTransfer });
    for (const name of ['1강 교재', '2강 교재']) await rows().filter({ hasText: name }).waitFor();
    const refused = page.getByRole('group', { name: '프로그램.exe' });
    await refused.getByRole('alert').waitFor();
    await refused.getByRole('button', { name: t('courses:upload.cancel', { name: '프로그램.exe' }) }).click();
    await refused.waitFor({ state: 'detached' });
    assert.equal((await manager.get(`/v1/courses/${course.id}`)).body.curriculums[0].title, t('courses:desk.newChapter'));
});

it('a large file pauses, loses the network, survives a reload, and is sent once', async () => {
    const { page, t } = visitor;
    const name = '긴 교재.pdf';
    const sent = [];
    let hold = true;
    let gone = false;
    await page.route('**/s3/**', async (route) => {
        const part = Number(new URL(route.request().url()).searchParams.get('partNumber'));
        if (gone) { await route.abort('internetdisconnected'); return; }
        if (hold && part > 1) return; // on its way, and never there
        sent.push(part);
        await route.continue();
    });
    const row = page.getByRole('group', { name });
    const button = (key) => row.getByRole('button', { name: t(`courses:upload.${key}`, { name }) });
    await page.getByLabel(t('courses:chapters.chooseFor', { title: t('courses:desk.newChapter') })).setInputFiles(large);
    const arrived = async () => (await row.textContent()).match(/\d+%/)?.[0];
    await page.waitForFunction(([label]) => /4\d%/.test(document.querySelector(`[role=group][aria-label="${label}"]`)?.textContent ?? ''), [name]);
    await button('pause').click();
    await row.getByText(t('courses:upload.paused')).waitFor();
    assert.match(await arrived(), /4\d%/, 'what arrived stays');

    gone = true;
    await button('continue').click();
    await row.getByText(t('courses:upload.waiting')).waitFor();

    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await row.getByText(t('courses:upload.left', { size: '' }).split('(')[0].trim()).waitFor();
    await visitor.look('uploads-left');
    const choose = row.locator('input[type=file]');
    await choose.setInputFiles(join(large, '..', 'other', name));
    await row.getByText(t('courses:upload.otherFile')).waitFor();
    hold = gone = false;
    await choose.setInputFiles(large);
    await rows().filter({ hasText: '긴 교재' }).waitFor();
    assert.deepEqual(sent.sort(), [1, 2, 3], 'each part once');
    await page.unroute('**/s3/**');
    assert.equal(await page.evaluate(() => localStorage.getItem('ahimmoyak.uploads')), '[]');
});

it('an administrator limits the room, and who uploads is told before', async () => {
    operator = await Visitor.open(browser, server, 'operator', { language: 'en' });
    await operator.signIn(admin.account.username, password);
    await operator.go(`/admin/institutions/${manager.organisation.id}`);
    await operator.page.getByRole('switch', { name: operator.t('organisations:storage.limit') }).click();
    await operator.page.getByLabel(operator.t('organisations:storage.gigabytes')).fill('0');
    await operator.page.getByRole('region', { name: operator.t('organisations:storage.title') }).getByRole('button', { name: operator.t('save') }).click();
    await operator.page.getByText(operator.t('organisations:storage.saved')).waitFor();
    await operator.look('uploads-limit');
    const { page, t } = visitor;
    await page.reload();
    await page.getByLabel(t('courses:chapters.chooseFor', { title: t('courses:desk.newChapter') })).setInputFiles({ name: '3강.pdf', mimeType: 'application/pdf', buffer: pdfBytes('3') });
    await page.getByRole('group', { name: '3강.pdf' }).getByRole('alert').getByText('용량').waitFor();
    await visitor.look('uploads-full');
});

it('nobody has anything to complain of', () => {
    // What the lost network wrote into the console is what was asked for.
    visitor.complaints = visitor.complaints.filter((each) => !/ERR_INTERNET_DISCONNECTED|status of (409|422)/.test(each));
    visitor.contented();
    operator.contented();
});
