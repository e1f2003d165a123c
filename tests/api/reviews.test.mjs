import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { certificateOf, easyRules, studies } from '../support/certificates.mjs';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('the rating of a course', (kind) => {
    let server, admin, manager, supervisor, trainee, colleague, taught, asked;
    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        [trainee, colleague] = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        await easyRules(manager);
        taught = await course(manager);
        asked = await offering(manager, supervisor, taught.id, [trainee, colleague]);
    });
    after(() => server?.end());

    const path = () => `/v1/reviews/offerings/${asked.id}`;
    const shown = () => manager.read(`/v1/reviews/courses/${taught.id}`);
    const inCatalogue = async () => (await supervisor.read('/v1/catalog/courses')).items.map(({ ratingSum, ratingCount }) => [ratingSum, ratingCount]);

    it('is open once the course is over for the trainee', async () => {
        assert.deepEqual(await trainee.read(path()), { open: false, score: null, words: '', updatedAt: null });
        assert.equal((await trainee.put(path(), { score: 5 })).is(409).body.code, 'not_over');
        await studies(trainee, taught.curriculums[0].contents[0].id, asked.id);
        await certificateOf(trainee, asked.id);
        assert.equal((await trainee.read(path())).open, true);
        assert.equal((await colleague.read(path())).open, false);
    });

    it('counts once, and may be changed', async () => {
        for (const score of [0, 6, 2.5]) (await trainee.put(path(), { score })).is(422);
        (await trainee.put(path(), { score: 5, words: 'ㄱ'.repeat(1001) })).is(422);
        (await trainee.put(path(), { score: 5, words: '좋았습니다.' })).is(200);
        assert.deepEqual(await inCatalogue(), [[5, 1]]);
        const changed = (await trainee.put(path(), { score: 3, words: '다시 생각해 보니 조금 길었습니다.' })).is(200).body;
        assert.deepEqual([changed.score, changed.words], [3, '다시 생각해 보니 조금 길었습니다.']);
        assert.deepEqual(await inCatalogue(), [[3, 1]]);
    });

    it('is read by the institution without a name, and by no other', async () => {
        const read = await shown();
        assert.deepEqual([read.courseTitle, read.count, read.sum, read.scores.map((each) => each.count)], ['지게차 안전', 1, 3, [0, 0, 1, 0, 0]]);
        assert.deepEqual(read.items.map(({ score, words, companyName }) => [score, words, companyName]), [[3, '다시 생각해 보니 조금 길었습니다.', supervisor.organisation.name]]);
        assert.ok(!JSON.stringify(read).includes(trainee.who.name));
        (await (await institution(server, admin)).get(`/v1/reviews/courses/${taught.id}`)).is(404);
        const stranger = await employee(server, admin, await company(server, admin));
        (await stranger.get(path())).is(404);
        (await stranger.put(path(), { score: 1 })).is(404);
    });

    it('leaves its score when its writer goes, and no words', async () => {
        const all = JSON.parse((await trainee.post('/users/v1/user/export', { password })).is(200).text);
        assert.deepEqual(all.reviews.map((each) => [each.course, each.score]), [['지게차 안전', 3]]);
        (await trainee.post('/users/v1/user/deletion', { password })).is(204);
        const read = await shown();
        assert.deepEqual([read.count, read.items[0].words], [1, '']);
    });
});
