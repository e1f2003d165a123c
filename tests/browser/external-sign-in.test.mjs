import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { clientId, clientSecret, OpenIdProvider } from '../support/openid-provider.mjs';
import { password, person, setUp, signUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { prepareServer } from '../support/server.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** By a real OpenID provider: one signs up and has no password, another connects the account that he has. */
const browser = await launch();
const people = {};
const provider = { ko: { provider: '구글' }, en: { provider: 'Google' } };
let server, openid, newcomer, member;
before(async () => {
    server = await prepareServer('sqlite');
    server.port = await freePort();
    server.rtmpPort = await freePort();
    openid = await OpenIdProvider.start({ redirectUri: `${server.url}/auth/google/callback`, people });
    const config = join(server.data, 'config.toml');
    writeFileSync(config, `[providers.google]\nissuer = "${openid.issuer}"\nclient-id = "${clientId}"\nclient-secret = "${clientSecret}"\n`);
    await server.start({ samePorts: true, flags: ['--config', config, '--public-address', server.url] });
    const admin = await setUp(server);
    const { who } = await signUp(server, admin, 'member');
    const fresh = person('newcomer');
    people.newcomer = { email: fresh.email, email_verified: true, name: '새사람' };
    people.member = { email: who.email, email_verified: true, name: who.name };
    newcomer = Object.assign(await Visitor.open(browser, server, 'newcomer'), { who: fresh });
    member = Object.assign(await Visitor.open(browser, server, 'member', { language: 'en', narrow: true }), { who });
});
after(async () => {
    await browser.close();
    await openid?.stop();
    await server?.end();
});

const at = (visitor, path) => visitor.page.waitForURL((url) => url.origin === server.url && url.pathname === path);
/** What the provider's page asks. */
const say = (visitor, who) => visitor.page.getByRole('button', { name: who, exact: true }).click();
const goThere = (visitor) => visitor.link('identity:external.continue', provider[visitor.language]).click();

it('he refuses, is told so, and signs up at the second try', async () => {
    const { page, t } = newcomer;
    await newcomer.go('/signup');
    await newcomer.link('identity:external.continue', provider.ko).waitFor();
    await newcomer.look('external-buttons');
    await goThere(newcomer);
    await say(newcomer, 'Refuse');
    await at(newcomer, '/external');
    await page.getByText(t('identity:external.problems.denied.title')).waitFor();
    await newcomer.look('external-denied');
    await newcomer.link('identity:external.again', provider.ko).click();
    await say(newcomer, 'newcomer');
    await at(newcomer, '/signup/external');
    assert.equal(await newcomer.field('fields.name').inputValue(), '새사람');
    await newcomer.field('fields.username').fill(newcomer.who.username);
    await newcomer.button('identity:external.action').click();
    await page.getByText(t('rules.agree')).waitFor();
    await newcomer.look('external-signup');
    await page.getByRole('checkbox').check();
    await newcomer.button('identity:external.action').click();
    await at(newcomer, '/welcome');
});

it('without a password he keeps his last way in, and can set one', async () => {
    const { page, t } = newcomer;
    await newcomer.go('/account');
    await newcomer.heading(t('account:connections.title')).scrollIntoViewIfNeeded();
    await page.getByText(t('account:connections.last')).waitFor();
    assert.equal(await newcomer.button('account:connections.disconnectOf', provider.ko).isDisabled(), true);
    await newcomer.look('external-last-way-in');
    await newcomer.button('account:email.open').click();
    await page.getByText(t('account:password.needed')).waitFor();
    await newcomer.look('external-no-password');
    await newcomer.button('account:password.setAction').click();
    await at(newcomer, '/new-password');
});

it('whose address has an account here signs in to it and connects the two', async () => {
    const { page, t } = member;
    await member.go('/signin');
    await goThere(member);
    await say(member, 'member');
    await at(member, '/signup/external');
    await page.getByText(t('identity:external.takenAbout', { email: member.who.email, ...provider.en })).waitFor();
    await member.look('external-taken');
    await member.link('identity:external.signInAndConnect').click();
    await member.password().fill(password);
    await member.button('identity:signin.action').click();
    await at(member, '/signup/external');
    await member.button('identity:external.connect').waitFor();
    await member.look('external-connect');
    await member.button('identity:external.connect').click();
    await at(member, '/welcome');
});

it('disconnects it, and connects it again with the password', async () => {
    const { page, t } = member;
    await member.go('/account');
    await member.button('account:connections.disconnectOf', provider.en).click();
    await page.getByRole('dialog').getByRole('button', { name: t('account:connections.disconnect'), exact: true }).click();
    await page.getByText(t('account:connections.disconnected', provider.en)).waitFor();
    await member.button('account:connections.connectTitle', provider.en).click();
    await member.look('external-connect-dialog');
    await member.password('account:password.current', page.getByRole('dialog')).fill(password);
    await member.button('account:connections.go', provider.en).click();
    await at(member, '/account'); // the provider knows him still
    await page.getByText(t('account:connections.done', provider.en)).waitFor();
    await member.go('/signup/external'); // it was used up
    await page.getByText(t('identity:external.over')).waitFor();
});

it('nobody has anything to complain of', () => {
    for (const { complaints } of [newcomer, member]) assert.deepEqual(complaints.filter((one) => !/external\/arrival/.test(one)), []);
});
