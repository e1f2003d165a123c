import assert from 'node:assert/strict';
import { pdfBytes, videoBytes } from '../../support/media.mjs';
import { until } from '../../support/until.mjs';
import { dropFile } from '../support/drop.mjs';

/** The files of the course that both build: four videos, two documents. */
export const files = async () => ({
    videos: await Promise.all(['Gloves', 'Helmets', 'Ladders', 'Forklifts'].map(async (name) => ({ name: `${name}.mp4`, mimeType: 'video/mp4', buffer: await videoBytes(4) }))),
    papers: ['Checklist', 'Handbook'].map((name) => ({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdfBytes(name) })),
});

/** What both end with. */
export const wanted = [
    ['Basics', ['Gloves', 'Helmets', 'Checklist']],
    ['Heights', ['Ladders', 'Handbook']],
    ['Driving', ['Forklifts', 'Read this first']],
];

export const shape = (course) => course.curriculums.map((chapter) => [chapter.title, chapter.contents.map((lesson) => lesson.title)]);

/** Waits until the server has what the page shows. */
export async function saved(visitor, client, at, expected) {
    let shown;
    await until(`the course is ${JSON.stringify(expected)}`, async () => {
        shown = shape(await client.read(at));
        return JSON.stringify(shown) === JSON.stringify(expected);
    }, { seconds: 15, every: 100 }).catch((error) => { throw new Error(`${error.message}, and not ${JSON.stringify(shown)}`); });
    await visitor.page.getByRole('status').filter({ hasText: visitor.t('courses:save.saved') }).waitFor();
}

const region = (page, name) => page.getByRole('region', { name, exact: true });

