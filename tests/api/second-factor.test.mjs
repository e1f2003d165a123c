import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { password, setUp, signUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { totp } from '../support/totp.mjs';

onEachDatabase('the second factor', (kind) => {
    let server, admin, secret;
    before(async () => {
        server = await startServer(kind, { flags: ['--accounts-administrator-second-factor', 'required'] });
        admin = await setUp(server);
    });
    after(() => server?.end());

    const setUpFactor = async (who) => {
        const begun = (await who.post('/auth/v1/second-factor', { password })).is(200).body;
        // The step before the present one, so that the present one is still good.
        const { codes } = (await who.post('/auth/v1/second-factor/confirm', { code: totp(begun.secret, { steps: -1 }) })).is(200).body;
        assert.equal(new Set(codes).size, 10);
        return { secret: begun.secret, codes };
    };
    const ticketOf = async (who) => {
        const client = new Client(server);
        const { ticket } = (await client.post('/auth/v1/signin', { login: who.username ?? who.who.username, password })).is(202).body;
        assert.deepEqual(client.cookies, [], 'no session yet');
        return { ticket, send: (code) => client.post('/auth/v1/signin/second-factor', { ticket, code }), client };
    };

    it('is required of an administrator before anything that only he may do', async () => {
        assert.equal((await admin.read('/v1/installation')).administratorsNeedSecondFactor, true);
        assert.equal((await admin.get('/v1/admin/mailbox')).is(403).body.code, 'second_factor_required');
        await admin.read('/auth/v1/info');
        ({ secret } = await setUpFactor(admin));
        await admin.read('/v1/admin/mailbox');
        assert.equal((await admin.read('/auth/v1/info')).secondFactor, true);
    });

    it('is asked for at the sign-in; no code is taken twice, nor a ticket', async () => {
        const first = await ticketOf(admin.account);
        (await first.send('000000')).is(422);
        const code = totp(secret);
        (await first.send(code)).is(200);
        await first.client.read('/v1/admin/mailbox');
        (await first.send(totp(secret, { steps: 1 }))).is(401);
        const second = await ticketOf(admin.account);
        (await second.send(code)).is(422);
    });

    it('is stood in for by a recovery code, once; an administrator takes it away', async () => {
        const who = await signUp(server, admin, 'member');
        const { codes } = await setUpFactor(who);
        (await (await ticketOf(who)).send(codes[0].toLowerCase().replace('-', ' '))).is(200);
        const again = await ticketOf(who);
        (await again.send(codes[0])).is(422);
        assert.equal((await who.read('/auth/v1/second-factor')).recoveryCodesLeft, 9);
        for (let i = 0; i < 4; i += 1) (await again.send('999999')).is(422);
        (await again.send(codes[1])).is(401);
        (await who.delete(`/v1/admin/members/${admin.account.userId}/second-factor`)).is(403);
        (await admin.delete(`/v1/admin/members/${who.account.userId}/second-factor`)).is(204);
        await new Client(server).signIn(who.who.username, password);
        (await admin.delete(`/v1/admin/members/${admin.account.userId}/second-factor`)).is(409);
    });
});
