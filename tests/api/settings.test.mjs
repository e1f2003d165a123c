import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { person, setUp, signUp } from '../support/people.mjs';
import { freePort } from '../support/ports.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

const secret = 'seal this word 9fQ';

onEachDatabase('settings', (kind) => {
    let server, admin, relay, letters, port;
    before(async () => {
        letters = [];
        relay = new SMTPServer({
            authOptional: false, disabledCommands: ['STARTTLS'], allowInsecureAuth: true,
            onAuth: ({ username, password }, session, done) => (username === 'lms' && password === secret ? done(null, { user: 'lms' }) : done(Object.assign(new Error('5.7.8 wrong credentials'), { responseCode: 535 }))),
            onRcptTo: ({ address }, session, done) => (address.startsWith('nobody') ? done(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 })) : done()),
            onData(stream, session, done) {
                const pieces = [];
                stream.on('data', (piece) => pieces.push(piece));
                stream.on('end', () => { letters.push({ to: session.envelope.rcptTo.map((each) => each.address), text: Buffer.concat(pieces).toString() }); done(); });
            },
        });
        relay.on('error', () => undefined); // who breaks off
        port = await freePort();
        await new Promise((resolve) => relay.listen(port, '127.0.0.1', resolve));
        server = await startServer(kind);
        admin = await setUp(server);
    });
    after(async () => {
        await server?.end();
        await new Promise((resolve) => relay.close(resolve));
    });

    const read = async () => (await admin.get('/v1/admin/settings')).is(200);
    const put = (group, body, etag) => admin.put(`/v1/admin/settings/${group}`, body, etag ? { headers: { 'If-Match': etag } } : {});
    const general = { installationName: '', defaultLanguage: 'ko', signUpOpen: true, trainingYears: 5 };
    const mail = () => ({ host: '127.0.0.1', port, security: 'NONE', user: 'lms', password: secret, sender: 'lms@example.kr' });
    const attempt = async (server_, recipient = 'somebody@example.kr') => (await admin.post('/v1/admin/settings/mail/trial', { recipient, server: server_ })).is(200).body;

    it('begin with the defaults, and say what cannot be changed here', async () => {
        const { body } = await read();
        assert.equal(body.general.signUpOpen, true);
        assert.equal(body.general.trainingYears, 5);
        assert.equal(body.mail.host, '');
        assert.deepEqual(body.backups, { daily: false, timeOfDay: '03:00', keepCount: 7 });
        const of = (name) => body.fixed.find((each) => each.name === name);
        assert.deepEqual(of('port'), { name: 'port', value: String(server.port), origin: 'COMMAND_LINE' });
        assert.equal(of('zone').origin, 'DEFAULT');
        if (kind === 'postgres') assert.equal(of('database').value, 'PostgreSQL', 'no address, which may hold a password');
        assert.ok(!JSON.stringify(body.fixed).includes('smtp'));
    });

    it('the name, the language and a closed sign-up hold at once', async () => {
        const { etag } = await read();
        (await put('general', { installationName: ' 한솔 배움터 ', defaultLanguage: 'en', signUpOpen: false, trainingYears: 3 }, etag)).is(200);
        const shown = await new Client(server).read('/v1/installation');
        assert.deepEqual([shown.name, shown.defaultLanguage, shown.signUpOpen], ['한솔 배움터', 'en', false]);
        const refused = (await new Client(server).post('/auth/v1/signup', { ...person('late'), agreed: true })).is(403);
        assert.equal(refused.body.code, 'sign_up_closed');
        // Who looked before is not overwritten.
        (await put('general', general, etag)).is(412);
        assert.equal((await new Client(server).read('/v1/installation')).signUpOpen, false);
        (await put('general', general, (await read()).etag)).is(200);
        await signUp(server, admin, 'early');
        assert.equal((await new Client(server).read('/v1/installation')).name ?? null, null);
    });

    it('what is wrong is said at its place, and nothing of it is kept', async () => {
        const before_ = (await read()).body;
        const pointers = (answer) => answer.is(422).body.errors.map((each) => each.pointer).sort();
        assert.deepEqual(pointers(await put('general', { ...general, trainingYears: 31 })), ['/trainingYears']);
        assert.deepEqual(pointers(await put('backups', { daily: true, timeOfDay: '24:00', keepCount: 3 })), ['/timeOfDay']);
        assert.deepEqual(pointers(await put('backups', { daily: true, timeOfDay: '3:000', keepCount: 3 })), ['/timeOfDay']);
        assert.deepEqual(pointers(await put('mail', { ...mail(), host: 'http://smtp', sender: 'nobody' })), ['/host', '/sender']);
        const { password: gone, ...without } = mail();
        assert.deepEqual(pointers(await put('mail', without)), ['/password']);
        assert.deepEqual((await read()).body, before_);
    });

    it('a test mail tells what is wrong with a server that is not saved yet', async () => {
        assert.equal((await attempt(mail())).sent, true);
        assert.match(letters.at(-1).text, /X|Subject/);
        assert.deepEqual(letters.at(-1).to, ['somebody@example.kr']);
        const wrong = await attempt({ ...mail(), password: 'wrong' });
        assert.equal(wrong.sent, false);
        assert.match(wrong.advice, /User or password/);
        assert.match(wrong.answer, /535/);
        assert.match((await attempt(mail(), 'nobody@example.kr')).answer, /550 .*no such mailbox/);
        assert.match((await attempt({ ...mail(), port: await freePort() })).advice, /cannot be reached/);
        assert.match((await attempt({ ...mail(), security: 'STARTTLS' })).advice, /encrypted/i);
        admin.language = 'ko';
        assert.match((await attempt({ ...mail(), password: 'wrong' })).advice, /비밀번호가 맞지 않습니다/);
        admin.language = 'en';
        assert.equal((await read()).body.mail.host, '', 'nothing was saved by trying');
    });

    it('mails go out by the server as soon as it is set; the password is nowhere to be read', async () => {
        const saved = (await put('mail', mail())).is(200);
        assert.deepEqual(saved.body.mail, { host: '127.0.0.1', port, security: 'NONE', user: 'lms', hasPassword: true, sender: 'lms@example.kr', from: 'PAGE' });
        const somebody = await signUp(server, admin, 'mailed');
        await until('the code came by mail', () => letters.some((each) => each.to.includes(somebody.who.email)), { seconds: 20 });
        // What is kept needs not be sent again, unless it would go elsewhere.
        const { password: gone, ...same } = mail();
        (await put('mail', { ...same, sender: 'other@example.kr' })).is(200);
        assert.equal((await attempt(same)).sent, true);
        (await put('mail', { ...same, host: 'localhost' })).is(422);
        for (const path of ['/v1/admin/settings', '/v1/admin/audit', '/v1/admin/health']) assert.ok(!(await admin.get(path)).text.includes(secret), path);
        assert.ok(!server.log.includes(secret));
        if (kind === 'sqlite') for (const file of ['ahimmoyak.db', 'ahimmoyak.db-wal']) assert.ok(!readFileSync(join(server.data, file)).includes(secret), file);
    });

    it('is still there after a restart, and the command line wins', async () => {
        await server.stop();
        await server.start({ samePorts: true, flags: ['--retention-training-years', '9', '--smtp-host', 'localhost', '--smtp-from', 'a@example.kr'] });
        const { body } = await read();
        assert.deepEqual([body.mail.host, body.mail.from, body.mail.hasPassword], ['localhost', 'COMMAND_LINE', false]);
        assert.deepEqual([body.general.trainingYears, body.general.trainingYearsFrom], [9, 'COMMAND_LINE']);
        assert.equal((await put('mail', mail())).is(422).body.errors[0].code, 'set_outside');
        assert.equal((await put('general', { ...general, trainingYears: 4 })).is(422).body.errors[0].pointer, '/trainingYears');
        (await put('general', { ...general, trainingYears: 9 })).is(200);
        await server.stop();
        writeFileSync(join(server.data, 'config.toml'), 'language = "en"\n');
        await server.start({ samePorts: true });
        const again = (await read()).body;
        assert.deepEqual([again.mail.sender, again.mail.hasPassword], ['other@example.kr', true]);
        assert.deepEqual([again.general.defaultLanguage, again.general.defaultLanguageFrom], ['en', 'FILE']);
        const somebody = await signUp(server, admin, 'later');
        await until('mail still goes out', () => letters.some((each) => each.to.includes(somebody.who.email)), { seconds: 20 });
    });
});
