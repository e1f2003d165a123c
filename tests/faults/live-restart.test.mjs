import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { course, lecture, offering, quizOf } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('a restart in the middle of a live lecture', (kind) => {
    let server, manager, trainee, live, publisher, quiz;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainee = await employee(server, admin, supervisor);
        const given = await offering(manager, supervisor, (await course(manager)).id, [trainee]);
        live = await lecture(manager, given.id);
        quiz = (await manager.post(`/v1/live/${live.id}/quizzes`, quizOf())).is(201).body;
    });
    after(async () => {
        await publisher?.kill();
        await server?.end();
    });

    const onAir = async () => {
        publisher = publish(ingestAddress(live));
        await until('the lecture is ON and plays', async () => {
            assert.equal((await trainee.read(`/v1/live/${live.id}`)).status, 'ON');
            return new Viewer(trainee, live.playbackUrl).open();
        }, { seconds: 20 * slowness, every: 100 });
    };
    const present = async (seconds) => until(`${seconds} s of presence`, async () => {
        const { presentSeconds } = (await trainee.post(`/v1/live/${live.id}/presence`, { playing: true, visible: true })).is(200).body;
        return presentSeconds >= seconds && presentSeconds;
    }, { seconds: 30, every: 400 });

    for (const [how, stop] of [['SIGTERM', () => server.stop()], ['kill -9', () => server.kill()]]) {
        it(`${how}: the lecture, its open quiz, answers and presence are there afterwards`, async () => {
            await onAir();
            if (how === 'SIGTERM') {
                (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
                (await trainee.post(`/v1/quizzes/${quiz.id}/answers`, { option: 2 })).is(201);
            }
            const seconds = await present(how === 'SIGTERM' ? 2 : 4);
            await stop();
            await publisher.ended;
            await server.start({ samePorts: true });
            assert.equal((await trainee.read(`/v1/live/${live.id}`)).status, 'ON', 'it has not ended');
            const shown = await trainee.read(`/v1/quizzes/${quiz.id}`);
            assert.deepEqual([shown.state, shown.myAnswer], ['OPEN', 2]);
            assert.equal((await manager.read(`/v1/quizzes/${quiz.id}/results`)).total, 1);
            const kept = (await manager.read(`/v1/live/${live.id}/attendance`)).items[0].presentSeconds;
            // A crash may lose what was not answered yet, never what was.
            const { items: minutes } = await manager.read(`/v1/live/${live.id}/attendance/minutes`);
            assert.ok(minutes.some((each) => each.presentCount === 1), 'the minutes of presence are kept, too');
            assert.ok(kept >= seconds - (how === 'SIGTERM' ? 0 : 10), `${kept} of ${seconds} s`);
        });
    }

    it('goes on with the same key afterwards, and ends', async () => {
        await onAir();
        assert.equal((await manager.post(`/v1/live/${live.id}/end`)).is(200).body.status, 'END');
        await until('attendance is final', async () => (await manager.read(`/v1/live/${live.id}/attendance`)).final);
    });
});
