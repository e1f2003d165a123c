import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { Client, contractOf } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { organisation, password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { snapshot } from '../support/snapshot.mjs';
import { rows } from '../support/sql.mjs';
import { wire } from '../support/wire.mjs';

/** What no client of ours sends: each is refused with what to change, and changes nothing. */
onEachDatabase('oddities', (kind) => {
    let server, admin, who, token, before_;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        who = await signUp(server, admin, 'somebody');
        token = who.cookie('access_token').value;
        before_ = await snapshot(server);
    });
    after(() => server?.end());

    const unchanged = async () => { assert.deepEqual(await snapshot(server), before_, 'something changed'); };
    const info = '/auth/v1/info';
    const change = '/users/v1/user';
    /** A problem in the reader's language. */
    const told = ({ status, headers, body, text }, expected, language) => {
        assert.ok([expected].flat().includes(status), `answered ${status}: ${text?.slice(0, 300)}`);
        assert.match(headers['content-type'], /^application\/problem\+json/);
        assert.equal(body.status, status);
        if (language === 'ko') assert.match(body.detail, /[가-힣]/);
        if (language === 'en') assert.doesNotMatch(body.detail, /[가-힣]/);
    };

    describe('tokens', () => {
        const bearer = (value, language = 'en') => new Client(server, { language }).get(info, { headers: { authorization: `Bearer ${value}` } });
        const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
        /** Claims of a good token, changed, signed by our own key. */
        const signed = async (claims, header = {}) => {
            const [{ jwk, kid }] = await rows(server, 'SELECT jwk, kid FROM signing_key');
            const key = await importJWK(JSON.parse(jwk), 'ES256');
            return new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT', ...header }).sign(key);
        };

        it('of our own key and in order are taken', async () => {
            assert.equal((await bearer(await signed({}))).is(200).body.userId, who.account.userId);
        });

        it('are refused when anything about them is not in order', async () => {
            const [head, payload, signature] = token.split('.');
            const [published] = (await new Client(server).read('/.well-known/jwks.json')).keys;
            const { kid } = decodeProtectedHeader(token);
            const now = Math.floor(Date.now() / 1000);
            const other = await generateKeyPair('ES256');
            const foreign = (header) => new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT', ...header }).sign(other.privateKey);
            const hmac = (secret) => new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' }).sign(Buffer.from(secret));
            const rsa = await generateKeyPair('RS256');
            const table = {
                'alg none': `${encoded({ alg: 'none', kid, typ: 'JWT' })}.${payload}.`,
                'alg none with a signature': `${encoded({ alg: 'none', kid, typ: 'JWT' })}.${payload}.${signature}`,
                'alg nOnE': `${encoded({ alg: 'nOnE', kid })}.${payload}.`,
                'alg none without a key\'s name': `${encoded({ alg: 'none' })}.${payload}.`,
                'HS256 by the public key as JSON': await hmac(JSON.stringify(published)),
                'HS256 by the public key\'s coordinates': await hmac(Buffer.concat([Buffer.from(published.x, 'base64url'), Buffer.from(published.y, 'base64url')])),
                'RS256 by a stranger': await new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(rsa.privateKey),
                'another installation\'s key under our name': await foreign({}),
                'another installation\'s key under its own name': await foreign({ kid: 'elsewhere' }),
                'a key that the token brings': await foreign({ kid: 'mine', jwk: await exportJWK(other.publicKey) }),
                'a key whose address the token brings': await foreign({ kid: 'mine', jku: 'http://127.0.0.1:9/jwks.json' }),
                'a key\'s name that is a statement': await foreign({ kid: '\' OR 1=1 --' }),
                'a key\'s name that is a path': await foreign({ kid: '../../etc/passwd' }),
                'no key\'s name': await foreign({ kid: undefined }),
                expired: await signed({ iat: now - 2000, exp: now - 1 }),
                'expired long ago': await signed({ iat: 1, exp: 2 }),
                'not yet valid': await signed({ nbf: now + 3600 }),
                'issued tomorrow': await signed({ iat: now + 86_400, exp: now + 90_000 }),
                'another issuer': await signed({ iss: 'https://elsewhere.example' }),
                'another audience': await signed({ aud: 'elsewhere' }),
                'two audiences': await signed({ aud: ['ahimmoyak', 'elsewhere'] }),
                'the id token': who.cookie('id_token').value,
                'the refresh token': who.cookie('refresh_token').value,
                'use: refresh': await signed({ use: 'refresh' }),
                'nobody as its subject': await signed({ sub: '0' }),
                'somebody who is not there': await signed({ sub: '999999' }),
                'a subject that is no number': await signed({ sub: '1 OR 1=1' }),
                'a subject that is a number': await signed({ sub: who.account.userId }),
                'no subject': await signed({ sub: undefined }),
                'no end': await signed({ exp: undefined }),
                'an end that is a text': await signed({ exp: String(now + 600) }),
                'an end out of all range': await signed({ exp: 9.3e18 }),
                'critical extensions': await signed({}, { crit: ['b64'], b64: true }),
                'cut off': token.slice(0, -1),
                'cut off in the middle': token.slice(0, token.length / 2),
                'without a signature': `${head}.${payload}.`,
                'two parts': `${head}.${payload}`,
                'four parts': `${token}.${signature}`,
                'another last character': `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
                'padding behind it': `${token}==`,
                'a signature of zeros': `${head}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
                'a space in it': `${head}. ${payload}.${signature}`,
                'a second one behind it': `${token} ${token}`,
                'a comma behind it': `${token},`,
                'quotes around it': `"${token}"`,
                'no base64url': token.replaceAll('_', '/').replaceAll('-', '+').replace('.', '/.'),
                'an encrypted one': `${encoded({ alg: 'dir', enc: 'A256GCM', kid })}..${'A'.repeat(16)}.${'A'.repeat(16)}.${'A'.repeat(22)}`,
                'JSON instead': JSON.stringify({ payload, signature, protected: head }),
                null: 'null', undefined: 'undefined', empty: '',
                'eight kilobytes': 'a'.repeat(8192),
            };
            for (const [what, value] of Object.entries(table)) {
                for (const language of ['ko', 'en']) {
                    const answer = await bearer(value, language);
                    assert.equal(answer.status, 401, `${what}: ${answer.text}`);
                    told(answer, 401, language);
                }
                const byCookie = await new Client(server).get(info, { headers: { cookie: `access_token=${value.replace(/[";, ]/g, '')}` } });
                assert.ok(byCookie.status === 401 || value.replace(/[";, ]/g, '') === token, `${what} as a cookie`);
            }
            (await bearer(token)).is(200);
            await unchanged();
        });

        it('of 100 KB are a header that is too large, and the next connection is well', async () => {
            told(await bearer('a'.repeat(100 * 1024)), 431, 'en');
            (await bearer(token)).is(200);
        });

        it('count once: what is said twice is not taken', async () => {
            const bad = `${token.slice(0, -4)}AAAA`;
            const send = async (...lines) => (await wire(server, `GET ${info} HTTP/1.1\r\nHost: x\r\nAccept-Language: ko\r\n${lines.join('\r\n')}\r\n\r\n`, { answers: 1 })).answers[0];
            for (const lines of [
                [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`],
                [`Authorization: Bearer ${token}`, `Authorization: Bearer ${bad}`],
                [`Authorization: Bearer ${bad}`, `Authorization: Bearer ${token}`],
                ['Authorization:', `Authorization: Bearer ${token}`],
                [`Authorization: Bearer ${token}, Bearer ${token}`],
                [`Authorization: Basic ${Buffer.from('a:b').toString('base64')}`],
                [`Authorization: ${token}`], [`Authorization: Bearer  ${token}`], ['Authorization: Bearer'],
            ]) told(await send(...lines), 401, 'ko');
            // A header is never helped out by a cookie, which has passed no look at its origin.
            for (const line of ['Authorization: Bearer x', 'Authorization:', 'Authorization: Basic eDp5']) told(await send(line, `Cookie: access_token=${token}`), 401, 'ko');
            // Cookies of one name: the same is the same; of two that differ none is taken, in whatever order.
            assert.equal((await send(`Cookie: access_token=${token}; access_token=${token}`)).status, 200);
            for (const lines of [
                [`Cookie: access_token=${token}; access_token=${bad}`], [`Cookie: access_token=${bad}; access_token=${token}`],
                [`Cookie: access_token=${token}`, `Cookie: access_token=${bad}`], [`Cookie: access_token=${bad}`, `Cookie: access_token=${token}`],
                [`Cookie: access_token=; access_token=${token}`], [`Cookie: access_token=${token}; access_token=`],
                [`Cookie: ACCESS_TOKEN=${token}`], [`Cookie: access_token="${token}"`], [`Cookie: access_token =${token}`], [`Cookie: x=y, access_token=${token}`],
                ['Cookie: ;;;=;=;access_token'],
            ]) told(await send(...lines), 401, 'ko');
            assert.equal((await send(`Cookie: ${'a=b; '.repeat(1000)}access_token=${token}`)).status, 200);
        });

        it('to refresh with are taken once, by their cookie alone', async () => {
            const refresh = who.cookie('refresh_token').value;
            const send = async (cookie, more = '') => (await wire(server, `POST /auth/refresh HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nCookie: ${cookie}\r\n${more}Content-Length: 0\r\n\r\n`, { answers: 1 })).answers[0];
            for (const cookie of [`refresh_token=${refresh}; refresh_token=${refresh}x`, `refresh_token=x; refresh_token=${refresh}`, `refresh_token=${token}`, `access_token=${token}`,
                `refresh_token=${refresh}x`, `refresh_token=${refresh.slice(1)}`, `refresh_token=${'a'.repeat(5000)}`, 'refresh_token=']) told(await send(cookie), 401, 'en');
            told(await send('x=y', `Authorization: Bearer ${refresh}\r\n`), 401, 'en');
            told(await send(`refresh_token=${refresh}`, 'Origin: https://evil.example\r\n'), 403, 'en');
            await who.refresh();
            token = who.cookie('access_token').value;
        });
    });

    describe('origins', () => {
        const put = (headers, language = 'en') => who.put(change, { name: '바뀐 이름' }, { headers: { 'accept-language': language, ...headers } });

        it('of other sites change nothing, whatever they look like', async () => {
            const { host, port } = new URL(server.url);
            for (const origin of ['https://evil.example', 'null', 'NULL', 'http://127.0.0.1', `http://127.0.0.1:${Number(port) + 1}`, `http://${host}.evil.example`, `http://evil.example#${host}`,
                `http://evil.example/${host}`, `http://x@${host}`, `http://sister.${host}`, 'http://localhost', `http://${host}/`, `http://${host} https://evil.example`, 'file://', 'chrome-extension://abc', '*', '://', `://${host}`,
                `${host}`, `javascript://${host}`]) {
                for (const language of ['ko', 'en']) told(await put({ origin }, language), 403, language);
            }
            await unchanged();
        });

        it('are needed where a cookie speaks', async () => {
            for (const headers of [{ origin: '' }, { origin: '', 'sec-fetch-site': 'cross-site' }, { origin: '', 'sec-fetch-site': 'same-site' }, { origin: '', 'sec-fetch-site': 'none' },
                { origin: '', 'sec-fetch-site': 'same-origin, cross-site' }, { origin: '', referer: `${server.url}/` }]) {
                for (const language of ['ko', 'en']) told(await put(headers, language), 403, language);
            }
            // Both say where they come from: the stricter one counts.
            told(await put({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }), 403);
            await unchanged();
        });

        it('are not asked of a program with its token, unless it says one', async () => {
            const program = new Client(server);
            const by = { authorization: `Bearer ${token}` };
            (await program.post('/auth/v1/password', {}, { headers: { ...by, origin: '' } })).is(422);
            told(await program.post('/auth/v1/password', {}, { headers: { ...by, origin: 'https://evil.example' } }), 403);
        });

        it('hold for signing in and out, too', async () => {
            for (const [path, body] of [['/auth/v1/signin', { login: who.who.username, password }], ['/auth/v1/signout', undefined]]) {
                for (const origin of ['https://evil.example', 'null']) told(await who.post(path, body, { headers: { origin } }), 403, 'en');
            }
            await who.read(info);
        });

        it('said twice are refused', async () => {
            const { answers: [answer] } = await wire(server, `PUT ${change} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAccept-Language: en\r\nOrigin: ${server.url}\r\nOrigin: https://evil.example\r\nCookie: access_token=${token}\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"name":"evil"}`, { answers: 1 });
            told(answer, [400, 403], 'en');
            await unchanged();
        });
    });

    describe('on the wire', () => {
        const host = () => `127.0.0.1:${server.port}`;
        const get = (lines = [], path = info) => `GET ${path} HTTP/1.1\r\nHost: ${host()}\r\nAccept-Language: en\r\nAuthorization: Bearer ${token}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
        const renamed = '{"name":"smuggled"}';
        const smuggled = () => `PUT ${change} HTTP/1.1\r\nHost: ${host()}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${renamed.length}\r\n\r\n${renamed}`;
        /** One request whose length two readers could see differently, and another one hidden in it. */
        const pair = (lines, body = '') => `POST /auth/v1/signout HTTP/1.1\r\nHost: ${host()}\r\nAccept-Language: en\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n${body}${smuggled()}`;

        it('two lengths in one request are refused, and what hides behind is never read', async () => {
            for (const lines of [
                ['Content-Length: 0', 'Transfer-Encoding: chunked'], ['Transfer-Encoding: chunked', 'Content-Length: 5'], ['Content-Length: 0', 'Content-Length: 40'], ['Content-Length: 0, 40'], ['Content-Length: 40, 0'],
                ['Transfer-Encoding: gzip'], ['Transfer-Encoding: xchunked'], ['Transfer-Encoding: chunked, identity'], ['Transfer-Encoding: gzip, chunked'], ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
                ['Transfer-Encoding: identity'], ['Transfer-Encoding: "chunked"'], ['Transfer-Encoding: chunked;x=y'], ['Transfer-Encoding:'], ['Transfer-Encoding : chunked'], ['Transfer-Encoding\t: chunked'],
                ['Transfer-Encoding: gzip', 'Transfer-Encoding: chunked'], ['X: y\rTransfer-Encoding: chunked'], ['X: y\nTransfer-Encoding: chunked'], ['Content-Length: 0', 'X: y\n\nContent-Length: 3'], ['Transfer-Encoding:\u000bchunked'],
                ['Content-Length: +0'], ['Content-Length: -1'], ['Content-Length: 0x0'], ['Content-Length: 00'.padEnd(60, '0') + 'x'], ['Content-Length: 99999999999999999999'], ['Content-Length: 0 1'], ['Content-Length:'], ['Content-Length: 0;'], ['Content-Length: "0"'],
                ['Content-Length:\r\n 0', 'Content-Length: 9'], ['Content-Length: 0\u0000'],
            ]) {
                const { answers, closed } = await wire(server, pair(lines));
                const [first, ...more] = answers;
                assert.equal(more.length, 0, `${lines}: another answer ${more[0]?.status}`);
                assert.ok(closed, `${lines}: the connection stays open`);
                told(first, [400, 413, 431, 501], undefined);
                await unchanged();
            }
            await unchanged();
        });

        it('lengths that can be read one way only are one request', async () => {
            for (const lines of [['Content-Length: 0'], ['Content-Length: 0', 'Content-Length: 0'], ['Content-Length:\r\n 0']]) {
                const { answers } = await wire(server, `POST /auth/v1/resend HTTP/1.1\r\nHost: ${host()}\r\nContent-Type: application/json\r\n${lines.join('\r\n')}\r\n\r\n${get()}`, { answers: 2 });
                assert.deepEqual(answers.map((each) => each.status), [400, 200], String(lines));
            }
            const { answers } = await wire(server, `POST /auth/v1/resend HTTP/1.1\r\nHost: ${host()}\r\nContent-Type: application/json\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n${get()}`, { answers: 2 });
            assert.deepEqual(answers.map((each) => each.status), [422, 200]);
            await unchanged();
        });

        it('broken chunks are refused, and nothing behind them is read', async () => {
            for (const body of ['zz\r\n{}\r\n0\r\n\r\n', '-2\r\n{}\r\n0\r\n\r\n', '2{}\r\n0\r\n\r\n', '2\r\n{}0\r\n\r\n', 'ffffffffffffffffff\r\n{}', '2\n{}\n0\n\n', `2;${'x'.repeat(200_000)}\r\n{}\r\n0\r\n\r\n`,
                `${'2;a=b\r\n{}\r\n'.repeat(5000)}0\r\n\r\n`, `2\r\n{}\r\n0\r\n${'X-Trailer: y\r\n'.repeat(20_000)}\r\n`, '0x2\r\n{}\r\n0\r\n\r\n', ' 2\r\n{}\r\n0\r\n\r\n']) {
                const { answers, closed } = await wire(server, `POST /auth/v1/resend HTTP/1.1\r\nHost: ${host()}\r\nAccept-Language: en\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${body}${smuggled()}`);
                assert.ok(answers.length === 1 && closed, `${body.slice(0, 30)}: ${answers.map((each) => each.status)} ${closed}`);
                told(answers[0], [400, 413, 431], 'en');
            }
            await unchanged();
        });

        it('a request line that is none is refused', async () => {
            for (const line of ['', 'GET', 'GET /', 'GET / HTTP', 'GET / HTTP/1', 'GET / HTTP/9.9', 'GET / HTTP/2.0', 'GET /\u0000 HTTP/1.1', 'GET / x HTTP/1.1', 'G\u0000T / HTTP/1.1', '\u0016\u0003\u0001\u0002\u0000\u0001', 'PRI * HTTP/2.0', 'GET\t/\tHTTP/1.1', 'GET  / HTTP/1.1', `${'A'.repeat(30_000)} / HTTP/1.1`]) {
                const { answers, closed } = await wire(server, `${line}\r\nHost: ${host()}\r\nAccept-Language: en\r\n\r\n`);
                assert.ok(closed && answers.length <= 1, line.slice(0, 30));
                if (answers.length > 0) told(answers[0], [400, 431, 505]);
            }
            await unchanged();
        });

        it('headers that are none are refused', async () => {
            for (const line of ['X: a\u0000b', 'X: a\rb', 'X: \u007f', 'X\u0000: y', 'X y: z', ': y', 'no colon', 'X(: y', 'X: a\u0001', '\u0000']) {
                const { answers, closed } = await wire(server, get([line]));
                assert.ok(closed && answers.length === 1, `${JSON.stringify(line)}: ${answers.map((each) => each.status)}`);
                told(answers[0], 400, 'en');
            }
            const { answers } = await wire(server, get(['X: 가나다', 'X: \u00e9'], info), { answers: 1 });
            assert.equal(answers[0].status, 200);
            await unchanged();
        });

        it('headers beyond the limit are refused with 431, in the reader\'s language', async () => {
            for (const lines of [[`X: ${'a'.repeat(20_000)}`], [`${'X'.repeat(20_000)}: a`], Array.from({ length: 3000 }, (_, i) => `X-${i}: a`), [`Cookie: ${'a=b;'.repeat(10_000)}`], [`Cookie: access_token=${'a'.repeat(40_000)}`], [`X: ${'a'.repeat(500_000)}`]]) {
                for (const language of ['ko', 'en']) {
                    const { answers, closed } = await wire(server, get(lines).replace('Accept-Language: en', `Accept-Language: ${language}`));
                    assert.ok(closed && answers.length === 1);
                    told(answers[0], 431, language);
                    assert.match(answers[0].body.detail, /16/, 'says how much is taken');
                }
            }
            const { answers } = await wire(server, get([], `/${'a'.repeat(20_000)}`));
            told(answers[0], [414, 431]);
            await unchanged();
        });

        it('a request names its host once', async () => {
            const send = async (lines, target = info) => (await wire(server, `GET ${target} HTTP/1.1\r\nAccept-Language: en\r\nAuthorization: Bearer ${token}\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`)).answers;
            for (const lines of [[], [`Host: ${host()}`, `Host: ${host()}`], [`Host: ${host()}`, 'Host: evil.example'], ['Host: a b'], ['Host: a/b'], ['Host: user@evil'], ['Host: <script>'], ['Host: a, b'], ['Host: a"b'], ['Host: [::1'], ['Host: a:b'], ['Host: a:99999999'], [`Host: ${'a'.repeat(300)}`]]) {
                const answers = await send(lines);
                assert.equal(answers.length, 1, String(lines));
                told(answers[0], 400, 'en');
            }
            for (const name of ['[::1]:8080', 'LMS.example.kr', 'localhost', 'xn--9n2bp8q.kr:443', 'my_host', '']) assert.equal((await send([`Host: ${name}`]))[0].status, 200, name);
            const [old] = (await wire(server, `GET ${info} HTTP/1.0\r\nAuthorization: Bearer ${token}\r\n\r\n`)).answers;
            assert.equal(old.status, 200, 'HTTP/1.0 knows no Host');
            await unchanged();
        });

        it('an absolute target is the same as a short one, for this host only', async () => {
            const send = async (target, name = host()) => (await wire(server, get([], target).replace(`Host: ${host()}`, `Host: ${name}`))).answers[0];
            assert.equal((await send(`http://${host()}${info}`)).body.userId, who.account.userId);
            assert.equal((await send(`HTTP://${host()}${info}`)).status, 200);
            assert.equal((await send('https://lms.example.kr/v1/installation', 'lms.example.kr')).status, 200);
            for (const target of [`http://evil.example${info}`, `http://${host()}.evil.example${info}`, `http://x@${host()}${info}`, `ftp://${host()}${info}`, `http:${info}`]) told(await send(target), [400, 404], 'en');
            told(await send('evil.example:443'), [400, 404], 'en');
            await unchanged();
        });

        it('X-Forwarded-… of somebody who is no proxy of ours says nothing', async () => {
            const from = '127.9.9.9';
            const send = async (lines, body) => (await wire(server, `POST /auth/v1/signin HTTP/1.1\r\nHost: ${host()}\r\nAccept-Language: en\r\nContent-Type: application/json\r\n${lines.map((line) => `${line}\r\n`).join('')}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, { answers: 1, from })).answers[0];
            const good = await send(['X-Forwarded-For: 203.0.113.9', 'Forwarded: for=203.0.113.9', 'X-Real-IP: 203.0.113.9'], JSON.stringify({ login: who.who.username, password }));
            assert.equal(good.status, 200);
            const { items } = await who.read('/auth/v1/sessions');
            assert.ok(items.some((each) => each.address === from) && !items.some((each) => each.address.startsWith('203.')), JSON.stringify(items));
            let last;
            for (let i = 0; i < 20 && last?.status !== 429; i += 1) last = await send([`X-Forwarded-For: 203.0.113.${i}`], JSON.stringify({ login: 'nobody.forwards', password: `guess ${i}` }));
            told(last, 429, 'en');
            assert.equal((await who.read(change)).name, who.who.name);
            before_ = await snapshot(server); // a sign-in touches its account
        });
    });

    describe('paths', () => {
        it('lead where they say or nowhere', async () => {
            const send = async (path, language = 'en') => (await wire(server, `GET ${path} HTTP/1.1\r\nHost: x\r\nAccept-Language: ${language}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`)).answers[0];
            for (const path of ['/%2e%2e/%2e%2e/etc/passwd', '/../../etc/passwd', '/..%2f..%2fetc%2fpasswd', '/assets/../index.html', '/assets/%2e%2e/index.html', '/%00', '/auth/v1/info%00', '/auth/v1/info%00.html', '//auth/v1/info', '/auth//v1/info', '/auth/v1/info/', '/auth/v1/./info',
                '/auth/v1/x/../info', '/AUTH/V1/INFO', '/auth/v1/%69nfo', '/auth/v1/info;x=y', '/auth\\v1\\info', '/%ff%fe', '/%', '/%zz', '/auth/v1/info%20', '/auth/v1/info%0d%0aX:%20y', `/${'a/'.repeat(3000)}`, `/v1/institutions/${'9'.repeat(4000)}/detail`, '/s3/../config.toml', '/s3/contents/../../config.toml', '/s3/%2e%2e/config.toml', '/play/%2e%2e/1', '/.well-known/../v1/installation', '/*', '/~', '/.git/config', '/config.toml', '/ahimmoyak.db']) {
                for (const language of ['ko', 'en']) {
                    const answer = await send(path, language);
                    assert.ok([400, 401, 403, 404].includes(answer?.status), `${path} answered ${answer?.status}`);
                    if (!path.startsWith('/s3/') && !path.startsWith('/play/')) told(answer, [400, 403, 404], language);
                }
            }
            const { answers } = await wire(server, Buffer.from('GET /\xff\xfe\xed\xa0\x80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'latin1'));
            told(answers[0], [400, 404]);
            await unchanged();
        });

        it('answer each method by itself: nothing overrides it', async () => {
            const overrides = { 'x-http-method-override': 'DELETE', 'x-http-method': 'PUT', 'x-method-override': 'DELETE' };
            assert.equal((await who.get(`${change}?_method=DELETE`, { headers: overrides })).status, 200);
            told(await who.post(change, { name: 'x', _method: 'PUT' }, { headers: overrides }), 405, 'en');
            for (const method of ['TRACE', 'PATCH', 'PROPFIND', 'LINK']) {
                const { answers: [answer] } = await wire(server, `${method} ${change} HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nCookie: access_token=${token}\r\nX-Secret: 1\r\nConnection: close\r\n\r\n`);
                told(answer, [400, 405], 'en');
                assert.doesNotMatch(answer.text, /Secret/);
            }
            await unchanged();
        });

        it('say to HEAD what they say to GET, without the body, and to OPTIONS what they take', async () => {
            const contract = await contractOf(server);
            const seen = new Set();
            for (const each of contract.operations) {
                const path = each.path.replaceAll(/\{\w+\}/g, '1');
                const roles = String(each.operation['x-roles']);
                if (seen.has(`${each.method} ${roles}`)) continue;
                seen.add(`${each.method} ${roles}`);
                const [head, options, bodiless] = await Promise.all(['HEAD', 'OPTIONS', 'GET'].map((method) => who.request(method, path, { checked: false, headers: { origin: '' } })));
                assert.equal(head.status, bodiless.status, `HEAD ${path}`);
                assert.equal(head.bytes.length, 0);
                assert.equal(options.status, 405, `OPTIONS ${path}`);
                assert.match(options.headers.allow, new RegExp(`\\b${each.method}\\b`), `OPTIONS ${path}`);
            }
            assert.ok(seen.size > 10, [...seen].join(' | '));
            for (const path of ['/', '/openapi.json', '/healthz', '/readyz', '/signin', '/docs']) {
                const [head, got] = await Promise.all(['HEAD', 'GET'].map((method) => who.request(method, path, { checked: false, headers: { accept: 'text/html' } })));
                assert.deepEqual([head.status, head.bytes.length, head.headers['content-length']], [got.status, 0, got.headers['content-length']], path);
            }
            await unchanged();
        });
    });

    describe('JSON', () => {
        it('that could be read in two ways, or by some only, is refused', async () => {
            const send = (raw, language) => who.request('PUT', change, { raw: Buffer.isBuffer(raw) ? raw : Buffer.from(raw), headers: { 'content-type': 'application/json', 'accept-language': language } });
            const latin = (text) => Buffer.from(text, 'latin1');
            for (const raw of ['{"name":"가","name":"나"}', '{"name":"가","n\\u0061me":"나"}', '{"name":"가","phone":null,"phone":"010"}', '\ufeff{"name":"가"}', '{"name":"가"}x', '{"name":"가"}{}', '{"name":"가"},', '{"name":"가"}\u0000', '{"name":"가",}', '{\'name\':"가"}', '{name:"가"}', '{"name":"가"/**/}', '{"name":NaN}', '{"name":Infinity}', '{"name":01}', '{"name":1.}', '{"name":+1}', '{"name":"\\x41"}',
                '{"name":"\\ud800"}', '{"name":"\\udc00\\ud800"}', '{"name":"a\nb"}', '{"name":"a\tb"}', '{"name":"\\u0000"}', '{"name":"가\\u0000나"}', '{"name":"\\u0007"}', '{"name":"\\u009f"}', '{"name":"\\u007f"}', '{"name":1e400}', `{"name":${'9'.repeat(400)}}`, '{"name":-0}', '{"name":1e-400}', `{"name":${'['.repeat(3000)}`, `{"name":${'['.repeat(15)}${']'.repeat(15)}}`, `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
                `{${Array.from({ length: 300 }, (_, i) => `"a${i}":1`).join(',')}}`, `{"name":"가","${'x'.repeat(2000)}":1}`, '{"__proto__":{"name":"가"}}', '{"name":{"$ne":null}}', '{"Name":"가"}',
                latin('{"name":"\xff"}'), latin('{"name":"\xc0\xaf"}'), latin('{"name":"\xed\xa0\x80"}'), latin('{"name":"\xf4\x90\x80\x80"}'), latin('{"name":"\xea\xb0'), Buffer.from('{"name":"가"}', 'utf16le'), Buffer.from('\ufeff{"name":"가"}', 'utf16le'), '', ' ', '\u0000']) {
                for (const language of ['ko', 'en']) {
                    const answer = await send(raw, language);
                    assert.ok([400, 422].includes(answer.status), `${raw.toString().slice(0, 60)} answered ${answer.status}`);
                    told(answer, [400, 422], language);
                }
            }
            await unchanged();
        });

        it('says what is there twice', async () => {
            const { body } = (await who.request('PUT', change, { raw: Buffer.from('{"name":"가","name":"나"}'), headers: { 'content-type': 'application/json' } })).is(400);
            assert.equal(body.code, 'duplicate_name');
            assert.match(body.detail, /"name"/);
        });

        it('with spaces around it is JSON', async () => {
            const { name } = await who.read(change);
            (await who.request('PUT', change, { raw: Buffer.from(`\r\n\t {"name" : ${JSON.stringify(name)}}\r\n\t `), headers: { 'content-type': 'application/json; charset=utf-8' } })).is(200);
        });
    });

    describe('names', () => {
        const names = ['김민수', '山田太郎', 'Ω≈ç√', 'محمد علي', 'שלום עליכם', '👨‍👩‍👧‍👦 가족', 'e\u0301\u0323\u0308', 'ก็็็', 'नमस्ते', 'O\'Brien "Bob"', '<b>&amp;</b>', '\'; DROP TABLE x;--', 'Ａ１', 'ﷺ', '\u{1f1f0}\u{1f1f7}', '𝒜', '각', '각', 'İıſß', '%s%n{0}', '\\u0041', '=1+1', 'İ'.repeat(20)];

        it('in any script come back as they were written', async () => {
            const writer = await signUp(server, admin, 'writer');
            for (const name of names) {
                assert.equal((await writer.put(change, { name })).is(200).body.name, name);
                assert.equal((await writer.read(info)).name, name);
                await writer.refresh();
                assert.equal(decodeJwt(writer.cookie('id_token').value).name, name);
            }
            for (const [i, name] of names.entries()) {
                const owner = i % 8 === 0 && await signUp(server, admin, 'owner');
                if (owner) assert.equal((await owner.post('/v1/institutions', { ...organisation('x'), name, ownerName: name })).is(201).body.name, name);
            }
            (await writer.put(change, { name: '가나다라' })).is(200);
            const found = (await admin.read(`/v1/admin/members?search=${encodeURIComponent('나다')}`)).items;
            assert.deepEqual(found.map((each) => each.userId), [writer.account.userId]);
            before_ = await snapshot(server);
        });

        it('are refused with what cannot be seen or kept', async () => {
            for (const name of ['', ' ', '\u3000', '가\u0000', '\u0000', '가\n나', '\u001b[31m', '가\u0085나', '\u007f', '\u200b', '\u202ereversed', '\u2066가', '\ufeff', '가'.repeat(21)]) {
                for (const language of ['ko', 'en']) {
                    const answer = await who.put(change, { name }, { headers: { 'accept-language': language } });
                    told(answer, 422, language);
                    assert.equal(answer.body.errors[0].pointer, '/name', JSON.stringify(name));
                }
            }
            await unchanged();
        });

        it('and numbers of a business with a wrong digit are refused by name', async () => {
            const right = organisation('회사');
            const { businessNumber } = right;
            const digits = businessNumber.replaceAll('-', '');
            const wrong = [...digits].map((digit, i) => `${digits.slice(0, i)}${(Number(digit) + 1) % 10}${digits.slice(i + 1)}`);
            for (const number of [...wrong, '0000000000', digits.slice(1), `${digits}0`, `${digits} x`, [...digits].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''), `-${digits}`, `${digits.slice(0, 5)}--${digits.slice(5)}`, '', Number(digits)]) {
                for (const language of ['ko', 'en']) {
                    const answer = await who.post('/v1/students/visitor/companies', { ...right, businessNumber: number }, { headers: { 'accept-language': language } });
                    told(answer, 422, language);
                    assert.deepEqual(answer.body.errors.map((each) => each.pointer), ['/businessNumber'], String(number));
                }
            }
            await unchanged();
        });
    });
}, { mostlyElsewhere: true });
