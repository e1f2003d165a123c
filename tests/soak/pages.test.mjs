import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { launch } from '../browser/support/browser.mjs';
import { Visitor } from '../browser/support/visitor.mjs';
import { Client } from '../support/client.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { password as usualPassword, signUp } from '../support/people.mjs';
import { binary, startServer } from '../support/server.mjs';

/** Downloads and the interface's own documents are no pages. */
const noPage = /^\/(docs|openapi\.json|s3|v1|api|auth|users|builder|play|metrics|healthz|readyz)\b/;
const most = 80;

/** /manage/courses/12 and /manage/courses/13 are the same page. */
const pattern = (path) => path.replaceAll(/\/\d+(?=\/|$)/g, '/:id');

/** Whoever signs in to the demonstration walks along every link: each page in both languages at both widths, with axe. */
describe('every page that a link leads to', () => {
    let server, browser, accounts, password, newcomer;
    const loginOf = (role) => accounts.find((each) => each.role === role).login;
    before(async () => {
        const data = temporaryFolder('pages');
        ({ accounts, password } = JSON.parse(execFileSync(binary, ['demo', '--json', '--log-level', 'warning', '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })));
        server = await startServer('sqlite', { data, flags: ['--accounts-administrator-second-factor', 'optional'] });
        const admin = await new Client(server).signIn(loginOf('ADMIN'), password);
        newcomer = await signUp(server, admin, 'newcomer');
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await server?.end();
    });

    async function walk(visitor, first) {
        const been = new Set();
        const visits = new Map();
        const waiting = [...first];
        while (waiting.length > 0 && been.size < most) {
            const path = waiting.shift();
            // Two of a kind: they may be in different states.
            const before = visits.get(pattern(path)) ?? 0;
            if (been.has(path) || before === 2) continue;
            been.add(path);
            visits.set(pattern(path), before + 1);
            await visitor.go(path);
            await visitor.page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {}); // a live page never is
            await visitor.look(`tour-${visitor.name}-${pattern(new URL(visitor.page.url()).pathname).slice(1).replaceAll(/[/:]+/g, '-') || 'home'}`, { everywhere: true });
            const links = await visitor.page.$$eval('a[href^="/"]', (all) => all.filter((each) => !each.hasAttribute('download') && each.target !== '_blank').map((each) => each.getAttribute('href').split(/[?#]/)[0]));
            waiting.push(...links.filter((each) => !noPage.test(each)));
        }
        assert.ok(been.size < most, 'the walk comes to an end');
        return [...visits.keys()].sort();
    }

    for (const language of ['ko', 'en']) {
        it(`signed out, in ${language}`, async () => {
            const visitor = await Visitor.open(browser, server, 'nobody', { language });
            const seen = await walk(visitor, ['/', '/signin', '/signup']);
            console.log(`# ${language}, signed out: ${seen.join(' ')}`);
            visitor.contented();
            await visitor.close();
        });
        for (const role of ['ADMIN', 'MANAGER', 'SUPERVISOR', 'EMPLOYEE', 'NORMAL']) {
            it(`as ${role}, in ${language}`, async () => {
                const visitor = await Visitor.open(browser, server, role.toLowerCase(), { language });
                await (role === 'NORMAL' ? visitor.signIn(newcomer.who.username, usualPassword) : visitor.signIn(loginOf(role), password));
                const seen = await walk(visitor, [new URL(visitor.page.url()).pathname, '/account', '/notifications']);
                console.log(`# ${language}, ${role}: ${seen.join(' ')}`);
                visitor.contented();
                await visitor.close();
            });
        }
    }
});
