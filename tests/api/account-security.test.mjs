import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { codeFor, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const newPassword = 'battery staple 2';

onEachDatabase('the security of an account', (kind) => {
    let server, admin;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
    });
    after(() => server?.end());

    const again = (who, secret = password) => new Client(server).signIn(who.who.username, secret);
    const letters = async (email) => (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => each.recipient === email);
    const wrongCode = (answer) => assert.deepEqual(answer.is(422).body.errors.map(({ pointer, code }) => [pointer, code]), [['/code', 'wrong_code']]);
    /** The code of the newest letter that has one, when there are that many. */
    const resetCode = (email, count = 1) => until('the letter with the code', async () => {
        const codes = (await letters(email)).map(({ id, text }) => [id, /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(text)?.[0]]).filter(([, code]) => code);
        return codes.length >= count && codes.sort(([a], [b]) => b - a)[0][1];
    });

    describe('sessions', () => {
        it('are listed with device, address and which one this is', async () => {
            const who = await signUp(server, admin, 'lister');
            const other = new Client(server);
            (await other.post('/auth/v1/signin', { login: who.who.username, password }, { headers: { 'user-agent': chrome } })).is(200);
            const { items } = await who.read('/auth/v1/sessions');
            assert.equal(items.length, 2);
            const [newest, own] = items;
            assert.deepEqual([newest.browser, newest.system, newest.address, newest.current], ['Chrome', 'Windows', other.address, false]);
            assert.deepEqual([own.address, own.current], [who.address, true]);
            assert.ok(Date.parse(own.createdAt) <= Date.parse(own.seenAt));
        });

        it('end one by one, and only by their owner', async () => {
            const who = await signUp(server, admin, 'ender');
            const stranger = await signUp(server, admin, 'stranger');
            const other = await again(who);
            const id = (await other.read('/auth/v1/sessions')).items.find((each) => each.current).id;
            (await stranger.delete(`/auth/v1/sessions/${id}`)).is(404);
            await other.read('/auth/v1/info');
            (await who.delete(`/auth/v1/sessions/${id}`)).is(204);
            (await other.get('/auth/v1/info')).is(401);
            (await other.post('/auth/refresh')).is(401);
            (await who.delete(`/auth/v1/sessions/${id}`)).is(404);
            assert.equal((await who.read('/auth/v1/sessions')).items.length, 1);
        });

        it('end all at once, with or without this one', async () => {
            const who = await signUp(server, admin, 'everywhere');
            const others = [await again(who), await again(who)];
            const stranger = await signUp(server, admin, 'untouched');
            (await who.post('/auth/v1/signout-everywhere', { keepThis: true })).is(204);
            for (const each of others) (await each.get('/auth/v1/info')).is(401);
            await who.read('/auth/v1/info');
            const last = await again(who);
            (await who.post('/auth/v1/signout-everywhere', { keepThis: false })).is(204);
            assert.deepEqual(who.cookies, []);
            (await last.get('/auth/v1/info')).is(401);
            await stranger.read('/auth/v1/info');
        });
    });

    describe('the password', () => {
        it('changes with the old one, ends the other sessions and is told by mail', async () => {
            const who = await signUp(server, admin, 'changer');
            const other = await again(who);
            const refused = (await who.post('/auth/v1/password', { currentPassword: 'not the one', newPassword })).is(422);
            assert.equal(refused.body.errors[0].pointer, '/currentPassword');
            await other.read('/auth/v1/info');
            (await who.post('/auth/v1/password', { currentPassword: password, newPassword })).is(204);
            await who.read('/auth/v1/info');
            await who.refresh();
            (await other.get('/auth/v1/info')).is(401);
            (await new Client(server).post('/auth/v1/signin', { login: who.who.username, password })).is(401);
            await again(who, newPassword);
            assert.ok((await letters(who.who.email)).some(({ subject }) => /Your password was changed/.test(subject)));
        });

        it('is not guessed by who holds a session', async () => {
            const who = await signUp(server, admin, 'guessed');
            const statuses = [];
            for (let i = 0; i < 15 && statuses.at(-1) !== 429; i += 1) statuses.push((await who.post('/auth/v1/password', { currentPassword: `guess ${i}`, newPassword })).status);
            assert.equal(statuses.at(-1), 429, `${statuses}`);
        });

        it('is set anew by a code, which works once and ends all sessions', async () => {
            const who = await signUp(server, admin, 'forgetful');
            const { email } = who.who;
            const visitor = new Client(server);
            (await visitor.post('/auth/v1/password-reset', { email: email.toUpperCase() })).is(204);
            const code = await resetCode(email);
            wrongCode(await visitor.post('/auth/v1/password-reset/confirm', { email, code: 'AAAA-AAAA', password: newPassword }));
            wrongCode(await visitor.post('/auth/v1/password-reset/confirm', { email: admin.account.email, code, password: newPassword }));
            await who.read('/auth/v1/info');
            (await visitor.post('/auth/v1/password-reset/confirm', { email, code: code.toLowerCase().replace('-', ' '), password: newPassword })).is(204);
            (await who.get('/auth/v1/info')).is(401);
            (await who.post('/auth/refresh')).is(401);
            await again(who, newPassword);
            wrongCode(await visitor.post('/auth/v1/password-reset/confirm', { email, code, password }));
        });

        it('is not set by an older code or after too many attempts', async () => {
            const { who: { email } } = await signUp(server, admin, 'attempted');
            const visitor = new Client(server);
            const set = (code) => visitor.post('/auth/v1/password-reset/confirm', { email, code, password: newPassword });
            (await visitor.post('/auth/v1/password-reset', { email })).is(204);
            const first = await resetCode(email);
            (await visitor.post('/auth/v1/password-reset', { email })).is(204);
            const second = await resetCode(email, 2);
            wrongCode(await set(first));
            for (let i = 0; i < 4; i += 1) wrongCode(await set('AAAA-AAAA'));
            wrongCode(await set(second));
        });

        it('answers alike for an address that is nobody\'s, and sends nothing there', async () => {
            const email = 'nobody.at.all@example.kr';
            const somebody = await signUp(server, admin, 'known');
            const statuses = { nobody: [], somebody: [] };
            for (let i = 0; i < 5; i += 1) {
                statuses.nobody.push((await new Client(server).post('/auth/v1/password-reset', { email })).status);
                statuses.somebody.push((await new Client(server).post('/auth/v1/password-reset', { email: somebody.who.email })).status);
            }
            assert.deepEqual(statuses.nobody, statuses.somebody);
            assert.deepEqual([statuses.nobody[0], statuses.nobody.at(-1)], [204, 429]);
            wrongCode(await new Client(server).post('/auth/v1/password-reset/confirm', { email, code: 'AAAA-AAAA', password }));
            await resetCode(somebody.who.email);
            assert.deepEqual(await letters(email), []);
        });
    });

    describe('the e-mail address', () => {
        it('changes with password and code, and the old address is told', async () => {
            const who = await signUp(server, admin, 'mover');
            const email = `moved.${who.who.email}`;
            assert.equal((await who.post('/users/v1/user/email', { email, password: 'not the one' })).is(422).body.errors[0].pointer, '/password');
            const begun = (await who.post('/users/v1/user/email', { email, password })).is(200).body;
            assert.equal(begun.email, email);
            assert.ok(Date.parse(begun.codeExpiresAt) > Date.now());
            const code = await codeFor(admin, email);
            wrongCode(await who.post('/users/v1/user/email/confirm', { code: code === '000000' ? '000001' : '000000' }));
            wrongCode(await admin.post('/users/v1/user/email/confirm', { code }));
            assert.equal((await who.read('/users/v1/user')).email, who.who.email);
            assert.equal((await who.post('/users/v1/user/email/confirm', { code })).is(200).body.email, email);
            assert.equal((await who.read('/auth/v1/info')).email, email);
            wrongCode(await who.post('/users/v1/user/email/confirm', { code }));
            const told = (await letters(who.who.email)).filter(({ text }) => text.includes(email));
            assert.equal(told.length, 2, 'before and after');
            await new Client(server).signIn(email, password);
            (await new Client(server).post('/auth/v1/signin', { login: who.who.email, password })).is(401);
        });

        it('is not taken from another, nor again the own', async () => {
            const who = await signUp(server, admin, 'taker');
            for (const [email, code] of [[admin.account.email, 'taken'], [who.who.email, 'unchanged']]) {
                assert.equal((await who.post('/users/v1/user/email', { email, password })).is(422).body.errors[0].code, code);
            }
        });

        it('does not change by a code that a new password has overtaken, nor a password by the old address', async () => {
            const who = await signUp(server, admin, 'overtaken');
            const email = `new.${who.who.email}`;
            (await who.post('/users/v1/user/email', { email, password })).is(200);
            (await who.post('/auth/v1/password', { currentPassword: password, newPassword })).is(204);
            wrongCode(await who.post('/users/v1/user/email/confirm', { code: await codeFor(admin, email) }));
            const last = `last.${who.who.email}`;
            (await new Client(server).post('/auth/v1/password-reset', { email: who.who.email })).is(204);
            const code = await resetCode(who.who.email);
            (await who.post('/users/v1/user/email', { email: last, password: newPassword })).is(200);
            (await who.post('/users/v1/user/email/confirm', { code: await codeFor(admin, last) })).is(200);
            wrongCode(await new Client(server).post('/auth/v1/password-reset/confirm', { email: who.who.email, code, password }));
        });
    });
});
