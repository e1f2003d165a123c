import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { choiceQuestion, examWorld, openExam, Paper, question } from '../support/exams.mjs';
import { institution } from '../support/people.mjs';
import { point, sendPicture } from '../support/questions.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('pictures of questions', (kind) => {
    let server, world, stranger, picture;
    before(async () => {
        server = await startServer(kind);
        world = await examWorld(server, { trainees: 2 });
        stranger = await institution(server, world.admin);
        picture = (await sendPicture(world.manager)).is(201).body.id;
    });
    after(() => server?.end());

    const withPicture = (id, alt = '적색 표지판') => ({ ...choiceQuestion(), picture: { id, alt } });
    const save = (manager, document) => manager.post('/v1/questions', { document, difficulty: 'EASY', points: 10, tags: [] });

    it('are what their bytes say, of a bounded size, and come with words', async () => {
        const { manager } = world;
        const seen = (await manager.get(`/v1/questions/pictures/${picture}`)).is(200);
        assert.equal(seen.headers['content-type'], 'image/png');
        assert.equal(seen.headers['x-content-type-options'], 'nosniff');
        assert.match(seen.headers['cache-control'], /private/);
        assert.deepEqual(seen.bytes, point);
        (await sendPicture(manager, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).is(422);
        (await sendPicture(manager, Buffer.alloc(1_100_000))).is(413);
        const noWords = (await save(manager, withPicture(picture, ''))).is(422).body;
        assert.match(noWords.errors[0].pointer, /^\/document\/picture\/alt/);
        assert.match((await save(manager, withPicture(999_999))).is(422).body.errors[0].pointer, /^\/document\/picture\/id/);
        // Another institution neither reads it nor puts it into a question of its own.
        (await stranger.get(`/v1/questions/pictures/${picture}`)).is(404);
        (await save(stranger, withPicture(picture))).is(422);
    });

    it('stand on the paper that was drawn, for its trainee alone, and only while the paper may be read', async () => {
        const { manager, trainees: [taker, other] } = world;
        const id = await question(manager, withPicture(picture));
        const exam = await openExam(manager, world.course.id, [id], { resultsShown: 'SCORE_AT_ONCE' });
        const seenBy = (who) => who.get(`/v1/exams/pictures/${picture}`);
        (await seenBy(taker)).is(404);
        const paper = await Paper.begin(taker, exam.id);
        assert.deepEqual(paper.paper.questions[0].picture, { id: picture, alt: '적색 표지판' });
        assert.deepEqual((await seenBy(taker)).is(200).bytes, point);
        (await seenBy(other)).is(404);
        (await seenBy(manager)).is(403);
        (await seenBy(world.supervisor)).is(403);
        // The bank goes on without it; the paper does not change.
        const shown = (await manager.get(`/v1/questions/${id}`)).is(200);
        (await manager.request('PUT', `/v1/questions/${id}`, { body: { document: choiceQuestion(), difficulty: 'EASY', points: 10, tags: [] }, headers: { 'if-match': shown.etag } })).is(200);
        assert.equal((await paper.open()).is(200).body.questions[0].picture.id, picture);
        assert.deepEqual((await seenBy(taker)).is(200).bytes, point);
        (await paper.submit()).is(200);
        (await seenBy(taker)).is(404);
    });

    it('are named where a file cannot carry them', async () => {
        await save(world.manager, { ...withPicture(picture), content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '표지판의 뜻은?' }] }] } });
        assert.match((await world.manager.get('/v1/questions/export/gift')).is(200).text, /\/\/ 그림은 담기지 않았습니다\..*적색 표지판/);
    });
});
