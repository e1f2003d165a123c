import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildFolder } from '../../support/folders.mjs';
import { words } from './texts.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const screenshots = buildFolder('screenshots');

/** Who is not signed in is told so; browsers write that into the console by themselves. */
const expected = (message) => /the server responded with a status of 401/.test(message.text()) && /\/auth\/(v1\/info|refresh)$/.test(message.location().url);

/** Somebody at a browser of his own: speaks one language, has one screen, and notices what is wrong with pages. */
export class Visitor {
    static async open(browser, server, name, { language = 'ko', narrow = false } = {}) {
        const context = await browser.newContext({
            viewport: narrow ? phone : desk, locale: language === 'ko' ? 'ko-KR' : 'en-US', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce',
            baseURL: server.url, bypassCSP: false,
        });
        await context.addInitScript((chosen) => { if (window === window.top) localStorage.setItem('ahimmoyak.language', chosen); }, language);
        return new Visitor(await context.newPage(), name, language, narrow);
    }

    constructor(page, name, language, narrow) {
        this.page = page;
        this.name = name;
        this.language = language;
        this.narrow = narrow;
        this.t = words(language);
        this.complaints = [];
        this.looked = [];
        page.setDefaultTimeout(20_000);
        page.on('console', (message) => { if (message.type() === 'error' && !expected(message)) this.complaints.push(`${page.url()}: console: ${message.text()} ${message.location().url}`); });
        page.on('pageerror', (error) => { this.complaints.push(`${page.url()}: ${error.stack ?? error}`); });
        page.on('response', (response) => { if (response.status() >= 500) this.complaints.push(`${response.request().method()} ${response.url()} → ${response.status()}`); });
    }

    go(path) { return this.page.goto(path); }
    button(key, values) { return this.page.getByRole('button', { name: this.t(key, values), exact: true }); }
    link(key, values) { return this.page.getByRole('link', { name: this.t(key, values), exact: true }); }
    heading(text) { return this.page.getByRole('heading', { name: text }); }
    /** The field of a form by its label; required ones carry a mark behind it. */
    field(key, within = this.page) { return within.getByRole('textbox', { name: new RegExp(`^${escape(this.t(key))}( \\*)?$`) }); }
    password(key = 'fields.password', within = this.page) { return within.getByLabel(new RegExp(`^${escape(this.t(key))}( \\*)?$`)); }
    /** The menu entry of the header (or, on a phone, at the bottom). */
    menu(key) { return this.page.getByRole('navigation', { name: this.t('nav.main') }).getByRole('link', { name: this.t(key), exact: true }).filter({ visible: true }); }

    async signIn(login, password) {
        await this.go('/signin');
        await this.field('identity:signin.login').fill(login);
        await this.password().fill(password);
        await this.button('identity:signin.action').click();
        await this.page.waitForURL((url) => url.pathname !== '/signin');
    }

    /**
     * Looks at the page at both widths: nothing wider than the screen; a picture of each. Axe looks at the visitor's own
     * width, or, as it takes as long as all the rest, at both where `everywhere` is asked for (the tour of all pages).
     */
    async look(name, { everywhere = false } = {}) {
        const own = this.page.viewportSize();
        const usual = own.width === phone.width ? phone : desk;
        for (const size of this.narrow ? [desk, phone] : [phone, desk]) {
            await this.page.setViewportSize(size);
            await this.settled();
            const picture = `${String(Visitor.pictures += 1).padStart(2, '0')}-${name}-${this.language}-${size.width}.png`;
            await this.page.screenshot({ path: join(screenshots, picture), fullPage: false });
            const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
            if (width > size.width) this.complaints.push(`${name} is ${width} px wide on a screen of ${size.width}`);
            if (everywhere || size === usual) this.complaints.push(...(await this.violations()).map((each) => `${name} at ${size.width} px: ${each}`));
        }
        await this.page.setViewportSize(own);
        this.looked.push(name);
    }

    /** Fonts are there and nothing loads any more; a live page never stops loading, so this is bounded. */
    async settled() {
        await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
        await this.page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'), undefined, { timeout: 10_000 });
        await this.page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    }

    async violations() {
        // Not by a <script>, which the content security policy forbids, but as the debugger does.
        if (!await this.page.evaluate(() => 'axe' in window)) await this.page.evaluate(axe);
        const { violations } = await this.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary?.split('\n')[1]?.trim() ?? ''})`).join(' | ')}`);
    }

    close() { return this.page.context().close(); }

    contented() { assert.deepEqual(this.complaints, [], `${this.name} found faults`); }
}
Visitor.pictures = 0;

export const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
