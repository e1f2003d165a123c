import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, it } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { Client, contractOf } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { ask } from '../support/http.mjs';
import { freePort } from '../support/ports.mjs';
import { person, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

onEachDatabase('operations', (kind) => {
    let server, letters, smtp, client;
    before(async () => {
        letters = [];
        smtp = new SMTPServer({
            authOptional: true, disabledCommands: ['STARTTLS'],
            onData(stream, session, done) {
                const pieces = [];
                stream.on('data', (piece) => pieces.push(piece));
                stream.on('end', () => { letters.push({ to: session.envelope.rcptTo.map((each) => each.address), text: Buffer.concat(pieces).toString() }); done(); });
            },
        });
        const smtpPort = await freePort();
        await new Promise((resolve) => smtp.listen(smtpPort, '127.0.0.1', resolve));
        server = await startServer(kind, { flags: ['--smtp-host', '127.0.0.1', '--smtp-port', String(smtpPort), '--smtp-tls', 'none', '--smtp-from', 'lms@example.kr'] });
        client = new Client(server);
    });
    after(async () => {
        await server?.end();
        await new Promise((resolve) => smtp.close(resolve));
    });

    it('tells that it lives and is ready', async () => {
        for (const path of ['/healthz', '/readyz']) (await client.get(path)).is(200);
    });

    it('measures itself in the format of Prometheus', async () => {
        const { text } = (await client.get('/metrics')).is(200);
        for (const line of text.trim().split('\n')) assert.match(line, /^(#.*|[a-zA-Z_:][\w:]*(\{.*\})? -?[\d.eE+naNIf-]+)$/, line);
    });

    it('documents itself: every route with who may call it', async () => {
        const { operations, document } = await contractOf(server);
        assert.ok(operations.length > 60, `${operations.length} operations`);
        for (const { name, operation } of operations) {
            assert.ok(Array.isArray(operation['x-roles']), `${name} has no x-roles`);
            assert.match(operation.summary, /^[A-Z]/, name);
        }
        const names = operations.map((each) => each.operation.operationId);
        assert.equal(new Set(names).size, names.length, 'operation ids are unique');
        assert.ok(document.components.schemas.Problem);
        (await client.get('/docs')).is(200);
    });

    it('serves the pages for every address of theirs', async () => {
        for (const path of ['/', '/signin', '/manage/courses/1']) {
            const page = (await client.get(path, { headers: { accept: 'text/html' }, checked: false })).is(200);
            assert.match(page.headers['content-type'], /^text\/html/);
            assert.ok(page.headers['content-security-policy'], 'a content security policy');
            assert.equal(page.headers['x-content-type-options'], 'nosniff');
        }
    });

    it('names the methods that an address takes', async () => {
        const answer = (await client.delete('/v1/installation')).is(405);
        assert.match(answer.headers.allow, /GET/);
        (await client.get('/v1/no/such/address')).is(404);
    });

    it('answers HEAD like GET, without a body', async () => {
        const head = (await client.request('HEAD', '/v1/installation')).is(200);
        assert.equal(head.bytes.length, 0);
        assert.equal(Number(head.headers['content-length']), (await client.get('/v1/installation')).bytes.length);
    });

    it('gives each request a number that is in the log', async () => {
        const answer = await client.get('/v1/no/such/address');
        const id = answer.headers['x-request-id'];
        assert.ok(id, 'X-Request-Id');
        await until('the log names it', () => server.log.includes(id));
        for (const line of server.log.split('\n').filter((each) => each.startsWith('{'))) JSON.parse(line);
    });

    it('survives what is no HTTP', async () => {
        const port = new URL(server.url).port;
        for (const bytes of ['\x16\x03\x01\x02\x00 TLS', 'GET\r\n\r\n', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
            'POST /v1/setup HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n', 'POST /v1/setup HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
            'GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'GET /assets/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n']) {
            const told = await new Promise((resolve) => {
                const socket = connect(port, '127.0.0.1');
                let all = '';
                socket.on('data', (piece) => { all += piece; });
                socket.on('error', () => {});
                socket.once('close', () => { resolve(all); });
                socket.end(bytes);
            });
            assert.doesNotMatch(told, /root:/);
            assert.doesNotMatch(told, /^HTTP\/1\.1 5/, `${bytes.slice(0, 60)} → ${told.slice(0, 100)}`);
        }
        assert.equal((await ask(`${server.url}/healthz`)).status, 200);
    });

    it('sends its mail by SMTP when told where to', async () => {
        const admin = await setUp(server);
        const who = person('postal');
        (await client.post('/auth/v1/signup', { ...who, agreed: true })).is(201);
        const letter = await until('a letter arrives', () => letters.find((each) => each.to.includes(who.email)));
        assert.match(letter.text, /^From: .*lms@example\.kr/im);
        const stored = await until('the mailbox knows it was sent', async () => {
            const { items } = await admin.read('/v1/admin/mailbox');
            return items.find((each) => each.recipient === who.email && each.state === 'SENT');
        });
        assert.match(stored.text, /\d{6}/);
    });
});
