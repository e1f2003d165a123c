import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { codeFor, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

const browser = await launch();
let server, admin;
before(async () => {
    server = await startServer('sqlite');
    admin = await setUp(server);
});
after(async () => {
    await browser.close();
    await server?.end();
});

const resetCode = (email) => until('the letter with the code', async () => {
    const { items } = await admin.read('/v1/admin/mailbox?limit=100');
    return /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(items.find((each) => each.recipient === email && each.text.includes('-'))?.text ?? '')?.[0];
});

async function typeCode(visitor, code) {
    await visitor.page.getByLabel(visitor.t('codes:digit', { count: 1 })).click();
    await visitor.page.keyboard.type(code);
}

const forgive = (visitor, status) => { visitor.complaints = visitor.complaints.filter((each) => !each.includes(`status of ${status}`)); };

// A Korean at a desk, a foreigner on a phone: the same walk.
for (const [language, narrow] of [['ko', false], ['en', true]]) {
    describe(`the owner of an account (${language})`, () => {
        let who, visitor, newest;
        before(async () => {
            who = await signUp(server, admin, `owner.${language}`);
            visitor = await Visitor.open(browser, server, language, { language, narrow });
        });

        it('has forgotten the password and sets a new one by the code of a letter', async () => {
            const { page, t } = visitor;
            await visitor.go('/signin');
            await visitor.field('identity:signin.login').fill(who.who.email);
            await visitor.link('identity:signin.forgot').click();
            await page.waitForURL('**/forgot?*');
            if (narrow) await visitor.look('forgot');
            assert.equal(await visitor.field('fields.email').inputValue(), who.who.email);
            await visitor.button('identity:forgot.action').click();
            await page.waitForURL('**/new-password?*');
            const set = async (code, secret) => {
                await visitor.field('identity:newPassword.code').fill(code);
                await visitor.password('identity:newPassword.password').fill(secret);
                await visitor.button('identity:newPassword.action').click();
            };
            newest = `battery staple ${language}`;
            await set('AAAA-AAAA', newest);
            await page.getByText(language === 'ko' ? /코드가 다르거나/ : /code is wrong/).waitFor();
            await visitor.look('new-password-wrong');
            forgive(visitor, 422);
            await set((await resetCode(who.who.email)).toLowerCase(), newest);
            await page.waitForURL('**/signin?*');
            await visitor.password().fill(newest);
            await visitor.button('identity:signin.action').click();
            await page.waitForURL('**/welcome');
            assert.equal((await who.get('/auth/v1/info')).status, 401, t('account:sessions.title'));
        });

        it('sees where he is signed in, and ends what is not his', async () => {
            const { page, t } = visitor;
            const others = [];
            for (let i = 0; i < 2; i += 1) {
                others.push(new Client(server));
                (await others[i].post('/auth/v1/signin', { login: who.who.email, password: newest }, { headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1' } })).is(200);
            }
            await visitor.go('/account');
            const list = page.getByRole('list', { name: t('account:sessions.title') });
            await list.getByText(t('account:sessions.this')).waitFor();
            assert.equal(await list.getByRole('listitem').count(), 3);
            await page.getByRole('heading', { name: t('account:sessions.title') }).scrollIntoViewIfNeeded();
            await visitor.look('account');
            // The access token runs out while the page is open: nobody notices.
            await page.context().clearCookies({ name: 'access_token' });
            await list.getByRole('button').first().click();
            await page.getByRole('dialog').getByRole('button', { name: t('account:sessions.signOut'), exact: true }).click();
            await until('one is gone', async () => await list.getByRole('listitem').count() === 2);
            assert.deepEqual((await Promise.all(others.map((each) => each.get('/auth/v1/info')))).map(({ status }) => status).sort(), [200, 401]);
            forgive(visitor, 401);
            const elsewhere = await Visitor.open(browser, server, 'elsewhere', { language, narrow });
            await elsewhere.signIn(who.who.email, newest);
            await elsewhere.page.waitForLoadState('networkidle');
            await visitor.button('account:sessions.endOthers').click();
            await page.getByRole('dialog').getByRole('button', { name: t('account:sessions.signOut'), exact: true }).click();
            await until('only this one is left', async () => await list.getByRole('listitem').count() === 1);
            await elsewhere.page.waitForURL('**/signin*'); // by itself: the stream of its session was closed
            await elsewhere.close();
        });

        it('changes the e-mail address by a code, and the password', async () => {
            const { page, t } = visitor;
            const email = `moved.${who.who.email}`;
            await visitor.button('account:email.open').click();
            const dialog = page.getByRole('dialog');
            await visitor.field('account:email.new', dialog).fill(email);
            await visitor.password('account:password.current', dialog).fill('not the one');
            await visitor.button('account:email.send').click();
            await page.getByText(language === 'ko' ? /비밀번호와 다릅니다/ : /not your present password/).waitFor();
            forgive(visitor, 422);
            await visitor.look('change-email');
            await visitor.password('account:password.current', dialog).fill(newest);
            await visitor.button('account:email.send').click();
            await dialog.getByText(t('account:email.sentTo', { email })).waitFor();
            await visitor.look('change-email-code');
            await typeCode(visitor, await codeFor(admin, email));
            await dialog.waitFor({ state: 'detached' });
            await page.getByText(email, { exact: true }).waitFor();

            await visitor.button('account:password.open').click();
            await visitor.password('account:password.current', dialog).fill(newest);
            await visitor.password('account:password.new', dialog).fill('short');
            await visitor.button('account:password.action').click();
            await dialog.getByText(t('rules.password')).waitFor();
            await visitor.look('change-password');
            await visitor.password('account:password.new', dialog).fill(password);
            await visitor.button('account:password.action').click();
            await dialog.waitFor({ state: 'detached' });
            await new Client(server).signIn(email, password);
        });

        it('signs out everywhere', async () => {
            const { page, t } = visitor;
            await visitor.button('account:sessions.endAll').click();
            await page.getByRole('dialog').getByRole('button', { name: t('account:sessions.signOut'), exact: true }).click();
            await page.waitForURL('**/signin');
            await visitor.go('/account');
            await page.waitForURL('**/signin*');
            visitor.contented();
        });
    });
}
