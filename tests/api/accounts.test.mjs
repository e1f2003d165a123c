import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { codeFor, organisation, password, person, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('accounts', (kind) => {
    let server, admin;
    before(async () => { server = await startServer(kind); });
    after(() => server?.end());

    describe('set-up', () => {
        it('is asked for once, and makes administrator, institution and manager', async () => {
            const visitor = new Client(server);
            assert.equal((await visitor.read('/v1/installation')).setupNeeded, true);
            const manager = person('manager');
            admin = await setUp(server, { ...organisation('훈련기관'), certifiedNumber: 'A-1', manager });
            assert.equal((await visitor.read('/v1/installation')).setupNeeded, false);
            assert.equal(admin.account.role, 'ADMIN');
            const signedIn = await new Client(server).signIn(manager.email, password);
            assert.equal(signedIn.account.role, 'MANAGER');
            assert.equal((await signedIn.read('/v1/institutions/detail')).certifiedNumber, 'A-1');
        });

        it('cannot be done twice', async () => {
            const again = (await new Client(server).post('/v1/setup', { administrator: person('thief') })).is(409);
            assert.equal(again.body.code, 'setup_done');
        });
    });

    describe('signing up', () => {
        it('needs the code from the e-mail before signing in', async () => {
            const who = person('newcomer');
            const client = new Client(server);
            const made = (await client.post('/auth/v1/signup', { ...who, phone: '010-1234-5678', birth: '1990-02-28', gender: 'OTHER', agreed: true })).is(201).body;
            assert.equal(made.email, who.email);
            assert.ok(Date.parse(made.codeExpiresAt) > Date.now());
            assert.equal((await client.post('/auth/v1/signin', { login: who.username, password })).is(403).body.code, 'not_confirmed');
            const code = await codeFor(admin, who.email);
            const wrong = code === '000000' ? '000001' : '000000';
            const refused = await client.post('/auth/v1/confirm', { email: who.email, code: wrong });
            assert.ok(refused.status >= 400 && refused.status < 500, `a wrong code answered ${refused.status}`);
            (await client.post('/auth/v1/confirm', { email: who.email, code })).is(204);
            await client.signIn(who.email.toUpperCase(), password);
            const user = await client.read('/users/v1/user');
            assert.deepEqual([user.name, user.phone, user.birth, user.gender, user.role], [who.name, '010-1234-5678', '1990-02-28', 'OTHER', 'NORMAL']);
        });

        it('refuses a taken name and a taken address, both at once', async () => {
            const taken = await signUp(server, admin, 'taken');
            const answer = (await new Client(server).post('/auth/v1/signup', { ...taken.who, agreed: true })).is(422);
            assert.deepEqual(answer.body.errors.map((each) => each.pointer).sort(), ['/email', '/username']);
        });

        it('refuses who does not agree', async () => {
            (await new Client(server).post('/auth/v1/signup', { ...person('refuser'), agreed: false })).is(422);
        });

        it('sends the code again, but not without pause', async () => {
            const who = person('forgetful');
            const client = new Client(server);
            (await client.post('/auth/v1/signup', { ...who, agreed: true })).is(201);
            const statuses = [];
            for (let i = 0; i < 12 && statuses.at(-1) !== 429; i += 1) statuses.push((await client.post('/auth/v1/resend', { email: who.email })).status);
            assert.equal(statuses.at(-1), 429, `${statuses}`);
        });

        it('does not tell strangers which addresses exist', async () => {
            (await new Client(server).post('/auth/v1/resend', { email: 'nobody@example.kr' })).is(204);
        });
    });

    describe('signing in', () => {
        let somebody;
        before(async () => { somebody = await signUp(server, admin, 'somebody'); });

        it('gives cookies that scripts cannot read', () => {
            for (const name of ['access_token', 'id_token', 'refresh_token']) {
                const cookie = somebody.cookies.find((each) => each.name === name);
                assert.ok(cookie, name);
                assert.ok(cookie.said.httponly, `${name} is HttpOnly`);
                assert.match(String(cookie.said.samesite), /lax/i);
                assert.equal(cookie.said.domain, undefined, 'no Domain on an address');
                assert.equal(cookie.said.secure, undefined, 'no Secure on plain HTTP');
            }
            assert.equal(somebody.cookie('refresh_token').path, '/auth/refresh');
        });

        it('gives tokens that anybody can verify by the published keys', async () => {
            const keys = createLocalJWKSet((await new Client(server).get('/.well-known/jwks.json')).is(200).body);
            for (const name of ['access_token', 'id_token']) {
                const { payload } = await jwtVerify(somebody.cookie(name).value, keys);
                assert.equal(Number(payload.sub), somebody.account.userId);
                assert.ok(payload.exp * 1000 > Date.now());
            }
        });

        it('says the same for a wrong password and an unknown name', async () => {
            const client = new Client(server);
            const wrong = (await client.post('/auth/v1/signin', { login: somebody.who.username, password: 'not the one' })).is(401);
            const unknown = (await client.post('/auth/v1/signin', { login: 'nobody.at.all', password: 'not the one' })).is(401);
            assert.equal(wrong.body.code, 'wrong_credentials');
            assert.equal(unknown.body.detail, wrong.body.detail);
        });

        it('is slowed down for who guesses', async () => {
            const guesser = new Client(server);
            let answer;
            for (let i = 0; i < 40; i += 1) {
                answer = await guesser.post('/auth/v1/signin', { login: 'nobody.guessed', password: `guess ${i}` });
                if (answer.status === 429) break;
            }
            answer.is(429);
        });

        it('works with a bearer token and without cookies', async () => {
            const program = new Client(server);
            const answer = (await program.get('/auth/v1/info', { headers: { authorization: `Bearer ${somebody.cookie('access_token').value}` } })).is(200);
            assert.equal(answer.body.userId, somebody.account.userId);
            (await program.get('/auth/v1/info', { headers: { authorization: 'Bearer not.a.token' } })).is(401);
        });

        it('refuses a token with another signature', async () => {
            const token = somebody.cookie('access_token').value;
            const [head, payload, signature] = token.split('.');
            const bent = [head, payload, signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`].join('.');
            const none = [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.');
            for (const each of [bent, none]) (await new Client(server).get('/auth/v1/info', { headers: { authorization: `Bearer ${each}` } })).is(401);
        });
    });

    describe('the session', () => {
        it('is renewed by a refresh token that works once', async () => {
            const who = await signUp(server, admin, 'renewer');
            const first = who.cookie('refresh_token').value;
            await who.refresh();
            assert.notEqual(who.cookie('refresh_token').value, first);
            await who.read('/auth/v1/info');
        });

        it('ends for everybody who holds it when an old refresh token comes back', async () => {
            const who = await signUp(server, admin, 'victim');
            const thief = new Client(server);
            thief.cookies = structuredClone(who.cookies);
            await who.refresh();
            // For some seconds it may be the same browser's other tab and is only refused; then it is theft.
            await until('the session is over', async () => {
                (await thief.post('/auth/refresh')).is(401);
                return (await who.get('/auth/v1/info')).status === 401;
            }, { seconds: 30, every: 500 });
            (await who.post('/auth/refresh')).is(401);
        });

        it('is over at once after signing out', async () => {
            const who = await signUp(server, admin, 'leaver');
            const kept = structuredClone(who.cookies);
            (await who.post('/auth/v1/signout')).is(204);
            assert.equal(who.cookie('access_token'), undefined);
            const old = new Client(server);
            old.cookies = kept;
            (await old.get('/auth/v1/info')).is(401);
            (await old.post('/auth/refresh')).is(401);
        });
    });

    it('personal data can be read and changed', async () => {
        const who = await signUp(server, admin, 'mover');
        const changed = (await who.put('/users/v1/user', { name: '새 이름', phone: '010-9999-0000', birth: '1980-01-01', gender: 'FEMALE' })).is(200).body;
        assert.equal(changed.name, '새 이름');
        assert.deepEqual(await who.read('/users/v1/user'), changed);
        assert.equal((await who.read('/auth/v1/info')).name, '새 이름');
    });

    it('the mailbox is the administrator\'s', async () => {
        const { items } = await admin.read('/v1/admin/mailbox');
        assert.ok(items.length > 0);
        const letter = await admin.read(`/v1/admin/mailbox/${items[0].id}`);
        assert.equal(letter.recipient, items[0].recipient);
        assert.equal(letter.state, 'STORED');
    });
});
