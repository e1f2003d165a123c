import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Client } from '../support/client.mjs';
import { course, lecture, offering, request } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('/events', (kind) => {
    let server, admin, manager, supervisor, trainee, taught;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        taught = await course(manager);
    });
    after(() => server?.end());

    it('is closed to who is not signed in, and to other sites', async () => {
        await assert.rejects(new PageEvents(new Client(server)).opened, { status: 401 });
        await assert.rejects(new PageEvents(manager, {}, { origin: 'https://evil.example' }).opened, { status: 403 });
    });

    it('tells of a notice at once, and what was missed after coming back', async () => {
        const page = new PageEvents(manager);
        await page.opened;
        await request(supervisor, taught.id);
        const first = await page.hears('notification', (data) => data.unreadCount >= 1);
        page.close();
        await page.closed;
        await request(supervisor, taught.id, 4);
        const later = new PageEvents(manager, { after: first.id });
        await later.hears('notification', (data) => data.unreadCount > first.data.unreadCount);
        later.close();
    });

    it('lets nobody listen to a stranger\'s lecture', async () => {
        const given = await offering(manager, supervisor, taught.id, [trainee]);
        const live = await lecture(manager, given.id);
        const other = await institution(server, admin);
        const spy = new PageEvents(other, { live: live.id });
        const listening = new PageEvents(trainee, { live: live.id });
        await listening.opened;
        await spy.opened.catch(() => {});
        (await manager.post(`/v1/live/${live.id}/cancel`)).is(200);
        await listening.hears('live', (data) => data.channelId === live.id);
        assert.ok(!spy.frames.some((each) => each.type === 'live'));
        spy.close();
        listening.close();
    });

    it('ends with the session', async () => {
        const leaving = await new Client(server).signIn(trainee.who.username, trainee.who.password);
        const page = new PageEvents(leaving);
        await page.opened;
        (await leaving.post('/auth/v1/signout')).is(204);
        await page.closed;
    });
});
