import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import WebSocket from 'ws';
import { Chatter } from '../support/chat.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until, within } from '../support/until.mjs';

/** What was opened with a session closes with it, however it ends, and nothing of anybody else does. */
onEachDatabase('an ended session', (kind) => {
    let server, admin, manager, supervisor, taught, trainee, live, witness;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        taught = await course(manager);
        trainee = await employee(server, admin, supervisor);
        const given = await offering(manager, supervisor, taught.id, [trainee]);
        live = await lecture(manager, given.id);
        witness = await opened(manager);
    });
    after(async () => {
        close(witness);
        await server?.end();
    });

    async function opened(client) {
        const events = new PageEvents(client, { live: live.id });
        await events.opened;
        const code = new Promise((resolve) => { events.socket.once('close', resolve); });
        const chat = await new Chatter(client, live.id).connect(`ws://localhost:${server.port}/chat`);
        return { client, events, code, chat };
    }
    const close = (all) => {
        all?.events.close();
        all?.chat.leave();
    };
    const signedIn = () => new Client(server).signIn(trainee.who.username, password);
    const isOpen = (all) => all.events.socket.readyState === WebSocket.OPEN && all.chat.disconnects.length === 0;

    /** Everything of `ends` is closed, for good; `stays` goes on. */
    async function closes(ends, stays) {
        const token = (await ends.client.post(`/v1/live/${live.id}/chat-token`)).is(200).body;
        return async () => {
            assert.equal(await within(5, 'the event stream closes', ends.code), 4401);
            await until('the chat closes', () => ends.chat.disconnects.length > 0, { seconds: 5 });
            const socket = new WebSocket(token.messagingEndpoint, [token.token], { headers: { origin: server.url } });
            const answered = await new Promise((resolve) => {
                socket.on('unexpected-response', (_, answer) => { resolve(answer.statusCode); });
                socket.on('open', () => { resolve('open'); });
                socket.on('error', () => {});
            });
            assert.equal(answered, 401, 'a token from before opens nothing');
            for (const each of [stays, witness]) assert.ok(isOpen(each));
            await stays.chat.send('계속');
            await witness.chat.hears('계속');
            witness.chat.messages.length = 0;
            close(ends);
        };
    }

    const ways = {
        'by signing out': ({ ends }) => ends.client.post('/auth/v1/signout'),
        'from another device, one': async ({ stays, endsId }) => stays.client.delete(`/auth/v1/sessions/${endsId}`),
        'from another device, all but that': ({ stays }) => stays.client.post('/auth/v1/signout-everywhere', { keepThis: true }),
    };
    for (const [name, way] of Object.entries(ways)) {
        it(`${name}: its connections close`, async () => {
            const ends = await opened(await signedIn());
            const endsId = (await ends.client.read('/auth/v1/sessions')).items.find((each) => each.current).id;
            const stays = await opened(await signedIn());
            const check = await closes(ends, stays);
            (await way({ ends, stays, endsId })).is(204);
            await check();
            close(stays);
        });
    }

    it('by a lock, of whoever is locked', async () => {
        const ends = await opened(await signedIn());
        const check = await closes(ends, witness);
        (await admin.put(`/v1/admin/members/${trainee.account.userId}/lock`, { reason: '계정 도용 의심' })).is(200);
        await check();
        (await admin.delete(`/v1/admin/members/${trainee.account.userId}/lock`)).is(200);
    });

    it('by deleting the account', async () => {
        const ends = await opened(await signedIn());
        const check = await closes(ends, witness);
        (await ends.client.post('/users/v1/user/deletion', { password })).is(204);
        await check();
    });
});
