import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { temporaryFolder } from '../support/folders.mjs';
import { OAuth2Provider } from '../support/oauth2-provider.mjs';
import { clientId, clientSecret, OpenIdProvider, throughOpenId } from '../support/openid-provider.mjs';
import { codeFor, password, person, setUp, signUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { prepareServer, slowness } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { totp } from '../support/totp.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('external sign-in', (kind) => {
    let server, admin, openid, plain;
    const people = {};
    const plainPeople = {};
    before(async () => {
        server = await prepareServer(kind);
        server.port = await freePort();
        server.rtmpPort = await freePort();
        openid = await OpenIdProvider.start({ redirectUri: `${server.url}/auth/google/callback`, people });
        plain = await OAuth2Provider.start(plainPeople);
        const secret = join(temporaryFolder('secret'), 'client-secret');
        writeFileSync(secret, `${clientSecret}\n`);
        const config = join(server.data, 'config.toml');
        writeFileSync(config, `
            [providers.google]
            issuer = "${openid.issuer}"
            client-id = "${clientId}"
            client-secret-file = "${secret}"
            [providers.naver]
            authorization-address = "${plain.url}/authorize"
            token-address = "${plain.url}/token"
            userinfo-address = "${plain.url}/me"
            client-id = "${clientId}"
            [providers.gone]
            issuer = "http://127.0.0.1:1"
            client-id = "x"
            client-secret = "y"
            label = "떠난 곳"
            label-en = "Gone"`);
        await server.start({ samePorts: true, flags: ['--config', config, '--public-address', server.url], env: { AHIMMOYAK_PROVIDERS_NAVER_CLIENT_SECRET: clientSecret } });
        admin = await setUp(server);
    });
    after(async () => {
        await openid?.stop();
        await plain?.stop();
        await server?.end();
        // What is secret is in no line of the log, nor what leads to it.
        for (const secret of [clientSecret, 'code=', 'state=']) assert.ok(!server.log.includes(secret), `the log has ${secret}`);
    });

    let known = 0;
    /** Somebody with an account at the provider. */
    const somebody = (more = {}, at = people) => {
        const { email, name, username } = person('external');
        known += 1;
        const sub = `sub-${known}`;
        at[sub] = at === people ? { email, email_verified: true, name, ...more } : { id: sub, email, name, ...more };
        return { sub, email: at[sub].email, username, name };
    };
    const begin = async (client, { provider = 'google', mode = 'signin', next } = {}) => {
        const answer = (await client.get(`/auth/v1/${provider}?${new URLSearchParams({ mode, ...(next && { next }) })}`)).is(302);
        return answer.headers.location;
    };
    const inside = (location) => { const { pathname, search } = new URL(location, server.url); return pathname + search; };
    /** Where the browser is in the end. */
    const finish = async (client, location) => (await client.get(inside(location))).is(302).headers.location;
    const go = async (client, who, options) => finish(client, await throughOpenId(openid, await begin(client, options), who));
    const signUpBy = async (client, { username, name }, more = {}) => client.post('/auth/v1/external/signup', { username, name, agreed: true, ...more });
    const member = async (more) => {
        const who = somebody(more);
        const client = new Client(server);
        assert.equal(await go(client, who.sub, { mode: 'signup' }), '/signup/external');
        client.account = (await signUpBy(client, who)).is(201).body.account;
        return Object.assign(client, { who });
    };
    const problemOf = (location) => new URLSearchParams(location.split('?')[1]).get('problem');
    const isProblem = (location, problem) => assert.ok(location.startsWith('/external?') && problemOf(location) === problem, `${location} is not ${problem}`);

    describe('comes in', () => {
        it('by what is configured, which pages are told', async () => {
            const { providers } = await new Client(server).read('/v1/installation');
            assert.deepEqual(providers, [{ name: 'gone', labelKo: '떠난 곳', labelEn: 'Gone' }, { name: 'google', labelKo: '구글', labelEn: 'Google' }, { name: 'naver', labelKo: '네이버', labelEn: 'Naver' }]);
            (await new Client(server).get('/auth/v1/kakao?mode=signin')).is(404);
            (await new Client(server).get('/auth/kakao/callback?code=x')).is(404);
            (await new Client(server).get('/auth/v1/google?mode=else')).is(422);
        });

        it('with code, PKCE, state and nonce, and signs up with what is missing', async () => {
            const who = somebody();
            const client = new Client(server);
            const location = await begin(client, { mode: 'signup', next: '/invitation' });
            const asked = new URL(location).searchParams;
            for (const name of ['state', 'nonce', 'code_challenge']) assert.match(asked.get(name), /^[\w-]{43,}$/, name);
            assert.deepEqual([asked.get('response_type'), asked.get('code_challenge_method'), asked.get('redirect_uri')], ['code', 'S256', `${server.url}/auth/google/callback`]);
            assert.deepEqual([client.cookie('external_journey').said.httponly, client.cookie('external_journey').said.samesite], [true, 'Lax']);
            assert.equal(await finish(client, await throughOpenId(openid, location, who.sub)), '/signup/external');
            const arrival = await client.read('/auth/v1/external/arrival');
            assert.deepEqual(arrival, { provider: 'google', name: who.name, email: who.email, emailVerified: true, emailTaken: false, next: '/invitation' });
            (await new Client(server).get('/auth/v1/external/arrival')).is(404);
            (await signUpBy(new Client(server), who)).is(404);
            assert.equal((await signUpBy(client, { ...who, username: admin.account.username })).is(422).body.errors[0].pointer, '/username');
            (await client.post('/auth/v1/external/signup', { username: who.username, name: who.name, agreed: false })).is(422);
            const made = (await signUpBy(client, who, { phone: '010-1234-5678' })).is(201).body;
            assert.deepEqual([made.account.email, made.account.confirmed, made.codeExpiresAt], [who.email, true, null]);
            assert.deepEqual(client.cookies.map(({ name }) => name).sort(), ['access_token', 'id_token', 'refresh_token']);
            assert.equal((await client.read('/users/v1/user')).phone, '010-1234-5678');
            assert.deepEqual((await client.read('/users/v1/consents')).due, []);
            await client.refresh();
            (await signUpBy(client, { ...who, username: `${who.username}2` })).is(404);
        });

        it('and the next time is signed in, and led where it was going', async () => {
            const { who } = await member();
            const again = new Client(server);
            assert.equal(await go(again, who.sub, { next: '/learn?x=1' }), '/learn?x=1');
            assert.equal((await again.read('/auth/v1/info')).email, who.email);
            assert.equal((await again.read('/auth/v1/sessions')).items.length, 2);
            for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a b']) assert.equal(await go(new Client(server), who.sub, { next }), '/', next);
            const noted = (await admin.read('/v1/admin/audit?' + new URLSearchParams({ action: 'GET /auth/{provider}/callback', person: who.email }))).items;
            assert.ok(noted.length > 0);
        });

        it('with a code when the provider has not verified the address', async () => {
            const who = somebody({ email_verified: false });
            const client = new Client(server);
            await go(client, who.sub);
            assert.equal((await client.read('/auth/v1/external/arrival')).emailVerified, false);
            const made = (await signUpBy(client, who)).is(201).body;
            assert.deepEqual([made.account, made.email], [null, who.email]);
            assert.ok(made.codeExpiresAt);
            assert.deepEqual(client.cookies, []);
            assert.equal(await go(client, who.sub), `/confirm?email=${encodeURIComponent(who.email)}&provider=google`);
            (await client.post('/auth/v1/confirm', { email: who.email, code: await codeFor(admin, who.email) })).is(204);
            assert.equal(await go(client, who.sub), '/');
            assert.equal((await client.read('/auth/v1/info')).username, who.username);
        });

        it('with another address, or without one at the provider, by a code', async () => {
            const who = somebody();
            const client = new Client(server);
            await go(client, who.sub);
            assert.equal((await signUpBy(client, who, { email: `other.${who.email}` })).is(201).body.account, null);
            const without = somebody({ email: undefined, email_verified: undefined });
            await go(client, without.sub);
            assert.equal((await signUpBy(client, without)).is(422).body.errors[0].pointer, '/email');
            const { email } = person('given');
            assert.equal((await signUpBy(client, without, { email })).is(201).body.email, email);
        });

        it('by plain OAuth 2.0 as well, whose address needs a code', async () => {
            const who = somebody({}, plainPeople);
            const client = new Client(server);
            const location = plain.pass(await begin(client, { provider: 'naver', mode: 'signup' }), who.sub);
            assert.equal(await finish(client, location), '/signup/external');
            assert.deepEqual(await client.read('/auth/v1/external/arrival'), { provider: 'naver', name: who.name, email: who.email, emailVerified: false, emailTaken: false, next: '/' });
            (await signUpBy(client, who)).is(201);
            (await client.post('/auth/v1/confirm', { email: who.email, code: await codeFor(admin, who.email) })).is(204);
            assert.equal(await finish(client, plain.pass(await begin(client, { provider: 'naver' }), who.sub)), '/');
            await client.read('/auth/v1/info');
        });
    });

    describe('takes nothing over', () => {
        it('from an account with the same address, which signs in first and is connected then', async () => {
            const owner = await signUp(server, admin, 'owner');
            const who = somebody({ email: owner.who.email.toUpperCase() });
            const client = new Client(server);
            assert.equal(await go(client, who.sub), '/signup/external');
            const arrival = await client.read('/auth/v1/external/arrival');
            assert.deepEqual([arrival.email, arrival.emailTaken], [owner.who.email, true]);
            assert.deepEqual((await signUpBy(client, who)).is(422).body.errors.map(({ pointer, code }) => [pointer, code]), [['/email', 'taken']]);
            (await client.post('/auth/v1/external/link')).is(401);
            // A session that was open before proves nothing.
            owner.keep([`external_arrival=${client.cookie('external_arrival').value}; Path=/auth/v1/external`]);
            assert.equal((await owner.post('/auth/v1/external/link')).is(409).body.code, 'sign_in_again');
            await client.signIn(owner.who.email, password);
            (await client.post('/auth/v1/external/link')).is(204);
            (await client.post('/auth/v1/external/link')).is(404);
            const again = new Client(server);
            assert.equal(await go(again, who.sub), '/');
            assert.equal((await again.read('/auth/v1/info')).userId, owner.account.userId);
        });

        it('from who proves later that an unconfirmed address is his', async () => {
            const { email } = person('victim');
            const thief = somebody({ email_verified: false, email });
            const client = new Client(server);
            await go(client, thief.sub);
            (await signUpBy(client, thief)).is(201);
            (await new Client(server).post('/auth/v1/password-reset', { email })).is(204);
            const code = await until('the code', async () => /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec((await admin.read('/v1/admin/mailbox?limit=100')).items.find((each) => each.recipient === email && each.text.includes('-'))?.text ?? '')?.[0]);
            (await new Client(server).post('/auth/v1/password-reset/confirm', { email, code, password })).is(204);
            assert.equal(await go(client, thief.sub), '/signup/external');
            await new Client(server).signIn(email, password);
        });
    });

    describe('in the own account', () => {
        const identities = '/users/v1/user/external-identities';
        it('is connected with the password, opens it, and is disconnected', async () => {
            const owner = await signUp(server, admin, 'linker');
            const who = somebody();
            assert.deepEqual(await owner.read(identities), { items: [], hasPassword: true });
            for (const body of [{}, { password: 'not the one' }]) assert.equal((await owner.post(`${identities}/google`, body)).is(422).body.errors[0].pointer, '/password');
            const { location } = (await owner.post(`${identities}/google`, { password })).is(200).body;
            assert.equal(await finish(owner, await throughOpenId(openid, location, who.sub)), '/account?linked=google');
            const [linked] = (await owner.read(identities)).items;
            assert.deepEqual([linked.provider, linked.email], ['google', who.email]);
            assert.equal((await owner.post(`${identities}/google`, { password })).is(409).body.code, 'linked_already');
            const by = new Client(server);
            assert.equal(await go(by, who.sub), '/');
            assert.equal((await by.read('/auth/v1/info')).userId, owner.account.userId);
            (await owner.delete(`${identities}/naver`)).is(404);
            (await owner.delete(`${identities}/google`)).is(204);
            (await owner.delete(`${identities}/google`)).is(404);
            assert.equal(await go(new Client(server), who.sub), '/signup/external');
            const told = (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => each.recipient === owner.who.email && /외부 계정/.test(each.subject));
            assert.equal(told.length, 2);
        });

        it('is not connected twice, nor after the session is over', async () => {
            const { who } = await member();
            const other = await signUp(server, admin, 'second');
            const start = async () => (await other.post(`${identities}/google`, { password })).is(200).body.location;
            isProblem(await finish(other, await throughOpenId(openid, await start(), who.sub)), 'taken');
            const fresh = somebody();
            const location = await throughOpenId(openid, await start(), fresh.sub);
            const journey = other.cookie('external_journey').value;
            (await other.post('/auth/v1/signout-everywhere', { keepThis: false })).is(204);
            other.keep([`external_journey=${journey}; Path=/auth`]);
            isProblem(await finish(other, location), 'over');
            assert.equal(await go(new Client(server), fresh.sub), '/signup/external');
        });

        it('is told of in the export, and forgotten with the account', async () => {
            const owner = await signUp(server, admin, 'forgotten');
            const who = somebody();
            const { location } = (await owner.post(`${identities}/google`, { password })).is(200).body;
            await finish(owner, await throughOpenId(openid, location, who.sub));
            const { externalIdentities } = JSON.parse((await owner.post('/users/v1/user/export', { password })).is(200).text);
            assert.deepEqual(externalIdentities.map(({ provider, email }) => [provider, email]), [['google', who.email]]);
            (await owner.post('/users/v1/user/deletion', { password })).is(204);
            assert.equal(await go(new Client(server), who.sub), '/signup/external');
        });

        it('opens nothing while the account is locked', async () => {
            const client = await member();
            (await admin.put(`/v1/admin/members/${client.account.userId}/lock`, { reason: '확인 중' })).is(200);
            isProblem(await go(new Client(server), client.who.sub), 'locked');
            (await admin.delete(`/v1/admin/members/${client.account.userId}/lock`)).is(200);
            assert.equal(await go(new Client(server), client.who.sub), '/');
        });

        it('does not spare one the second factor', async () => {
            const owner = await signUp(server, admin, 'twice');
            const who = somebody();
            const { location } = (await owner.post(`${identities}/google`, { password })).is(200).body;
            await finish(owner, await throughOpenId(openid, location, who.sub));
            const { secret } = (await owner.post('/auth/v1/second-factor', { password })).is(200).body;
            (await owner.post('/auth/v1/second-factor/confirm', { code: totp(secret, { steps: -1 }) })).is(200);
            const client = new Client(server);
            const page = new URL(await go(client, who.sub, { next: '/learn?x=1' }), server.url);
            assert.deepEqual([page.pathname, page.searchParams.get('next')], ['/signin', '/learn?x=1']);
            assert.ok(!client.cookie('access_token'));
            const ticket = new URLSearchParams(page.hash.slice(1)).get('second-factor');
            (await client.post('/auth/v1/signin/second-factor', { ticket, code: '000000' })).is(422);
            (await client.post('/auth/v1/signin/second-factor', { ticket, code: totp(secret) })).is(200);
            await client.read('/auth/v1/info');
        });

        it('asks who has no password to set one where the own password is asked', async () => {
            const client = await member();
            const asked = [['/users/v1/user/export', { password }], ['/users/v1/user/deletion', { password }], ['/users/v1/user/email', { email: 'another@example.kr', password }]];
            for (const [path, body] of asked) assert.equal((await client.post(path, body)).is(409).body.code, 'no_password', path);
        });

        it('without a password it is the last way in, until one is set', async () => {
            const client = await member();
            const { email } = client.who;
            assert.equal((await client.read(identities)).hasPassword, false);
            assert.equal((await client.delete(`${identities}/google`)).is(409).body.code, 'last_way_in');
            assert.equal((await client.post('/auth/v1/password', { currentPassword: 'x', newPassword: password })).is(409).body.code, 'no_password');
            (await new Client(server).post('/auth/v1/signin', { login: email, password })).is(401);
            (await client.post('/auth/v1/password-reset', { email })).is(204);
            const code = await until('the code', async () => /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec((await admin.read('/v1/admin/mailbox?limit=100')).items.find((each) => each.recipient === email)?.text ?? '')?.[0]);
            (await client.post('/auth/v1/password-reset/confirm', { email, code, password })).is(204);
            const again = await new Client(server).signIn(email, password);
            (await again.delete(`${identities}/google`)).is(204);
            assert.deepEqual(await again.read(identities), { items: [], hasPassword: true });
        });
    });

    describe('refuses, in words, and keeps nothing', () => {
        /** Tries to come in; whatever happens at the provider, there is no account, no session, no arrival. */
        const refused = async (problem, { who = somebody(), way } = {}) => {
            const client = new Client(server);
            const location = await begin(client, { mode: 'signup' });
            const back = await throughOpenId(openid, location, who.sub ?? who);
            const before = await snapshot(server);
            const end = await (way ?? finish)(client, back);
            isProblem(end, problem);
            assert.equal(new URLSearchParams(end.split('?')[1]).get('provider'), 'google');
            const now = await snapshot(server);
            delete before.external_journey;
            delete now.external_journey;
            assert.deepEqual(now, before);
            assert.deepEqual(client.cookies.filter(({ name }) => name !== 'external_journey'), []);
            return client;
        };
        const tampered = (problem, how) => async () => {
            openid.tamper = await how();
            try { await refused(problem); } finally { openid.tamper = undefined; }
        };
        const disturbed = (problem, how) => async () => {
            openid.disturb = how;
            try { await refused(problem); } finally { openid.disturb = undefined; }
        };
        const now = () => Math.floor(Date.now() / 1000);

        it('a denied consent', async () => { await refused('denied', { who: { sub: '' } }); });
        it('a wrong state', () => refused('stale', { way: (client, back) => finish(client, back.replace(/state=[^&]+/, 'state=another')) }));
        it('no state', () => refused('stale', { way: (client, back) => finish(client, back.replace(/state=[^&]+/, '')) }));
        it('a state of another browser', () => refused('stale', { way: (client, back) => finish(new Client(server), back) }));
        it('a state of another browser that has one of its own', () => refused('stale', {
            way: async (client, back) => { const other = new Client(server); await begin(other); return finish(other, back); },
        }));
        it('an issuer of another', () => refused('untrusted', { way: (client, back) => finish(client, back.replace(/iss=[^&]+/, `iss=${encodeURIComponent('https://evil.example')}`)) }));
        it('a code that is none', () => refused('refused', { way: (client, back) => finish(client, back.replace(/code=[^&]+/, 'code=another')) }));
        it('a state, and a code, a second time', async () => {
            const client = await member();
            const location = await throughOpenId(openid, await begin(client), client.who.sub);
            const cookie = client.cookie('external_journey').value;
            assert.equal(await finish(client, location), '/');
            client.keep([`external_journey=${cookie}; Path=/auth`]);
            isProblem(await finish(client, location), 'stale');
            // The code with a state that is good: the provider knows that it was used.
            const fresh = await throughOpenId(openid, await begin(client), client.who.sub);
            const code = new URL(location).searchParams.get('code');
            isProblem(await finish(client, fresh.replace(/code=[^&]+/, `code=${code}`)), 'refused');
        });
        it('a wrong nonce', tampered('untrusted', () => openid.resign({ nonce: 'another' })));
        it('no nonce', tampered('untrusted', () => openid.resign({ nonce: undefined })));
        it('an expired token', tampered('untrusted', () => openid.resign({ iat: now() - 500, exp: now() - 300 })));
        it('a token of the future', tampered('untrusted', () => openid.resign({ iat: now() + 300, exp: now() + 900 })));
        it('a token for another client', tampered('untrusted', () => openid.resign({ aud: 'another' })));
        it('a token of another issuer', tampered('untrusted', () => openid.resign({ iss: 'https://evil.example' })));
        it('a token signed by another\'s key of the same name', tampered('untrusted', () => openid.foreign()));
        it('a token signed by a key that nobody knows', tampered('untrusted', () => openid.foreign('nobody knows')));
        it('a token that nobody signed', tampered('untrusted', () => openid.unsigned()));
        it('no id token', tampered('untrusted', () => ({ id_token, ...rest }) => rest));
        it('a subject that cannot be kept', tampered('untrusted', () => openid.resign({ sub: 'a\u0000b' })));
        it('a word about another', disturbed('untrusted', (request, response) => request.url === '/me' && (response.end('{"sub":"another","email":"x@example.kr"}'), true)));
        it('an error of the provider', disturbed('unreachable', (request, response) => request.url === '/token' && (response.writeHead(503).end('{}'), true)));
        it('nonsense', disturbed('unreachable', (request, response) => request.url === '/token' && (response.end('<html>'), true)));
        it('a redirect elsewhere', disturbed('unreachable', (request, response) => request.url === '/token' && (response.writeHead(302, { location: `${openid.issuer}/me` }).end(), true)));
        it('an answer without end', disturbed('unreachable', (request, response) => {
            if (request.url !== '/token') return false;
            const more = () => { while (!response.destroyed && response.write('x'.repeat(65_536))); };
            response.on('drain', more);
            response.on('error', () => {});
            more();
            return true;
        }));
        it('no answer, within its time', { timeout: 30_000 * slowness }, async () => {
            const begun = performance.now();
            await disturbed('unreachable', (request) => request.url === '/token')();
            const seconds = (performance.now() - begun) / 1000;
            assert.ok(seconds > 9 && seconds < 14 * slowness, `${seconds} s`);
        });
        it('a provider that is down, at the start and on the way back', async () => {
            isProblem(await begin(new Client(server), { provider: 'gone' }), 'unreachable');
            const who = somebody();
            await refused('unreachable', { who, way: async (client, back) => { await openid.away(); try { return await finish(client, back); } finally { await openid.back(); } } });
            const owner = await signUp(server, admin, 'down');
            (await owner.post('/users/v1/user/external-identities/gone', { password })).is(503);
        });
        it('plain OAuth 2.0 whose code is used twice', async () => {
            const who = somebody({}, plainPeople);
            const client = new Client(server);
            const location = plain.pass(await begin(client, { provider: 'naver' }), who.sub);
            plain.codes.clear();
            isProblem(await finish(client, location), 'refused');
        });
    });

    it('takes new keys of the provider, and does not ask for them without end', async () => {
        const { who } = await member();
        await openid.rotate();
        assert.equal(await go(new Client(server), who.sub), '/');
        openid.asked.length = 0;
        assert.equal(await go(new Client(server), who.sub), '/');
        const asked = openid.asked.filter((each) => /jwks|well-known/.test(each));
        assert.deepEqual(asked, [], 'discovery and keys are kept');
        openid.tamper = openid.foreign('never heard of');
        for (let i = 0; i < 6; i += 1) isProblem(await go(new Client(server), who.sub), 'untrusted');
        openid.tamper = undefined;
        assert.ok(openid.asked.filter((each) => each.includes('jwks')).length <= 3, `${openid.asked}`);
        assert.equal(await go(new Client(server), who.sub), '/');
    });
});
