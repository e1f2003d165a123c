import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { ask as fetched } from '../support/http.mjs';
import { course, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, password, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { sendParts } from '../support/upload.mjs';
import { until } from '../support/until.mjs';

const paragraph = (text) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
const saying = (document) => (document?.content ?? []).flatMap((block) => (block.content ?? []).map((each) => each.text)).join('\n');

onEachDatabase('the boards of an offering', (kind) => {
    let server, admin, manager, strangers, first, second, taught, asker, classmate, elsewhere, question;

    before(async () => {
        server = await startServer(kind);
        admin = await setUp(server);
        manager = await institution(server, admin);
        strangers = await institution(server, admin);
        taught = await course(manager);
        const attend = async (how) => {
            const supervisor = await company(server, admin);
            const trainees = [];
            for (let i = 0; i < how; i += 1) trainees.push(await employee(server, admin, supervisor));
            return { supervisor, trainees, offering: await offering(manager, supervisor, taught.id, trainees) };
        };
        first = await attend(2);
        second = await attend(1);
        [asker, classmate] = first.trainees;
        [elsewhere] = second.trainees;
    });
    after(() => server?.end());

    const list = (who, type = 'QNA', more = '') => who.read(`/board/v1/courses/${taught.id}/${type}?limit=100${more}`);
    const titles = async (...of) => (await list(...of)).items.map((each) => each.title);
    const ask = (who, title, more = {}) => who.post('/board/v1/courses', { type: 'QNA', courseId: taught.id, title, content: paragraph(`${title}에 대해 알고 싶습니다.`), ...more });
    const told = async (who, what) => (await who.read('/v1/notifications?limit=100')).items.some((each) => each.kind === what);
    const comment = (who, post, text, more = {}) => who.post(`/board/v1/${post}/comments`, { content: paragraph(text), ...more });
    const comments = async (who, post) => (await who.read(`/board/v1/${post}/comments`)).items;

    it('take a question, which the institution and fellow trainees read, and no other company', async () => {
        const asked = (await ask(asker, '지게차 안전벨트')).is(201).body;
        question = asked.id;
        assert.equal(asked.courseProvideId, first.offering.id);
        assert.equal(asked.author.mine, true);
        for (const reader of [asker, classmate, manager]) {
            assert.deepEqual(await titles(reader), ['지게차 안전벨트']);
            const read = (await reader.get(`/board/v1/${question}`)).is(200).body;
            assert.equal(saying(read.content), '지게차 안전벨트에 대해 알고 싶습니다.');
            assert.equal(read.author.name, asker.account.name);
        }
        assert.deepEqual(await titles(elsewhere), []);
        for (const stranger of [elsewhere, strangers, first.supervisor]) {
            assert.ok([403, 404].includes((await stranger.get(`/board/v1/${question}`)).status));
            assert.ok([403, 404].includes((await stranger.get(`/board/v1/${question}/comments`)).status));
        }
        (await strangers.get(`/board/v1/courses/${taught.id}/QNA`)).is(404);
        await until('the manager is told', () => told(manager, 'QUESTION_ASKED'));
    });

    it('count a person once a day', async () => {
        const before = (await asker.read(`/board/v1/${question}`)).views;
        assert.equal(before, 3, 'asker, classmate and manager have looked');
        for (let i = 0; i < 3; i += 1) await classmate.read(`/board/v1/${question}`);
        assert.equal((await list(asker)).items[0].views, 3);
    });

    it('show as answered what the institution answers; fellow trainees answer, too', async () => {
        const helped = (await comment(classmate, question, '저도 궁금합니다.')).is(201).body.id;
        assert.equal((await list(asker)).items[0].answered, false);
        (await comment(manager, question, '2026년부터 의무입니다.')).is(201);
        const row = (await list(asker)).items[0];
        assert.deepEqual([row.answered, row.commentCount, row.accepted], [true, 2, false]);
        await until('who asked is told', () => told(asker, 'QUESTION_ANSWERED'));
        assert.deepEqual((await comments(asker, question)).map((each) => [saying(each.content), each.author.institution]), [['저도 궁금합니다.', false], ['2026년부터 의무입니다.', true]]);
        assert.deepEqual((await list(asker, 'QNA', '&answered=false')).items, []);

        (await classmate.put(`/board/v1/comments/${helped}/acceptance`, { accepted: true })).is(403);
        (await asker.put(`/board/v1/comments/${helped}/acceptance`, { accepted: true })).is(204);
        assert.deepEqual((await comments(asker, question)).map((each) => each.accepted), [true, false]);
        await until('who answered is told', () => told(classmate, 'ANSWER_ACCEPTED'));
        (await classmate.delete(`/board/v1/comments/${helped}`)).is(204);
        const after = (await list(asker)).items[0];
        assert.deepEqual([after.accepted, after.commentCount, after.answered], [false, 1, true]);
    });

    it('keep two from overwriting each other, and what was said before', async () => {
        const { version } = await asker.read(`/board/v1/${question}`);
        const change = (title, ifMatch) => asker.put(`/board/v1/${question}`, { title, content: paragraph('고친 질문입니다.') }, { headers: { 'If-Match': `"${ifMatch}"` } });
        (await change('안전벨트 의무', version)).is(200);
        (await change('덮어쓰기', version)).is(412);
        const read = (await classmate.get(`/board/v1/${question}`)).is(200).body;
        assert.deepEqual([read.title, read.edited], ['안전벨트 의무', true]);
        for (const reader of [asker, manager]) assert.deepEqual((await reader.read(`/board/v1/${question}/history`)).items.map((each) => each.title), ['지게차 안전벨트']);
        (await classmate.get(`/board/v1/${question}/history`)).is(403);
        (await classmate.put(`/board/v1/${question}`, { title: '남의 글', content: paragraph('x') })).is(403);
        (await manager.put(`/board/v1/${question}`, { title: '남의 글', content: paragraph('x') })).is(403);
    });

    it('carry notices to one offering or to all of a course, pinned ones first', async () => {
        const notice = (more) => manager.post('/board/v1/courses', { type: 'NOTICE', content: paragraph('준비물을 확인하세요.'), ...more });
        const pinned = (await notice({ courseId: taught.id, title: '모두에게', pinned: true })).is(201).body;
        assert.equal(pinned.courseProvideId ?? null, null);
        (await notice({ courseProvideId: first.offering.id, title: '첫 회사에게' })).is(201);
        (await notice({ courseProvideId: second.offering.id, title: '둘째 회사에게' })).is(201);
        assert.deepEqual(await titles(asker, 'NOTICE'), ['모두에게', '첫 회사에게']);
        assert.deepEqual(await titles(elsewhere, 'NOTICE'), ['모두에게', '둘째 회사에게']);
        assert.deepEqual(await titles(manager, 'NOTICE'), ['모두에게', '둘째 회사에게', '첫 회사에게']);
        assert.deepEqual(await titles(manager, 'NOTICE', `&courseProvideId=${second.offering.id}`), ['모두에게', '둘째 회사에게']);
        for (const trainee of [asker, elsewhere]) await until('every trainee is told', () => told(trainee, 'NOTICE_POSTED'));
        (await comment(asker, pinned.id, '네')).is(403);
        (await comment(manager, pinned.id, '장소가 바뀌었습니다.')).is(201);
        assert.equal((await comments(elsewhere, pinned.id)).length, 1);
        (await asker.post('/board/v1/courses', { type: 'NOTICE', courseId: taught.id, title: '가짜 공지', content: paragraph('x') })).is(403);
        (await manager.post('/board/v1/courses', { type: 'QNA', courseId: taught.id, title: '질문', content: paragraph('x') })).is(403);
        (await strangers.post('/board/v1/courses', { type: 'NOTICE', courseId: taught.id, title: '남의 과정', content: paragraph('x') })).is(404);
        assert.ok((await manager.read('/board/v1/institutions/NOTICE')).total >= 3);
        assert.equal((await strangers.read('/board/v1/institutions/NOTICE')).total, 0);
    });

    it('are searched inside of longer words, and for what is no pattern', async () => {
        for (const word of ['전벨', '고친', encodeURIComponent('의무')]) assert.equal((await list(asker, 'QNA', `&search=${word.includes('%') ? word : encodeURIComponent(word)}`)).total, 1);
        for (const word of ['%', '_', '없는말']) assert.equal((await list(asker, 'QNA', `&search=${encodeURIComponent(word)}`)).total, 0);
    });

    it('hide names from fellow trainees where the institution allows it, never from the institution', async () => {
        (await ask(asker, '이름 없이', { anonymous: true })).is(422);
        (await manager.put('/board/v1/settings', { anonymousAllowed: true })).is(200);
        const hidden = (await ask(asker, '이름 없이', { anonymous: true })).is(201).body;
        assert.equal((await classmate.read(`/board/v1/${hidden.id}`)).author.name ?? null, null);
        assert.equal((await manager.read(`/board/v1/${hidden.id}`)).author.name, asker.account.name);
        assert.equal((await list(classmate)).items.find((each) => each.id === hidden.id).author.name ?? null, null);
        (await comment(classmate, hidden.id, '저도 이름 없이', { anonymous: true })).is(201);
        assert.equal((await comments(asker, hidden.id))[0].author.name ?? null, null);
    });

    it('stay readable when somebody deletes', async () => {
        const other = (await ask(classmate, '곧 지울 글')).is(201).body;
        (await asker.delete(`/board/v1/${other.id}`)).is(403);
        (await classmate.delete(`/board/v1/${other.id}`)).is(204);
        assert.ok(!(await titles(asker)).includes('곧 지울 글'));
        (await manager.delete(`/board/v1/${question}`)).is(204);
        const left = (await asker.get(`/board/v1/${question}`)).is(200).body;
        assert.deepEqual([left.deleted, left.title, left.content ?? null, left.commentCount], [true, '', null, 1]);
        assert.equal((await comments(asker, question)).length, 2, 'the deleted comment keeps its place');
        (await asker.put(`/board/v1/${question}`, { title: '되살리기', content: paragraph('x') })).is(403);
    });

    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const begin = (who, filename, size, more = { courseId: taught.id }) => who.post('/board/v1/files', { filename, filesize: size, ...more });
    const send = async (who, filename, bytes, more) => {
        const begun = (await begin(who, filename, bytes.length, more)).is(201).body;
        const etags = await sendParts(who, begun, bytes);
        return who.post('/board/v1/files/completion', { uploadId: begun.uploadId, key: begun.key, etags });
    };
    const sent = async (...of) => (await send(...of)).is(200).body;
    const bytesAt = (who, url) => fetched(new URL(url, who.server.url), { from: who.address });

    it('carry files, which who reads the post reads, by an address that ends', async () => {
        const picture = await sent(asker, '현장 사진.png', png);
        assert.deepEqual([picture.name, picture.mimeType, picture.sizeBytes], ['현장 사진.png', 'image/png', png.length]);
        (await asker.get(`/board/v1/files/${picture.key}`)).is(404);
        (await ask(classmate, '남의 파일', { files: [picture.key] })).is(404);
        (await ask(asker, '같은 파일 둘', { files: [picture.key, picture.key] })).is(422);
        const post = (await ask(asker, '사진이 있는 질문', { files: [picture.key] })).is(201).body;
        assert.deepEqual(post.files, [picture]);
        assert.equal((await list(classmate)).items.find((each) => each.id === post.id).fileCount, 1);
        (await ask(asker, '또 쓰기', { files: [picture.key] })).is(409);
        (await manager.post(`/v1/courses/${taught.id}/curriculums/${taught.curriculums[0].id}/save`, { title: '몰래', type: 'MATERIAL', key: picture.key })).is(409);
        (await asker.delete(`/board/v1/files/${picture.key}`)).is(409);

        for (const reader of [asker, classmate, manager]) {
            const { url } = (await reader.get(`/board/v1/files/${picture.key}`)).is(200).body;
            assert.match(url, /X-Amz-Expires=600\b/);
            const saved = await bytesAt(reader, url);
            assert.deepEqual([saved.status, saved.headers['content-type']], [200, 'image/png']);
            assert.match(saved.headers['content-disposition'], /^attachment/);
            assert.ok(Buffer.from(saved.bytes).equals(png));
            assert.equal((await bytesAt(reader, url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'))).status, 403);
            const shown = (await reader.get(`/board/v1/files/${picture.key}?shown=true`)).is(200).body;
            assert.match((await bytesAt(reader, shown.url)).headers['content-disposition'] ?? 'inline', /^inline/);
        }
        for (const stranger of [elsewhere, strangers, first.supervisor]) assert.ok([403, 404].includes((await stranger.get(`/board/v1/files/${picture.key}`)).status));

        const answer = await sent(manager, '답.txt', Buffer.from('네, 맞습니다.'));
        (await comment(manager, post.id, '첨부를 보세요.', { files: [answer.key] })).is(201);
        const [answered] = await comments(classmate, post.id);
        assert.deepEqual(answered.files.map((each) => each.name), ['답.txt']);
        (await classmate.get(`/board/v1/files/${answer.key}`)).is(200);

        // A change says which stay; one that says nothing leaves them.
        const second = await sent(asker, '둘째.txt', Buffer.from('둘째'));
        const change = (more) => asker.put(`/board/v1/${post.id}`, { title: post.title, content: paragraph('고침'), ...more });
        assert.deepEqual((await change({ files: [second.key, picture.key] })).is(200).body.files.map((each) => each.name), ['둘째.txt', '현장 사진.png']);
        assert.equal((await change({})).is(200).body.files.length, 2);
        assert.deepEqual((await change({ files: [second.key] })).is(200).body.files.map((each) => each.key), [second.key]);
        (await asker.get(`/board/v1/files/${picture.key}`)).is(404);

        const own = (await asker.post('/users/v1/user/export', { password })).is(200).body.boards;
        assert.deepEqual(own.find((each) => each.title === post.title).files.map((each) => each.name), ['둘째.txt']);

        (await manager.delete(`/board/v1/comments/${answered.id}`)).is(204);
        (await classmate.get(`/board/v1/files/${answer.key}`)).is(404);
        (await asker.delete(`/board/v1/${post.id}`)).is(204);
        for (const reader of [asker, manager]) (await reader.get(`/board/v1/files/${second.key}`)).is(404);
    });

    it('take no file of an unknown kind, too large, too many, or without room', async () => {
        (await send(asker, '바이러스.png', Buffer.from('MZ\x90\x00 program'))).is(422);
        (await begin(asker, '큰.mp4', 50 * 1024 * 1024 + 1)).is(422);
        (await begin(elsewhere, 'x.png', 10, { courseProvideId: first.offering.id })).is(404);
        (await begin(strangers, 'x.png', 10)).is(404);
        (await ask(asker, '너무 많이', { files: Array.from({ length: 11 }, (_, n) => `k${n}.png`) })).is(422);
        const left = await sent(asker, '취소.png', png);
        (await classmate.delete(`/board/v1/files/${left.key}`)).is(404);
        (await asker.delete(`/board/v1/files/${left.key}`)).is(204);
        (await ask(asker, '없는 파일', { files: [left.key] })).is(404);
        const limit = (limitBytes) => admin.put(`/v1/admin/institutions/${manager.organisation.id}/storage`, { limitBytes });
        (await limit(1024 * 1024)).is(200);
        const refused = (await begin(asker, '한도.mp4', 2 * 1024 * 1024)).is(409).body;
        assert.doesNotMatch(refused.detail, /MB/, 'a trainee is not told the size of the institution’s room');
        (await begin(asker, '작은.png', 5)).is(409);
        await admin.put(`/v1/admin/institutions/${manager.organisation.id}/storage`, {});
    });

    it('give a trainee what he wrote, and nobody else’s', async () => {
        const own = await asker.read(`/board/v1/student/${asker.account.username}`);
        assert.deepEqual(own.items.map((each) => each.title), ['이름 없이']);
        (await asker.get(`/board/v1/student/${classmate.account.username}`)).is(404);
    });

    it('refuse scripts, unknown nodes, depth and length, and keep nothing of it', async () => {
        const before = (await list(asker)).total;
        const deep = Array.from({ length: 40 }).reduce((inner) => ({ type: 'bulletList', content: [{ type: 'listItem', content: [inner] }] }), { type: 'paragraph' });
        for (const content of [
            { type: 'doc', content: [{ type: 'script', content: [{ type: 'text', text: 'alert(1)' }] }] },
            { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }] }] }] },
            { type: 'doc', content: [deep] },
            paragraph('가'.repeat(60_000)),
            '<b>x</b>',
        ]) {
            const refused = await ask(asker, '나쁜 글', { content });
            assert.ok([400, 422].includes(refused.status), `${refused.status}`);
        }
        assert.equal((await list(asker)).total, before);
        const harmless = (await ask(asker, '<img src=x onerror=alert(1)>')).is(201).body;
        assert.equal(harmless.title, '<img src=x onerror=alert(1)>', 'text stays text');
    });

    it('slow down who writes without end, and nobody else', async () => {
        let refused;
        for (let i = 0; i < 25 && !refused; i += 1) {
            const answer = await ask(elsewhere, `도배 ${i}`);
            if (answer.status === 429) refused = answer;
            else answer.is(201);
        }
        assert.ok(refused, 'a burst of 25 posts is too many');
        assert.ok(Number(refused.headers['retry-after']) >= 1);
        const [post] = (await list(elsewhere)).items;
        (await comment(elsewhere, post.id, '댓글도')).is(429);
        (await comment(manager, post.id, '천천히 써 주세요.')).is(201);
    });
});