/** A pointer and nothing else: keys are pressed only where a text is written. */
export async function buildByMouse(visitor, client, title) {
    const { page, t } = visitor;
    const { videos, papers } = await files();
    const allowKeys = forbid(page.keyboard, ['press', 'down', 'up']);
    await visitor.menu('nav.courses').click();
    await visitor.button('courses:create.open').first().click();
    const dialog = page.getByRole('dialog');
    await visitor.field('courses:titleField', dialog).fill(title);
    await dialog.getByRole('button', { name: t('courses:create.action'), exact: true }).click();
    await page.waitForURL(/\/manage\/courses\/\d+$/);
    const at = `/v1/courses/${/\d+$/.exec(page.url())[0]}`;
    for (const [chapter] of wanted) {
        await page.getByRole('textbox', { name: t('courses:chapters.newTitle') }).fill(chapter);
        await visitor.button('courses:chapters.add').click();
        await region(page, chapter).waitFor();
    }
    // Some are dropped, some chosen; two of them into the wrong chapter.
    for (const [chapter, file] of [['Basics', videos[0]], ['Basics', videos[1]], ['Basics', videos[2]], ['Driving', videos[3]]]) {
        await dropFile(page, region(page, chapter), { name: file.name, type: file.mimeType, bytes: file.buffer });
        await handle(visitor, stem(file)).waitFor();
    }
    for (const [chapter, file] of [['Basics', papers[0]], ['Basics', papers[1]]]) {
        const chooser = page.waitForEvent('filechooser');
        await region(page, chapter).getByRole('button', { name: t('courses:chapters.choose'), exact: true }).click();
        await (await chooser).setFiles(file);
        await handle(visitor, stem(file)).waitFor();
    }
    await saved(visitor, client, at, [['Basics', ['Gloves', 'Helmets', 'Ladders', 'Checklist', 'Handbook']], ['Heights', []], ['Driving', ['Forklifts']]]);
    await drag(visitor, 'Ladders', region(page, 'Heights').getByText(t('courses:chapters.drop')));
    await saved(visitor, client, at, [['Basics', ['Gloves', 'Helmets', 'Checklist', 'Handbook']], ['Heights', ['Ladders']], ['Driving', ['Forklifts']]]);
    await drag(visitor, 'Handbook', handle(visitor, 'Ladders'));
    await until('the handbook is in the second chapter', async () => shape(await client.read(at))[1][1].includes('Handbook'), { seconds: 10, every: 100 });
    if (shape(await client.read(at))[1][1][0] === 'Handbook') {
        await page.getByRole('button', { name: t('courses:lessons.menu', { title: 'Handbook' }) }).click();
        await page.getByRole('menuitem', { name: t('courses:down'), exact: true }).click();
    }
    await saved(visitor, client, at, [['Basics', ['Gloves', 'Helmets', 'Checklist']], ['Heights', ['Ladders', 'Handbook']], ['Driving', ['Forklifts']]]);

    // A text, written and named.
    await page.getByRole('button', { name: t('courses:lessons.addTo', { title: 'Driving' }) }).click();
    await page.getByRole('menuitem', { name: t('courses:types.TEXT'), exact: true }).click();
    const editor = page.getByRole('textbox', { name: t('courses:lessons.text') });
    await editor.click();
    await page.keyboard.type('Look around <script>alert(1)</script> before you drive.');
    await visitor.button('courses:editor.bulletList').click();
    await page.locator('#lesson-editor').getByRole('button').click();
    await page.getByRole('textbox', { name: t('courses:lessons.rename'), exact: true }).fill('Read this first');
    await visitor.page.getByRole('heading', { name: t('courses:panel.state') }).click();
    await saved(visitor, client, at, wanted);

    // Deleted, and taken back by the toast; then once more by the button.
    for (const back of [() => page.getByRole('alert').getByRole('button', { name: t('courses:save.undo'), exact: true }).click(), () => page.locator('header').getByRole('button', { name: t('courses:save.undo'), exact: true }).click()]) {
        await page.getByRole('button', { name: t('courses:lessons.menu', { title: 'Helmets' }) }).click();
        await page.getByRole('menuitem', { name: t('delete'), exact: true }).click();
        await saved(visitor, client, at, wanted.map(([name, lessons]) => [name, lessons.filter((each) => each !== 'Helmets')]));
        await back();
        await saved(visitor, client, at, wanted);
    }
    await visitor.button('courses:panel.details').click();
    const chooser = page.waitForEvent('filechooser');
    await visitor.button('courses:picture.choose').click();
    await (await chooser).setFiles({ name: 'picture.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.getByRole('img', { name: t('courses:picture.alt', { title }) }).waitFor();
    await visitor.look('building');
    await visitor.button('courses:panel.open').click();
    await visitor.button('courses:panel.close').waitFor();
    allowKeys();
    return client.read(at);
}

/** Keys and nothing else: what could move or press a pointer is taken away meanwhile. */
export async function buildByKeyboard(visitor, client, title) {
    const { page, t } = visitor;
    const { videos, papers } = await files();
    const locators = Object.getPrototypeOf(page.locator('body'));
    const allow = [
        forbid(locators, ['click', 'dblclick', 'tap', 'hover', 'dragTo', 'check', 'uncheck', 'setChecked', 'selectOption', 'dispatchEvent', 'focus', 'fill']),
        forbid(page.mouse, ['click', 'dblclick', 'down', 'up', 'move', 'wheel']), forbid(page.touchscreen, ['tap']),
    ];
    const keys = new Keys(page);
    try {
        await keys.enter(visitor.menu('nav.courses'));
        await page.waitForURL(/\/manage\/courses$/);
        await keys.enter(visitor.button('courses:create.open').first());
        const dialog = page.getByRole('dialog');
        await keys.to(visitor.field('courses:titleField', dialog));
        await page.keyboard.type(title);
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/manage\/courses\/\d+$/);
        const at = `/v1/courses/${/\d+$/.exec(page.url())[0]}`;
        for (const [chapter] of wanted) {
            await keys.to(page.getByRole('textbox', { name: t('courses:chapters.newTitle') }));
            await page.keyboard.type(chapter);
            await page.keyboard.press('Enter');
            await region(page, chapter).waitFor();
        }
        for (const [chapter, some] of [['Basics', [...videos.slice(0, 3), ...papers]], ['Driving', [videos[3]]]]) {
            const chooser = page.waitForEvent('filechooser');
            await keys.enter(region(page, chapter).getByRole('button', { name: t('courses:chapters.choose'), exact: true }));
            await (await chooser).setFiles(some);
            for (const file of some) await handle(visitor, stem(file)).waitFor();
        }
        // Several go up at once: by the menus they come into their order.
        await order(visitor, client, keys, at, 'Basics', ['Gloves', 'Helmets', 'Checklist', 'Ladders', 'Handbook']);

        // From the first chapter over its end into the second.
        for (const lesson of ['Handbook', 'Ladders']) {
            await keys.to(handle(visitor, lesson));
            await page.keyboard.press('Space');
            await said(page, lesson);
            await page.keyboard.press('ArrowDown');
            await said(page, 'Heights');
            await page.keyboard.press('Space');
            await until(`${lesson} is in the second chapter`, async () => shape(await client.read(at))[1][1].includes(lesson), { seconds: 10, every: 100 });
        }
        await order(visitor, client, keys, at, 'Heights', ['Ladders', 'Handbook']);

        await keys.enter(page.getByRole('button', { name: t('courses:lessons.addTo', { title: 'Driving' }) }));
        await keys.choose(page.getByRole('menuitem', { name: t('courses:types.TEXT'), exact: true }));
        await page.getByRole('textbox', { name: t('courses:lessons.text') }).waitFor();
        await keys.to(page.getByRole('textbox', { name: t('courses:lessons.text') }));
        await page.keyboard.type('Look around before you drive.');
        await keys.enter(page.locator('#lesson-editor').getByRole('button'));
        await page.keyboard.type('Read this first');
        await page.keyboard.press('Enter');
        await saved(visitor, client, at, wanted);

        await keys.enter(page.getByRole('button', { name: t('courses:lessons.menu', { title: 'Helmets' }) }));
        await keys.choose(page.getByRole('menuitem', { name: t('delete'), exact: true }));
        await saved(visitor, client, at, wanted.map(([name, lessons]) => [name, lessons.filter((each) => each !== 'Helmets')]));
        await page.keyboard.press('Control+z');
        await saved(visitor, client, at, wanted);
        await page.keyboard.press('Control+Shift+z');
        await saved(visitor, client, at, wanted.map(([name, lessons]) => [name, lessons.filter((each) => each !== 'Helmets')]));
        await page.keyboard.press('Control+z');
        await saved(visitor, client, at, wanted);
        await keys.enter(visitor.button('courses:panel.open'));
        await visitor.button('courses:panel.close').waitFor();
        return await client.read(at);
    } finally {
        allow.forEach((each) => each());
    }
}

const stem = ({ name }) => name.replace(/\.\w+$/, '');
const handle = ({ page, t }, title) => page.getByRole('button', { name: t('courses:lessons.move', { title }), exact: true });

/** Puts the lessons of a chapter into this order, one step of a menu after the other. */
async function order({ page, t }, client, keys, at, chapter, lessons) {
    const now = async () => shape(await client.read(at)).find(([name]) => name === chapter)[1];
    await until('all lessons are there', async () => (await now()).length === lessons.length, { seconds: 10, every: 100 });
    for (const [place, lesson] of lessons.entries()) {
        for (let from = (await now()).indexOf(lesson); from > place; from -= 1) {
            await keys.enter(page.getByRole('button', { name: t('courses:lessons.menu', { title: lesson }) }));
            await keys.choose(page.getByRole('menuitem', { name: t('courses:up'), exact: true }));
            await until(`${lesson} goes up`, async () => (await now()).indexOf(lesson) < from, { seconds: 10, every: 50 });
        }
    }
    assert.deepEqual(await now(), lessons);
}

/** Takes a lesson by its handle and lets it go elsewhere. */
async function drag(visitor, lesson, target) {
    const { page } = visitor;
    const grip = handle(visitor, lesson);
    // Away from the edges, where the page would scroll along.
    await target.evaluate((element) => { element.scrollIntoView({ block: 'center', behavior: 'instant' }); });
    const from = await grip.boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + 20, { steps: 3 });
    const to = await target.boundingBox();
    await page.mouse.move(to.x + 10, to.y + to.height / 2, { steps: 8 });
    await page.mouse.move(to.x + 12, to.y + to.height / 2 + 2, { steps: 2 });
    await page.mouse.up();
}

