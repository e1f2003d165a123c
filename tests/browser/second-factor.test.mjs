import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { steadyStep, totp } from '../support/totp.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

const browser = await launch();
let server, admin, member;
before(async () => {
    server = await startServer('sqlite', { flags: ['--accounts-administrator-second-factor', 'required'] });
    admin = await setUp(server);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const forgive = (visitor, status) => { visitor.complaints = visitor.complaints.filter((each) => !each.includes(`status of ${status}`)); };

async function typeCode(visitor, code) {
    await visitor.page.getByLabel(visitor.t('codes:digit', { count: 1 })).click();
    await visitor.page.keyboard.type(code);
}

/** From the password to the recovery codes; gives them and the secret. */
async function connect(visitor) {
    const { page } = visitor;
    await visitor.password('account:password.current').fill(password);
    await visitor.button('factor:begin.action').click();
    await page.getByRole('img', { name: visitor.t('factor:connect.picture') }).waitFor();
    await visitor.look('second-factor-connect');
    const secret = await page.locator('[data-secret]').getAttribute('data-secret');
    await steadyStep();
    await typeCode(visitor, totp(secret, { steps: -1 }));
    const list = page.getByRole('list', { name: visitor.t('factor:recovery.title') });
    await list.waitFor();
    await visitor.look('second-factor-codes');
    return { secret, codes: await list.getByRole('listitem').allInnerTexts() };
}

async function passwordOnly(visitor, username) {
    await visitor.go('/signin');
    await visitor.field('identity:signin.login').fill(username);
    await visitor.password().fill(password);
    await visitor.button('identity:signin.action').click();
    await visitor.heading(visitor.t('identity:secondStep.title')).waitFor();
}

async function signOut(visitor) {
    await visitor.page.getByRole('button', { name: new RegExp(visitor.t('account.menu', { name: '' }).trim()) }).click();
    await visitor.page.getByRole('menuitem', { name: visitor.t('account.signout') }).click();
    await visitor.page.waitForURL('**/signin');
}

describe('an operator', () => {
    let visitor, kept;
    before(async () => { visitor = await Visitor.open(browser, server, 'operator'); });

    it('is led to set up a second factor first, and then to where he wanted to go', async () => {
        const { page } = visitor;
        await visitor.go('/admin/members');
        await visitor.field('identity:signin.login').fill(admin.account.username);
        await visitor.password().fill(password);
        await visitor.button('identity:signin.action').click();
        await page.waitForURL('**/account/second-factor?*');
        await page.getByText(visitor.t('factor:must')).waitFor();
        await visitor.look('second-factor-must');
        assert.equal(await page.getByRole('navigation', { name: visitor.t('nav.main') }).getByRole('link').count(), 0, 'no page that cannot be had');
        kept = await connect(visitor);
        assert.equal(new Set(kept.codes).size, 10);
        const [file] = await Promise.all([page.waitForEvent('download'), visitor.button('factor:recovery.save').click()]);
        for (const code of kept.codes) assert.ok(readFileSync(await file.path(), 'utf8').includes(code));
        await visitor.button('factor:recovery.kept').click();
        await page.waitForURL('**/admin/members');
        await page.getByText(admin.account.email).first().waitFor();
    });

    it('signs in with a code of the authenticator, or with a recovery code', async () => {
        const { page } = visitor;
        await signOut(visitor);
        await passwordOnly(visitor, admin.account.username);
        await visitor.look('second-step');
        await typeCode(visitor, '000000');
        await page.getByText(/코드가 다르거나/).waitFor();
        await visitor.look('second-step-wrong');
        forgive(visitor, 422);
        await steadyStep();
        await typeCode(visitor, totp(kept.secret));
        await page.waitForURL('**/admin');
        await signOut(visitor);
        await passwordOnly(visitor, admin.account.username);
        await visitor.button('identity:secondStep.byRecovery').click();
        await visitor.look('second-step-recovery');
        await visitor.field('identity:secondStep.recovery').fill(kept.codes[0].toLowerCase());
        await visitor.button('identity:signin.action').click();
        await page.waitForURL('**/admin');
    });

    it('takes it away from a member who has lost everything', async () => {
        const api = new Client(server);
        const { ticket } = (await api.post('/auth/v1/signin', { login: admin.account.username, password })).is(202).body;
        (await api.post('/auth/v1/signin/second-factor', { ticket, code: kept.codes[1] })).is(200);
        member = await signUp(server, api, 'lost');
        const { secret } = (await member.post('/auth/v1/second-factor', { password })).is(200).body;
        (await member.post('/auth/v1/second-factor/confirm', { code: totp(secret) })).is(200);
        const { page } = visitor;
        await visitor.go('/admin/members');
        await page.getByText(visitor.t('members:factor.short')).first().waitFor();
        await visitor.look('members-second-factor');
        await visitor.go(`/admin/members/${member.account.userId}`);
        await visitor.button('members:factor.reset').click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(visitor.t('members:factor.resetAbout')).waitFor();
        await visitor.look('member-second-factor');
        await dialog.getByRole('button', { name: visitor.t('members:factor.reset') }).click();
        await dialog.waitFor({ state: 'hidden' });
        await visitor.button('members:factor.reset').waitFor({ state: 'hidden' });
        await new Client(server).signIn(member.who.username, password);
        visitor.contented();
    });
});

describe('a member on a phone', () => {
    it('sets it up by himself, gets new recovery codes, and turns it off again', async () => {
        const visitor = await Visitor.open(browser, server, 'member', { language: 'en', narrow: true });
        const { page } = visitor;
        await visitor.signIn(member.who.username, password);
        await visitor.go('/account');
        await visitor.link('account:factor.setUp').click();
        await page.waitForURL('**/account/second-factor');
        const { secret, codes } = await connect(visitor);
        await visitor.button('factor:recovery.kept').click();
        await visitor.button('factor:renew.open').waitFor();
        await visitor.look('second-factor-on');
        const prove = async (open, action, code) => {
            await visitor.button(open).click();
            const dialog = page.getByRole('dialog');
            await visitor.password('account:password.current', dialog).fill(password);
            await visitor.field('factor:proof', dialog).fill(code);
            await visitor.look(action.split('.')[0].replace('factor:', 'second-factor-'));
            await dialog.getByRole('button', { name: visitor.t(action), exact: true }).click();
        };
        await steadyStep();
        await prove('factor:renew.open', 'factor:renew.action', totp(secret));
        const list = page.getByRole('list', { name: visitor.t('factor:recovery.title') });
        await list.waitFor();
        const renewed = await list.getByRole('listitem').allInnerTexts();
        assert.ok(!renewed.includes(codes[0]));
        await visitor.button('factor:recovery.kept').click();
        await prove('factor:turnOff.open', 'factor:turnOff.action', renewed[0]);
        await visitor.button('factor:begin.action').waitFor();
        await visitor.go('/account');
        await visitor.link('account:factor.setUp').waitFor();
        await visitor.look('account-second-factor-off');
        visitor.contented();
    });
});
