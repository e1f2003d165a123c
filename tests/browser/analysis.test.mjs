import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, it } from 'node:test';
import { temporaryFolder } from '../support/folders.mjs';
import { binary, startServer } from '../support/server.mjs';
import { rowsOf } from '../support/workbook.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** The demonstration's year, as the institution, a company and a trainee look at it. */
const browser = await launch();
const visitors = [];
let server, password;
before(async () => {
    const data = temporaryFolder('analysis');
    ({ password } = JSON.parse(execFileSync(binary, ['demo', '--json', '--log-level', 'warning', '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })));
    server = await startServer('sqlite', { data });
});
after(async () => {
    await browser.close();
    await server?.end();
});

async function open(login, path, options) {
    const visitor = await Visitor.open(browser, server, login, options);
    visitors.push(visitor);
    await visitor.signIn(login, password);
    await visitor.go(path);
    return visitor;
}

async function saved(page, click) {
    const [download] = await Promise.all([page.waitForEvent('download'), click()]);
    const pieces = [];
    for await (const piece of await download.createReadStream()) pieces.push(piece);
    return rowsOf(Buffer.concat(pieces));
}

it('a manager sees the year, narrows it, and comes to the people behind a figure', async () => {
    const visitor = await open('manager1', '/manage/analysis');
    const { page, t } = visitor;
    const attendance = page.getByRole('table', { name: t('analysis:charts.attendance') });
    await attendance.waitFor({ state: 'attached' });
    await page.locator('.ag-row').first().waitFor();
    await visitor.look('analysis');
    const all = await attendance.getByRole('row').count();
    assert.ok(all > 5, `${all} rows of attendance`);

    // A row of the grid narrows the charts.
    await page.getByRole('tab', { name: t('analysis:tables.companies') }).click();
    await page.locator('.ag-row', { hasText: '미르전자' }).click();
    const narrowed = page.getByRole('group', { name: t('analysis:filter.title') });
    await narrowed.getByText('미르전자').waitFor();
    assert.ok((await attendance.getByRole('row').count()) < all);
    for (const row of (await attendance.getByRole('row').allInnerTexts()).slice(1)) assert.ok(row.includes('미르전자'), row);
    await visitor.button('analysis:people.look').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('table').waitFor();
    await visitor.look('analysis-people');
    const rows = await saved(page, () => drawer.getByRole('button', { name: t('analysis:save') }).click());
    assert.ok(rows.length > 10 && rows.slice(1).every((row) => row[1] === '미르전자'), `${rows.length} rows`);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });

    // Another period by one touch, and one that is none.
    await page.getByText(t('analysis:period.presets.quarter'), { exact: true }).click();
    await page.waitForURL(/from=/);
    const from = page.getByLabel(t('analysis:period.from'));
    await from.fill('2030-01');
    await page.getByText(t('analysis:period.faults.turned')).waitFor();
});

it('a training officer sees who will not make it, and why', async () => {
    const visitor = await open('supervisor1', '/company/dashboard');
    const { page, t } = visitor;
    await page.getByRole('heading', { name: t('analysis:dashboard.finished') }).waitFor();
    await visitor.look('dashboard');
    const [, row] = await saved(page, () => page.getByRole('button', { name: t('analysis:save') }).click());
    assert.equal(row[1], '한빛직업훈련원');
    await page.getByRole('table', { name: t('analysis:dashboard.running') }).getByRole('link').last().click();
    await page.getByRole('table', { name: t('analysis:people.title') }).waitFor();
    await visitor.look('dashboard-people');
});

it('a trainee sees hours, scores and attendance on a phone', async () => {
    const visitor = await open('trainee5', '/my-analysis', { narrow: true, language: 'en' });
    await visitor.page.getByRole('heading', { name: visitor.t('analysis:own.byCourse') }).waitFor();
    await visitor.look('own-analysis');
});

it('nobody has anything to complain of', () => {
    for (const each of visitors) each.contented();
});