/** What a screen reader is told. */
const said = (page, text) => page.waitForFunction((words) => [...document.querySelectorAll('[aria-live]')].some((each) => each.textContent.includes(words)), text);

class Keys {
    constructor(page) { this.page = page; }

    /** Tab, or Shift and Tab, as often as it takes to come there. */
    async to(target) {
        await target.waitFor();
        for (let tries = 0; tries < 6; tries += 1) {
            const steps = await target.evaluate((element) => {
                if (document.activeElement === element) return 0;
                const stops = [...document.querySelectorAll('a[href], button:enabled, input:enabled, textarea:enabled, [tabindex], [contenteditable=true], summary')]
                    .filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }));
                const [to, from] = [stops.indexOf(element), stops.indexOf(document.activeElement)];
                return to - from || 1;
            });
            if (steps === 0) return;
            for (let n = 0; n < Math.abs(steps); n += 1) await this.page.keyboard.press(steps < 0 ? 'Shift+Tab' : 'Tab');
        }
        throw new Error(`no Tab leads to ${target}`);
    }

    async enter(target) {
        await this.to(target);
        await this.page.keyboard.press('Enter');
    }

    /** An entry of the menu that is open, by the arrows. */
    async choose(item) {
        await item.waitFor();
        for (let presses = 0; presses < 12; presses += 1) {
            if (await item.evaluate((element) => document.activeElement === element)) break;
            await this.page.keyboard.press('ArrowDown');
        }
        await this.page.keyboard.press('Enter');
        await item.waitFor({ state: 'hidden' });
    }
}

/** Takes functions away; what it gives brings them back. */
function forbid(object, names) {
    const kept = names.filter((name) => typeof object[name] === 'function').map((name) => [name, Object.getOwnPropertyDescriptor(object, name), object[name]]);
    for (const [name] of kept) object[name] = () => { throw new Error(`${name} is not for this test`); };
    return () => {
        for (const [name, own] of kept) {
            if (own) Object.defineProperty(object, name, own);
            else delete object[name];
        }
    };
}
