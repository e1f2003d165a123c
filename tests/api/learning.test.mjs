import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, it } from 'node:test';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { StudyPage } from '../support/study.mjs';

onEachDatabase('learning time', (kind) => {
    let server, manager, trainee, colleague, taught, asked, video, material;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const supervisor = await company(server, admin);
        [trainee, colleague] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        taught = await course(manager);
        asked = await offering(manager, supervisor, taught.id, [trainee, colleague]);
        [video, material] = taught.curriculums.map((each) => each.contents[0].id);
    });
    after(() => server?.end());

    const mine = (who = trainee) => who.read(`/v1/courses/courseList/${asked.id}`);

    it('is what was really played, and the next lesson stays closed until enough of it', async () => {
        const before = await mine();
        assert.deepEqual([before.progressPercent, before.completedCount, before.curriculums[1].contents[0].open], [0, 0, false]);
        assert.equal((await trainee.get(`/api/v1/courses/curriculums/contents/${material}?courseProvideId=${asked.id}`)).is(409).body.code, 'lesson_closed');
        const page = await StudyPage.open(trainee, video, asked.id);
        await sleep(1_500);
        const { study, refused } = (await page.send([page.beat(0, 1_500)], { positionSeconds: 1 })).is(200).body;
        assert.deepEqual(refused, []);
        assert.deepEqual([study.creditedSeconds, study.approvedSeconds, study.played], [1, 12, [{ fromSeconds: 0, toSeconds: 2, ratePercent: 100 }]]);
        const detail = await trainee.read(`/api/v1/courses/curriculums/contents/${video}?courseProvideId=${asked.id}`);
        assert.deepEqual([detail.positionSeconds, detail.study.creditedSeconds], [1, 1]);
        assert.equal((await mine()).curriculums[0].contents[0].state, 'STARTED');
        assert.equal((await mine(colleague)).creditedSeconds, 0, 'each for himself');
    });

    it('is not had by a script that sends what it likes', async () => {
        const { creditedSeconds } = await mine();
        const page = await StudyPage.open(trainee, video, asked.id);
        (await page.send([page.beat(0, 0)])).is(200);
        (await page.send([page.beat(0, 0)])).is(200);
        const forged = [
            ['TOO_FAST', page.beat(0, 12_000)],
            ['TOO_FAST', page.beat(0, 12_000, { ratePercent: 400 })],
            ['FROM_FUTURE', page.beat(0, 12_000, { elapsedMs: 600_000 })],
            ['FORGED', page.beat(0, 100, { key: 'a key that I made' })],
            ['FORGED', { ...page.beat(0, 100), toMs: 12_000 }],
            ['IMPOSSIBLE', page.beat(60_000, 60_100)],
            ['IMPOSSIBLE', page.beat(5_000, 4_000)],
            ['OUT_OF_ORDER', page.beat(0, 100, { counter: 1, elapsedMs: 0 })],
        ];
        for (const [reason, beat] of forged) {
            const { refused, study } = (await page.send([beat])).is(200).body;
            assert.deepEqual(refused.map((each) => each.reason), [reason], JSON.stringify(beat));
            assert.equal(study.creditedSeconds, creditedSeconds);
        }
        (await trainee.put(`/v1/learning/contents/${video}/position`, { courseProvideId: asked.id, positionSeconds: 12 })).is(204);
        (await trainee.post(`/v1/learning/viewings/${page.viewing.id}/heartbeats`, { beats: [], progressPercent: 100 })).is(422);
        assert.equal((await mine()).creditedSeconds, creditedSeconds);
        const theirs = await StudyPage.open(colleague, video, asked.id);
        (await new StudyPage(trainee, theirs.viewing).send([theirs.beat(0, 100)])).is(404);
    });

    it('counts once when the answer was not heard, and goes on where the network was lost', async () => {
        const page = await StudyPage.open(trainee, video, asked.id);
        await sleep(1_200);
        const kept = [page.beat(2_000, 2_600, { elapsedMs: 600 }), page.beat(2_600, 3_200, { elapsedMs: 1_200 })];
        const { study } = (await page.send(kept)).is(200).body;
        const again = (await page.send([...kept, page.beat(3_200, 3_200)])).is(200).body;
        assert.deepEqual(again.refused, []);
        assert.deepEqual(again.study, study);
    });

    it('is measured in one place at a time', async () => {
        const desk = await StudyPage.open(trainee, video, asked.id);
        const phone = await StudyPage.open(trainee, video, asked.id);
        await sleep(300);
        assert.equal((await phone.send([phone.beat(4_000, 4_300)])).is(200).body.takenOver, false);
        const told = (await desk.send([desk.beat(5_000, 5_300)])).is(200).body;
        assert.equal(told.takenOver, true);
        assert.deepEqual(told.refused.map((each) => each.reason), ['TAKEN_OVER']);
    });

    it('is measured by rules of the institution, which have versions', async () => {
        const at = '/v1/institutions/learning-rules';
        const shown = (await manager.get(at)).is(200);
        assert.deepEqual(shown.body, { rules: { nextLessonOpensAtPercent: 80, countedFromPercent: 50, completedAtPercent: 80, dailyHours: 8, materialSeconds: 60, liveAttendancePercent: 80, identityCheckEvery: 0, midtermOpensAtPercent: 50, finalOpensAtPercent: 80, totalScoreNeeded: 60 }, version: 1 });
        const changed = (await manager.put(at, { ...shown.body.rules, nextLessonOpensAtPercent: 0 }, { headers: { 'if-match': shown.headers.etag } })).is(200);
        assert.equal(changed.body.version, 2);
        (await manager.put(at, shown.body.rules, { headers: { 'if-match': shown.headers.etag } })).is(412);
        assert.equal((await mine()).measuredBy.version, 1, 'those who study already keep theirs');
        assert.equal((await mine()).curriculums[1].contents[0].open, false);
    });
});
