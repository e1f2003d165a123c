import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { institution, setUp } from '../support/people.mjs';
import { writtenQuestion } from '../support/questions.mjs';
import { startServer } from '../support/server.mjs';

onEachDatabase('the question bank of an institution', (kind) => {
    let server, manager, strangers;

    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        strangers = await institution(server, admin);
    });
    after(() => server?.end());

    const list = (query = {}, who = manager) => who.read(`/v1/questions?${new URLSearchParams(query)}`);
    const words = async (query) => (await list(query)).items.map((each) => each.words);
    const add = async (...of) => (await manager.post('/v1/questions', writtenQuestion(...of))).is(201).body;
    const places = (answer) => answer.is(422).body.errors.map((each) => each.pointer).sort();

    it('takes the five kinds, finds them by words, kind, tag and difficulty, and shows them to nobody else', async () => {
        for (const each of ['CHOICE', 'MULTIPLE_CHOICE', 'SHORT_ANSWER', 'NUMERIC', 'ESSAY']) {
            const made = await add(`지게차 문제 ${each}`, { kind: each, tags: ['안전', each === 'ESSAY' ? '서술' : '자동', '안전'], difficulty: each === 'NUMERIC' ? 'HARD' : 'EASY' });
            const read = (await manager.get(`/v1/questions/${made.id}`)).is(200);
            assert.deepEqual(read.body.document, made.document);
            assert.equal(read.etag, '"1"');
            (await strangers.get(`/v1/questions/${made.id}`)).is(404);
            (await strangers.put(`/v1/questions/${made.id}`, writtenQuestion('남의 문제'))).is(404);
            (await strangers.post(`/v1/questions/${made.id}/copy`)).is(404);
            (await strangers.delete(`/v1/questions/${made.id}`)).is(404);
        }
        assert.equal((await list()).total, 5);
        assert.equal((await list({}, strangers)).total, 0);
        assert.deepEqual(await words({ kind: 'ESSAY' }), ['지게차 문제 ESSAY']);
        assert.deepEqual(await words({ difficulty: 'HARD' }), ['지게차 문제 NUMERIC']);
        assert.deepEqual(await words({ search: '게차 문제 num' }), ['지게차 문제 NUMERIC']);
        assert.deepEqual(await words({ search: '%' }), []);
        assert.deepEqual(await words({ tag: '서술' }), ['지게차 문제 ESSAY']);
        const second = await list({ limit: 2, page: 2 });
        assert.deepEqual([second.items.length, second.total, second.page], [2, 5, 2]);
        assert.deepEqual(second.items[0].tags, ['안전', '자동']);
        assert.deepEqual((await manager.read('/v1/questions/tags')).items, [{ tag: '서술', questionCount: 1 }, { tag: '안전', questionCount: 5 }, { tag: '자동', questionCount: 4 }]);
    });

    it('says at which place a question is wrong', async () => {
        const refused = async (...of) => places(await manager.post('/v1/questions', writtenQuestion('나쁜 문제', ...of)));
        const choices = (...rights) => rights.map((correct, at) => ({ text: `보기 ${at}`, correct }));
        assert.deepEqual(await refused({ choices: choices(true, true) }), ['/document/choices']);
        assert.deepEqual(await refused({ choices: choices(true) }), ['/document/choices']);
        assert.deepEqual(await refused({ choices: Array.from({ length: 11 }, (_, at) => ({ text: `${at}`, correct: at === 0 })) }), ['/document/choices']);
        assert.deepEqual(await refused({ choices: [{ text: '같음', correct: true }, { text: ' 같음 ', correct: false }] }), ['/document/choices/1/text']);
        assert.deepEqual(await refused({ choices: [{ text: '참', correct: true }, { text: '', correct: false }] }), ['/document/choices/1/text']);
        assert.deepEqual(await refused({ kind: 'MULTIPLE_CHOICE', choices: choices(false, false) }), ['/document/choices']);
        assert.deepEqual(await refused({ kind: 'SHORT_ANSWER', accepted: [] }), ['/document/accepted']);
        assert.deepEqual(await refused({ kind: 'SHORT_ANSWER', accepted: ['MSDS', 'm s d s'] }), ['/document/accepted/1']);
        assert.deepEqual(await refused({ kind: 'NUMERIC', number: null, tolerance: -1 }), ['/document/number', '/document/tolerance']);
        assert.deepEqual(await refused({ kind: 'ESSAY', rubric: [{ title: '원인', share: 90 }] }), ['/document/rubric']);
        assert.deepEqual(await refused({ content: { type: 'doc', content: [{ type: 'paragraph' }] } }), ['/document/content']);
        assert.deepEqual(await refused({ points: 0, tags: ['가'.repeat(31)] }), ['/points', '/tags/0']);
        assert.equal((await list()).total, 5, 'nothing of it is kept');
    });

    it('makes a new version of what changes, lets nobody overwrite, copies and removes', async () => {
        const made = await add('바뀔 문제', { tags: ['하나'] });
        const change = (what, version) => manager.put(`/v1/questions/${made.id}`, what, { headers: { 'If-Match': `"${version}"` } });
        const changed = (await change(writtenQuestion('바뀐 문제', { kind: 'NUMERIC', tags: ['둘'], points: 3 }), 1)).is(200).body;
        assert.deepEqual([changed.version, changed.points, changed.tags, changed.document.kind, changed.document.choices], [2, 3, ['둘'], 'NUMERIC', []]);
        (await change(writtenQuestion('덮어쓰기'), 1)).is(412);
        const copied = (await manager.post(`/v1/questions/${made.id}/copy`)).is(201).body;
        assert.notEqual(copied.id, made.id);
        assert.deepEqual([copied.document, copied.tags], [changed.document, ['둘']]);
        (await manager.delete(`/v1/questions/${made.id}`, { headers: { 'If-Match': '"1"' } })).is(412);
        (await manager.delete(`/v1/questions/${made.id}`, { headers: { 'If-Match': '"2"' } })).is(204);
        (await manager.get(`/v1/questions/${made.id}`)).is(404);
        assert.deepEqual(await words({ search: '바뀐' }), ['바뀐 문제']);
        (await manager.delete(`/v1/questions/${copied.id}`)).is(204);
        assert.ok(!(await manager.read('/v1/questions/tags')).items.some((each) => each.tag === '둘'));
    });

    const send = (path, file, format) => manager.request('POST', `/v1/questions/${path}?format=${format}`, { raw: Buffer.from(file), headers: { 'content-type': 'application/octet-stream' } });

    it('takes a GIFT file, all of it or nothing, and none twice; what is exported is what was imported', async () => {
        const good = '$CATEGORY: top/소방\n\n::1::[html]<p>소화기는?</p> {=둥근 것 ~네모난 것#아닙니다}\n\n원주율은? {#3.14:0.01}\n\n쓰시오. {}\n';
        const bad = `${good}\n짝짓기 {=a -> 1 =b -> 2}\n`;
        const seen = (await send('import/preview', bad, 'GIFT')).is(200).body;
        assert.deepEqual([seen.addCount, seen.errorCount, seen.unchangedCount], [3, 1, 0]);
        assert.deepEqual([seen.rows[0].row, seen.rows[0].words, seen.rows[3].row, seen.rows[3].issues[0].code], [3, '소화기는?', 9, 'matching']);
        assert.deepEqual(places(await send('import', bad, 'GIFT')), ['/rows/9/document/choices']);
        assert.equal((await list({ tag: '소방' })).total, 0);
        assert.deepEqual((await send('import', good, 'GIFT')).is(200).body, { addedCount: 3, unchangedCount: 0 });
        assert.deepEqual((await send('import', good, 'GIFT')).is(200).body, { addedCount: 0, unchangedCount: 3 });
        assert.equal((await list({ tag: '소방' })).total, 3);

        for (const [kind, format] of [['gift', 'GIFT'], ['xlsx', 'TABLE']]) {
            const saved = (await manager.get(`/v1/questions/export/${kind}?tag=${encodeURIComponent('소방')}`)).is(200);
            assert.match(saved.headers['content-disposition'], /^attachment/);
            assert.deepEqual((await send('import', saved.bytes, format)).is(200).body, { addedCount: 0, unchangedCount: 3 });
        }
        const example = (await manager.get('/v1/questions/template')).is(200);
        assert.equal((await send('import/preview', example.bytes, 'TABLE')).is(200).body.addCount, 5);
        for (const [file, format] of [['PK\u0003\u0004broken', 'TABLE'], ['이름,이메일\n가,나\n', 'TABLE'], ['', 'GIFT'], ['그냥 글', 'TABLE']]) (await send('import', file, format)).is(422);
    });
});
