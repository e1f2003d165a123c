import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Child } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { root, temporaryFolder } from '../support/folders.mjs';
import { ask } from '../support/http.mjs';
import { password, setUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { until } from '../support/until.mjs';
import { launch } from './support/browser.mjs';
import { Visitor } from './support/visitor.mjs';

/** `./ahim up --domain …`: the front of Debian's Caddy, and the server that only the front reaches. */
class Domain {
    constructor(name, flags = []) {
        this.name = name;
        this.flags = flags;
        this.data = temporaryFolder('domain');
    }

    get url() { return `https://${this.name}:${this.https}`; }
    get inner() { return `http://127.0.0.1:${this.port}`; }
    get authority() { return join(this.data, 'front/pki/authorities/local/root.crt'); }

    async start() {
        [this.port, this.rtmp, this.rtmps, this.http, this.https] = [await freePort(), await freePort(), await freePort(), await freePort(), await freePort()];
        this.child = new Child(join(root, 'ahim'), ['up', '--data', this.data, '--domain', this.name, '--port', this.port, '--rtmp-port', this.rtmp, '--rtmps-port', this.rtmps,
            '--http-port', this.http, '--https-port', this.https, ...this.flags].map(String));
        try {
            await until(`the server says ${this.url}`, () => {
                if (!this.child.running) throw Object.assign(new Error(`it ended: ${this.child.err}${this.child.out}`), { final: true });
                return this.child.out.includes(`Ahimmoyak: ${this.url}\n`);
            }, { seconds: 60 });
        } catch (error) {
            // Nobody else knows of it yet, and a child that runs on keeps the runner from its end.
            await this.child.stop();
            throw error;
        }
        return this;
    }

    /** One request over TLS and HTTP/2; {status, headers, text}. */
    async get(path, headers = {}) {
        const session = connect(this.url, { ca: readFileSync(this.authority), servername: this.name, lookup });
        try {
            return await new Promise((resolve, reject) => {
                session.once('error', reject);
                const stream = session.request({ ':path': path, ...headers });
                let text = '', said;
                stream.setEncoding('utf8').once('response', (all) => { said = all; }).on('data', (more) => { text += more; });
                stream.once('error', reject).once('end', () => resolve({ status: said[':status'], headers: said, text }));
            });
        } finally {
            session.close();
        }
    }
}

const lookup = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
/** How a browser is told to trust an authority without installing it: by its key. */
const keyOf = (certificate) => execFileSync('sh', ['-c', 'openssl x509 -in "$0" -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64', certificate], { encoding: 'utf8' }).trim();
const refused = async (port) => ask(`http://127.0.0.1:${port}/`).then(() => false, (error) => error.code === 'ECONNREFUSED');

describe('a domain', () => {
    let domain, admin, browser;
    before(async () => {
        domain = await new Domain('api.example.kr', ['--tls', 'internal', '--cors-origins', 'https://www.example.kr', '--cookie-domain', 'example.kr']).start();
        admin = await setUp({ url: domain.inner });
        // A page from outside that calls this machine would be asked about by Chromium; with real addresses it is not.
        browser = await launch(['--disable-features=LocalNetworkAccessChecks', `--host-resolver-rules=MAP *.example.kr 127.0.0.1, MAP *.example.com 127.0.0.1`, `--ignore-certificate-errors-spki-list=${keyOf(join(domain.data, 'front/pki/authorities/local/intermediate.crt'))}`]);
    });
    after(async () => {
        await browser?.close();
        await domain?.child.stop();
    });

    it('is served over HTTP/2, and plain HTTP leads there', async () => {
        const answer = await domain.get('/readyz');
        assert.equal(answer.status, 200);
        // An authority of one's own may be gone tomorrow; a browser must not insist on it for a year.
        assert.equal(answer.headers['strict-transport-security'], undefined);
        const plain = await ask(`http://127.0.0.1:${domain.http}/live/3?x=1`, { headers: { host: `${domain.name}:${domain.http}` } });
        assert.deepEqual([plain.status, plain.headers.location], [308, `${domain.url}/live/3?x=1`]);
    });

    it('is the only way in from outside', async () => {
        const listening = execFileSync('sh', ['-c', 'cat /proc/net/tcp /proc/net/tcp6'], { encoding: 'utf8' });
        const port = domain.port.toString(16).toUpperCase().padStart(4, '0');
        const at = listening.split('\n').map((line) => line.trim().split(/\s+/)).filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`)).map(([, local]) => local.split(':')[0]);
        assert.deepEqual(at.every((each) => each === '0100007F'), true, `listens on ${at}`);
    });

    it('encoders are shown the same certificate, from outside', async () => {
        const socket = await until('RTMPS has the certificate of the front', () => new Promise((resolve, reject) => {
            const made = connectTls({ host: '127.0.0.1', port: domain.rtmps, servername: domain.name, ca: readFileSync(domain.authority) }, () => { resolve(made); });
            made.once('error', reject);
        }), { seconds: 15, every: 500 });
        assert.equal(socket.authorized, true);
        socket.destroy();
        const listening = execFileSync('sh', ['-c', 'cat /proc/net/tcp'], { encoding: 'utf8' });
        assert.ok(listening.includes(`00000000:${domain.rtmps.toString(16).toUpperCase().padStart(4, '0')}`), 'on all addresses');
    });

    it('a browser gets secure cookies, secure sockets and the camera', async () => {
        const visitor = await Visitor.open(browser, domain, 'administrator');
        const socket = visitor.page.waitForEvent('websocket');
        await visitor.signIn(admin.account.email, password);
        assert.match((await socket).url(), new RegExp(`^wss://${domain.name}:${domain.https}/`));
        const cookies = (await visitor.page.context().cookies()).filter((each) => each.name.endsWith('_token'));
        assert.equal(cookies.length, 3);
        for (const each of cookies) assert.deepEqual([each.secure, each.httpOnly, each.domain], [true, true, '.example.kr'], each.name);
        assert.equal(await visitor.page.evaluate(() => window.isSecureContext && 'mediaDevices' in navigator), true);
        assert.deepEqual(visitor.complaints, []);
        await visitor.page.context().close();
    });

    it('who comes is seen by his own address, whatever he says', async () => {
        const login = { login: admin.account.email, password };
        const session = connect(domain.url, { ca: readFileSync(domain.authority), servername: domain.name, lookup });
        const status = await new Promise((resolve, reject) => {
            const stream = session.request({ ':method': 'POST', ':path': '/auth/v1/signin', origin: domain.url, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9', 'user-agent': 'forger' });
            stream.once('response', (all) => resolve(all[':status'])).once('error', reject).resume();
            stream.end(JSON.stringify(login));
        });
        session.close();
        assert.equal(status, 200);
        const { items } = await new Client({ url: domain.inner }).signIn(login.login, password).then((client) => client.read('/auth/v1/sessions'));
        const addresses = items.map((each) => each.address);
        assert.ok(addresses.includes('127.0.0.1'), `${addresses}`);
        assert.ok(!addresses.includes('203.0.113.9'), `${addresses}`);
    });

    /** A page of another origin, with nothing on it. */
    async function pageOf(origin) {
        const context = await browser.newContext({ locale: 'ko-KR' });
        const page = await context.newPage();
        await page.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>front</title>' }));
        await page.goto(`${origin}/`);
        const call = (method, path, body) => page.evaluate(async ([url, how, what]) => {
            try {
                const answer = await fetch(url, { method: how, credentials: 'include', ...(what && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) }) });
                return { status: answer.status, id: answer.headers.get('x-request-id'), body: await answer.json().catch(() => null) };
            } catch (error) {
                return { failed: error.message };
            }
        }, [`${domain.url}${path}`, method, body]);
        return { call, close: () => context.close() };
    }

    it('a front end on a sister domain signs in, and can read refusals', async () => {
        const { call, close } = await pageOf('https://www.example.kr');
        const wrong = await call('POST', '/auth/v1/signin', { login: admin.account.email, password: 'wrong password 1' });
        assert.equal(wrong.failed, undefined);
        assert.deepEqual([wrong.status, typeof wrong.body.title, typeof wrong.id], [401, 'string', 'string']);
        assert.equal((await call('GET', '/auth/v1/info')).status, 401);
        assert.equal((await call('POST', '/auth/v1/signin', { login: admin.account.email, password })).status, 200);
        assert.equal((await call('GET', '/auth/v1/info')).body.email, admin.account.email);
        assert.equal((await call('GET', '/v1/nothing-here')).status, 404);
        assert.equal((await call('POST', '/auth/refresh')).status, 200);
        await close();
    });

    it('a front end that is not listed gets nothing', async () => {
        const { call, close } = await pageOf('https://evil.example.com');
        assert.match((await call('POST', '/auth/v1/signin', { login: admin.account.email, password })).failed, /fetch/);
        assert.match((await call('GET', '/auth/v1/info')).failed, /fetch/);
        await close();
    });

    it('a server that is killed takes the front with it', async () => {
        const [server] = execFileSync('pgrep', ['-P', String(domain.child.pid), '-x', 'ahimmoyak'], { encoding: 'utf8' }).split('\n').map(Number);
        process.kill(server, 'SIGKILL');
        const { code } = await domain.child.ended;
        assert.notEqual(code, 0, 'a service manager must see that it failed');
        assert.deepEqual([await refused(domain.http), await refused(domain.port)], [true, true]);
    });

    it('ends whole when it is told to', async () => {
        await domain.start();
        const { code } = await domain.child.stop('SIGTERM');
        assert.equal(code, 0, domain.child.err);
        assert.deepEqual([await refused(domain.http), await refused(domain.port)], [true, true]);
    });
});

describe('a certificate of one\'s own', () => {
    const folder = temporaryFolder('certificate');
    const [certificate, key] = [join(folder, 'a.crt'), join(folder, 'a.key')];
    before(() => execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=lms.example.kr',
        '-addext', 'subjectAltName=DNS:lms.example.kr', '-keyout', key, '-out', certificate], { stdio: 'ignore' }));

    it('is the one that is shown, and browsers are told to insist on HTTPS', async () => {
        const domain = await new Domain('lms.example.kr', ['--tls-cert', certificate, '--tls-key', key]).start();
        try {
            const shown = await new Promise((resolve, reject) => {
                const socket = connectTls({ host: '127.0.0.1', port: domain.https, servername: 'lms.example.kr', ca: readFileSync(certificate) }, () => {
                    resolve(socket.getPeerCertificate().subject.CN);
                    socket.destroy();
                }).once('error', reject);
            });
            assert.equal(shown, 'lms.example.kr');
            Object.defineProperty(domain, 'authority', { value: certificate });
            assert.match((await domain.get('/readyz')).headers['strict-transport-security'], /^max-age=\d{7,}/);
        } finally {
            await domain.child.stop();
        }
    });

    const mistakes = [
        ['a domain that is an address', ['--domain', 'https://lms.example.kr'], /--domain must be a host name/],
        ['a certificate without its key', ['--domain', 'lms.example.kr', '--tls-cert', certificate], /belong together/],
        ['an unknown kind of TLS', ['--domain', 'lms.example.kr', '--tls', 'none'], /--tls can only be 'internal'/],
        ['a file that is not there', ['--domain', 'lms.example.kr', '--tls-cert', '/nothing.crt', '--tls-key', key], /\/nothing\.crt cannot be read/],
        ['TLS without a domain', ['--tls', 'internal'], /--tls needs --domain/],
        ['cookies for somebody else', ['--domain', 'lms.example.kr', '--tls', 'internal', '--cookie-domain', 'other.kr'], /cookie\.domain must be a parent domain of lms\.example\.kr/],
    ];
    for (const [what, flags, words] of mistakes) {
        it(`${what} is told before anything starts`, async () => {
            const ports = [];
            for (const name of ['--port', '--rtmp-port', '--http-port', '--https-port']) ports.push(name, String(await freePort()));
            const child = new Child(join(root, 'ahim'), ['up', '--data', temporaryFolder('mistake'), ...(flags.includes('--domain') ? ports : []), ...flags]);
            const { code } = await child.ended;
            assert.ok(code > 0, `ended with ${code}`);
            assert.match(child.err, words);
        });
    }

    it('a taken port is named', async () => {
        const first = await new Domain('lms.example.kr', ['--tls', 'internal']).start();
        try {
            const child = new Child(join(root, 'ahim'), ['up', '--data', temporaryFolder('taken'), '--domain', 'lms.example.kr', '--tls', 'internal', '--port', String(await freePort()),
                '--rtmp-port', String(await freePort()), '--http-port', String(await freePort()), '--https-port', String(first.https)]);
            const { code } = await child.ended;
            assert.ok(code > 0);
            assert.match(child.err, new RegExp(`port ${first.https} is taken .*--https-port`));
        } finally {
            await first.child.stop();
        }
    });
});
