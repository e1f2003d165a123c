import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { password, setUp, signUp } from '../support/people.mjs';
import { psql } from '../support/postgres.mjs';
import { binary, startServer } from '../support/server.mjs';
import { steadyStep, totp } from '../support/totp.mjs';

onEachDatabase('the second factor', (kind) => {
    let server, admin, secret;
    const required = ['--accounts-administrator-second-factor', 'required'];
    before(async () => {
        server = await startServer(kind, { flags: required });
        admin = await setUp(server);
    });
    after(() => server?.end());

    const setUpFactor = async (who) => {
        await steadyStep();
        const begun = (await who.post('/auth/v1/second-factor', { password })).is(200);
        assert.equal(begun.headers['cache-control'], 'no-store');
        assert.match(begun.body.address, new RegExp(`^otpauth://totp/Ahimmoyak:.*secret=${begun.body.secret}&`));
        // The step before the present one, so that the present one is still good.
        const { codes } = (await who.post('/auth/v1/second-factor/confirm', { code: totp(begun.body.secret, { steps: -1 }) })).is(200).body;
        assert.equal(new Set(codes).size, 10);
        return { secret: begun.body.secret, codes };
    };
    /** Somebody with a second factor. */
    const member = async (name) => {
        const who = await signUp(server, admin, name);
        return Object.assign(who, await setUpFactor(who));
    };
    const ticketOf = async (who) => {
        const client = new Client(server);
        const { ticket } = (await client.post('/auth/v1/signin', { login: who.username ?? who.who.username, password })).is(202).body;
        assert.deepEqual(client.cookies, [], 'no session yet');
        return { ticket, send: (code) => client.post('/auth/v1/signin/second-factor', { ticket, code }), client };
    };
    const refused = (answer) => assert.deepEqual(answer.is(422).body.errors.map(({ pointer, code }) => [pointer, code]), [['/code', 'wrong_code']]);
    const letters = async (email) => (await admin.read('/v1/admin/mailbox?limit=100')).items.filter((each) => each.recipient === email).map((each) => each.subject);
    const sql = async (statement) => {
        if (kind !== 'sqlite') return psql(server.database, statement);
        const { DatabaseSync } = await import('node:sqlite');
        const database = new DatabaseSync(join(server.data, 'ahimmoyak.db'));
        database.exec(statement);
        return database.close();
    };

    it('is required of an administrator before anything that only he may do', async () => {
        assert.equal((await admin.read('/v1/installation')).administratorsNeedSecondFactor, true);
        assert.equal((await admin.get('/v1/admin/mailbox')).is(403).body.code, 'second_factor_required');
        await admin.read('/auth/v1/info');
        (await admin.post('/auth/v1/second-factor', { password: 'wrong horse 1' })).is(422);
        refused(await admin.post('/auth/v1/second-factor/confirm', { code: '000000' }));
        ({ secret } = await setUpFactor(admin));
        await admin.read('/v1/admin/mailbox');
        assert.equal((await admin.read('/auth/v1/info')).secondFactor, true);
        (await admin.post('/auth/v1/second-factor', { password })).is(409);
    });

    describe('at the sign-in', () => {
        it('no code is taken twice, nor a ticket', async () => {
            await steadyStep();
            const first = await ticketOf(admin.account);
            refused(await first.send('000000'));
            const code = totp(secret);
            (await first.send(code)).is(200);
            await first.client.read('/v1/admin/mailbox');
            assert.equal((await first.send(totp(secret, { steps: 1 }))).is(401).body.code, 'ticket_over');
            refused(await (await ticketOf(admin.account)).send(code));
        });

        it('a clock may be one step off, not two, and no earlier step comes after a later one', async () => {
            const who = await member('drifting');
            await steadyStep();
            const { send } = await ticketOf(who);
            for (const steps of [-2, 2]) refused(await send(totp(who.secret, { steps })));
            (await send(totp(who.secret, { steps: 1 }))).is(200);
            refused(await (await ticketOf(who)).send(totp(who.secret)));
        });

        it('a ticket is its owner\'s, ends after five wrong codes, and its owner is told', async () => {
            const [who, other] = [await member('owner'), await member('stranger')];
            await steadyStep();
            const { send } = await ticketOf(who);
            refused(await send(totp(other.secret)));
            for (let i = 0; i < 4; i += 1) refused(await send('999999'));
            (await send(totp(who.secret))).is(401);
            assert.ok((await letters(who.who.email)).some((each) => each.includes('Somebody tried to sign in')));
            assert.equal((await (await ticketOf(other)).send(totp(other.secret))).is(200).body.userId, other.account.userId);
        });

        it('attempts are counted for the account, whatever tickets they come with', async () => {
            const who = await member('guessed');
            const [first, second] = [await ticketOf(who), await ticketOf(who)];
            for (let i = 0; i < 4; i += 1) refused(await first.send('999999'));
            for (let i = 0; i < 2; i += 1) refused(await second.send('999999'));
            const answer = (await second.send(totp(who.secret))).is(429);
            assert.ok(Number(answer.headers['retry-after']) > 0);
        });

        it('a ticket ends with its time, with another password and with the lock of the account', async () => {
            const who = await member('late');
            const late = await ticketOf(who);
            await sql(`UPDATE signin_ticket SET expires_at = 1 WHERE user_id = ${who.account.userId}`);
            (await late.send(totp(who.secret))).is(401);
            const stale = await ticketOf(who);
            (await who.post('/auth/v1/password', { currentPassword: password, newPassword: 'other horse 1' })).is(204);
            (await stale.send(totp(who.secret))).is(401);
            (await who.post('/auth/v1/password', { currentPassword: 'other horse 1', newPassword: password })).is(204);
            const locked = await ticketOf(who);
            (await admin.put(`/v1/admin/members/${who.account.userId}/lock`, { reason: 'lost' })).is(200);
            const answer = await locked.send(totp(who.secret));
            assert.ok([401, 403].includes(answer.status), `${answer.status}`);
            assert.deepEqual(locked.client.cookies, []);
        });

        it('a recovery code stands in, once, however it is typed', async () => {
            const who = await member('recovering');
            (await (await ticketOf(who)).send(who.codes[0].toLowerCase().replace('-', ' '))).is(200);
            const again = await ticketOf(who);
            refused(await again.send(who.codes[0]));
            assert.equal((await who.read('/auth/v1/second-factor')).recoveryCodesLeft, 9);
            (await again.send(who.codes[1])).is(200);
            assert.ok((await letters(who.who.email)).some((each) => each.includes('A recovery code was used')));
        });
    });

    it('gets new recovery codes and is turned off by password and code', async () => {
        const who = await member('changing');
        await steadyStep(10);
        const prove = (path, code, by = password) => who.post(`/auth/v1/second-factor/${path}`, { password: by, code });
        (await prove('recovery-codes', totp(who.secret), 'wrong horse 1')).is(422);
        refused(await prove('recovery-codes', '000000'));
        const { codes } = (await prove('recovery-codes', totp(who.secret))).is(200).body;
        refused(await prove('removal', who.codes[0]));
        (await prove('removal', codes[0])).is(204);
        const { enabled, recoveryCodesLeft } = await who.read('/auth/v1/second-factor');
        assert.deepEqual([enabled, recoveryCodesLeft], [false, 0]);
        (await prove('removal', codes[1])).is(409);
        await new Client(server).signIn(who.who.username, password);
    });

    it('is part of what one takes home, and erased with the account', async () => {
        const who = await member('leaving');
        const text = (await who.post('/users/v1/user/export', { password })).is(200).text;
        const { secondFactor } = JSON.parse(text);
        assert.deepEqual([secondFactor.enabled, secondFactor.recoveryCodesLeft], [true, 10]);
        assert.ok(!text.includes(who.secret));
        const waiting = await ticketOf(who);
        (await who.post('/users/v1/user/deletion', { password })).is(204);
        (await waiting.send(totp(who.secret))).is(401);
    });

    it('is taken away by an administrator, not from himself', async () => {
        const who = await member('lost');
        const path = `/v1/admin/members/${who.account.userId}`;
        assert.equal((await admin.read(path)).secondFactor, true);
        const waiting = await ticketOf(who);
        (await who.delete(`${path}/second-factor`)).is(403);
        for (let i = 0; i < 2; i += 1) (await admin.delete(`${path}/second-factor`)).is(204);
        assert.equal((await admin.read(path)).secondFactor, false);
        (await waiting.send(totp(who.secret))).is(401);
        await new Client(server).signIn(who.who.username, password);
        assert.equal((await letters(who.who.email)).filter((each) => each.includes('took your second factor away')).length, 1);
        (await admin.delete(`/v1/admin/members/${admin.account.userId}/second-factor`)).is(409);
        (await admin.delete('/v1/admin/members/999999/second-factor')).is(404);
    });

    it('is taken away from the last administrator at the machine', async () => {
        await server.stop();
        const database = server.database ? ['--database', server.database] : [];
        const command = (name) => promisify(execFile)(binary, ['admin', 'reset-second-factor', name, '--data', server.data, ...database]);
        assert.match((await command(admin.account.username)).stdout, /taken away/);
        await assert.rejects(command('nobody'), /no account nobody/);
        await server.start({ flags: required });
        const again = await new Client(server).signIn(admin.account.username, password);
        assert.equal((await again.get('/v1/admin/mailbox')).is(403).body.code, 'second_factor_required');
    });
});
