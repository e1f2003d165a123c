import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachDatabase } from '../support/databases.mjs';
import { ask } from '../support/http.mjs';
import { pdfBytes, videoBytes } from '../support/media.mjs';
import { institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { sendParts, upload } from '../support/upload.mjs';

onEachDatabase('building a course', (kind) => {
    let server, manager, at, course;
    before(async () => {
        server = await startServer(kind);
        manager = await institution(server, await setUp(server));
    });
    after(() => server?.end());

    const reload = async () => { course = await manager.read(at); };

    it('begins as a draft with two chapters', async () => {
        course = (await manager.post('/v1/courses', { title: ' 산업 안전 ', introduction: '소개\n둘째 줄', instructor: '이강사' })).is(201).body;
        at = `/v1/courses/${course.id}`;
        assert.equal(course.title, '산업 안전', 'white space around it is cut');
        assert.equal(course.state, 'DRAFT');
        for (const title of ['1장', '2장']) course = (await manager.post(`${at}/curriculums`, { title })).is(201).body;
        assert.deepEqual(course.curriculums.map((each) => each.title), ['1장', '2장']);
    });

    it('cannot be published while it is empty', async () => {
        const refused = (await manager.post(`${at}/state`, { state: 'AVAILABLE' })).is(409);
        assert.equal(refused.body.code, 'course_incomplete');
        assert.deepEqual(refused.body.errors.map(({ pointer, code }) => [pointer, code]), [['/curriculums', 'no_lesson']]);
        await reload();
        assert.equal(course.state, 'DRAFT');
    });

    let video;
    it('takes a video in several parts and knows how long it plays', async () => {
        const bytes = Buffer.concat([await videoBytes(), freeBox(12 * 1024 * 1024)]);
        video = await upload(manager, { filename: '첫 강의.mp4', type: 'video/mp4', bytes });
        assert.ok(video.begun.presignedUrls.length > 1, 'more than one part');
        assert.equal(video.sizeBytes, bytes.length);
        assert.equal(video.mimeType, 'video/mp4');
        assert.ok(Math.abs(video.timeAmountSeconds - 12) <= 1, `${video.timeAmountSeconds} s`);
        course = (await manager.post(`${at}/curriculums/${course.curriculums[0].id}/save`, { title: '첫 강의', type: 'VIDEO', key: video.key })).is(201).body;
        const [lesson] = course.curriculums[0].contents;
        assert.deepEqual([lesson.title, lesson.type, lesson.originName, lesson.sizeBytes], ['첫 강의', 'VIDEO', '첫 강의.mp4', bytes.length]);
    });

    it('delivers the same bytes, whole and by ranges', async () => {
        const lesson = course.curriculums[0].contents[0];
        const detail = await manager.read(`/api/v1/courses/curriculums/contents/${lesson.id}`);
        const address = new URL(detail.url, server.url);
        const whole = await ask(address);
        assert.equal(whole.status, 200);
        assert.equal(whole.bytes.length, detail.sizeBytes);
        assert.match(whole.headers['accept-ranges'], /bytes/);
        assert.equal(whole.headers['content-type'], 'video/mp4');
        for (const [range, from, to] of [['bytes=0-99', 0, 100], ['bytes=1000-', 1000, undefined], ['bytes=-100', -100, undefined]]) {
            const part = await ask(address, { headers: { range } });
            assert.equal(part.status, 206, range);
            assert.ok(part.bytes.equals(whole.bytes.subarray(from, to)), range);
            assert.match(part.headers['content-range'], new RegExp(`^bytes \\d+-\\d+/${detail.sizeBytes}$`));
        }
        const beyond = await ask(address, { headers: { range: `bytes=${detail.sizeBytes}-` } });
        assert.equal(beyond.status, 416);
        assert.equal(beyond.headers['content-range'], `bytes */${detail.sizeBytes}`);
    });

    it('an address that was changed opens nothing', async () => {
        const detail = await manager.read(`/api/v1/courses/curriculums/contents/${course.curriculums[0].contents[0].id}`);
        const address = new URL(detail.url, server.url);
        const bent = new URL(address);
        const signature = [...bent.searchParams.keys()].find((each) => /signature/i.test(each));
        bent.searchParams.set(signature, bent.searchParams.get(signature).replace(/^./, (first) => (first === '0' ? '1' : '0')));
        const bare = new URL(address);
        bare.search = '';
        for (const each of [bent, bare]) assert.equal((await ask(each)).status, 403, each.href);
        assert.equal((await ask(address, { method: 'PUT', body: 'x' })).status, 403, 'an address to read cannot write');
    });

    it('takes a document beside it and moves lessons between chapters', async () => {
        const material = await upload(manager, { filename: '교재.pdf', type: 'application/pdf', bytes: pdfBytes() });
        assert.equal(material.mimeType, 'application/pdf');
        course = (await manager.post(`${at}/curriculums/${course.curriculums[1].id}/save`, { title: '교재', type: 'MATERIAL', key: material.key })).is(201).body;
        const [first, second] = course.curriculums;
        const wanted = [{ id: second.id, contents: [first.contents[0].id, second.contents[0].id] }, { id: first.id, contents: [] }];
        const { etag } = (await manager.get(at)).is(200);
        course = (await manager.put(`${at}/order`, { curriculums: wanted }, { headers: { 'if-match': etag } })).is(200).body;
        assert.deepEqual(course.curriculums.map((each) => ({ id: each.id, contents: each.contents.map((lesson) => lesson.id) })), wanted);
    });

    it('an order that forgets or repeats a lesson is refused', async () => {
        const [first, second] = course.curriculums;
        const ids = first.contents.map((each) => each.id);
        for (const curriculums of [
            [{ id: first.id, contents: ids.slice(1) }, { id: second.id, contents: [] }],
            [{ id: first.id, contents: [...ids, ids[0]] }, { id: second.id, contents: [] }],
            [{ id: first.id, contents: ids }],
            [{ id: first.id, contents: ids }, { id: second.id + 1000, contents: [] }],
        ]) {
            const { etag } = await manager.get(at);
            const answer = await manager.put(`${at}/order`, { curriculums }, { headers: { 'if-match': etag } });
            assert.ok([404, 409, 422].includes(answer.status), `${JSON.stringify(curriculums)} answered ${answer.status}`);
        }
        const before = course.curriculums;
        await reload();
        assert.deepEqual(course.curriculums, before);
    });

    it('two people cannot overwrite each other', async () => {
        const { etag } = (await manager.get(at)).is(200);
        (await manager.put(at, { title: '첫 저장' }, { headers: { 'if-match': etag } })).is(200);
        (await manager.put(at, { title: '늦은 저장' }, { headers: { 'if-match': etag } })).is(412);
        await reload();
        assert.equal(course.title, '첫 저장');
    });

    it('replaces the file of a lesson', async () => {
        const lesson = course.curriculums[0].contents[0];
        const other = await upload(manager, { filename: '새 강의.mp4', type: 'video/mp4', bytes: await videoBytes(4) });
        course = (await manager.post(`${at}/curriculums/${course.curriculums[0].id}/save`, { contentId: lesson.id, title: '새 강의', type: 'VIDEO', key: other.key })).is(201).body;
        const now = course.curriculums[0].contents.find((each) => each.id === lesson.id);
        assert.deepEqual([now.title, now.originName], ['새 강의', '새 강의.mp4']);
        const detail = await manager.read(`/api/v1/courses/curriculums/contents/${lesson.id}`);
        assert.equal((await ask(new URL(detail.url, server.url))).bytes.length, other.sizeBytes);
    });

    it('is published, found and deleted', async () => {
        course = (await manager.post(`${at}/state`, { state: 'AVAILABLE' })).is(200).body;
        assert.equal(course.state, 'AVAILABLE');
        const { items } = await manager.read('/v1/courses');
        assert.deepEqual(items.map((each) => [each.id, each.contentCount, each.curriculumCount]), [[course.id, 2, 2]]);
        const lesson = course.curriculums[0].contents[0];
        (await manager.put(`${at}/contents/${lesson.id}`, { title: '이름만' })).is(200);
        course = (await manager.delete(`${at}/contents/${lesson.id}`)).is(200).body;
        assert.ok(!course.curriculums.flatMap((each) => each.contents).some((each) => each.id === lesson.id));
        const spare = (await manager.post('/v1/courses', { title: '지울 강의' })).is(201).body;
        (await manager.delete(`/v1/courses/${spare.id}`)).is(204);
        (await manager.get(`/v1/courses/${spare.id}`)).is(404);
    });

    it('has lessons without files, an introduction with a form, and a picture', async () => {
        const made = (await manager.post('/v1/courses', { title: '모든 차시', introductionDocument: doc('한 줄 소개') })).is(201).body;
        assert.equal(made.introduction, '한 줄 소개');
        const here = `/v1/courses/${made.id}`;
        const chapter = (await manager.post(`${here}/curriculums`, { title: '1장' })).is(201).body.curriculums[0].id;
        for (const type of ['TEXT', 'LINK', 'LIVE', 'EXAM']) (await manager.post(`${here}/curriculums/${chapter}/contents`, { title: type, type })).is(201);
        const { items, ready } = await manager.read(`${here}/check`);
        assert.equal(ready, false);
        assert.deepEqual(items.filter((each) => each.required).map((each) => [each.pointer, each.code]), [['/curriculums/0/contents/0', 'empty_text'], ['/curriculums/0/contents/1', 'no_address']]);
        assert.deepEqual((await manager.post(`${here}/state`, { state: 'AVAILABLE' })).is(409).body.errors.map(({ pointer }) => pointer), ['/curriculums/0/contents/0', '/curriculums/0/contents/1']);
        const [text, link, live] = (await manager.read(here)).curriculums[0].contents;
        (await manager.put(`${here}/contents/${text.id}/body`, { document: doc('<script>alert(1)</script>') })).is(200);
        (await manager.put(`${here}/contents/${link.id}/body`, { url: 'javascript:alert(1)' })).is(422);
        (await manager.put(`${here}/contents/${link.id}/body`, { url: 'https://example.kr/guide', description: '안내서' })).is(200);
        (await manager.put(`${here}/contents/${live.id}/body`, { description: '모여서 묻고 답합니다.' })).is(200);
        assert.deepEqual(await manager.read(`${here}/contents/${link.id}/body`), { document: null, url: 'https://example.kr/guide', description: '안내서' });
        const shown = await manager.read(`/api/v1/courses/curriculums/contents/${text.id}`);
        assert.deepEqual([shown.document, shown.url, shown.nextContentId], [doc('<script>alert(1)</script>'), '', link.id]);

        const sent = (bytes) => manager.request('PUT', `${here}/picture`, { raw: bytes, headers: { 'content-type': 'application/octet-stream' } });
        assert.equal((await sent(Buffer.from('<svg/>'))).is(422).body.errors[0].code, 'unknown_type');
        const { imageUrl } = (await sent(png)).is(200).body;
        const picture = await ask(new URL(imageUrl, server.url));
        assert.deepEqual([picture.status, picture.headers['content-type']], [200, 'image/png']);
        assert.ok(picture.bytes.equals(png));
        assert.equal((await ask(new URL(`${here}/picture?key=other`, server.url))).status, 404);
        (await manager.post(`${here}/state`, { state: 'AVAILABLE' })).is(200);
    });

    it('is copied with its lessons, files and picture, and deleted things come back', async () => {
        const copy = (await manager.post(`${at}/copy`, { title: '사본' })).is(201).body;
        assert.equal(copy.state, 'DRAFT');
        const titles = (of) => of.curriculums.map((chapter) => [chapter.title, chapter.contents.map((lesson) => lesson.title)]);
        assert.deepEqual(titles(copy), titles(course));
        const [first] = copy.curriculums.flatMap((each) => each.contents);
        const detail = await manager.read(`/api/v1/courses/curriculums/contents/${first.id}`);
        assert.equal((await ask(new URL(detail.url, server.url))).bytes.length, detail.sizeBytes);
        const here = `/v1/courses/${copy.id}`;
        (await manager.delete(`${here}/contents/${first.id}`)).is(200);
        assert.deepEqual(titles((await manager.post(`${here}/contents/${first.id}/restoration`)).is(200).body), titles(copy));
        const chapter = copy.curriculums[0].id;
        (await manager.delete(`${here}/curriculums/${chapter}`)).is(200);
        assert.deepEqual(titles((await manager.post(`${here}/curriculums/${chapter}/restoration`)).is(200).body), titles(copy));
        (await manager.delete(here)).is(204);
    });

    it('every change can be told which version it builds on', async () => {
        const { etag, body } = (await manager.get(at)).is(200);
        const behind = { headers: { 'if-match': '"1"' } };
        const [chapter] = body.curriculums;
        const lesson = body.curriculums.flatMap((each) => each.contents)[0];
        for (const refused of [
            manager.post(`${at}/curriculums`, { title: 'x' }, behind), manager.put(`${at}/curriculums/${chapter.id}`, { title: 'x' }, behind),
            manager.delete(`${at}/curriculums/${chapter.id}`, behind), manager.put(`${at}/contents/${lesson.id}`, { title: 'x' }, behind),
            manager.delete(`${at}/contents/${lesson.id}`, behind), manager.post(`${at}/state`, { state: 'UNAVAILABLE' }, behind),
            manager.post(`${at}/curriculums/${chapter.id}/contents`, { title: 'x', type: 'TEXT' }, behind),
        ]) (await refused).is(412);
        assert.equal((await manager.get(at)).etag, etag);
    });

    it('lists page by page', async () => {
        for (let i = 0; i < 5; i += 1) (await manager.post('/v1/courses', { title: `강의 ${i}` })).is(201);
        const seen = [];
        let cursor = '';
        do {
            const page = await manager.read(`/v1/courses?limit=2${cursor && `&cursor=${cursor}`}`);
            assert.ok(page.items.length <= 2);
            seen.push(...page.items.map((each) => each.id));
            cursor = page.nextCursor ?? '';
        } while (cursor);
        const all = (await manager.read('/v1/courses?limit=100')).items.map((each) => each.id);
        assert.deepEqual(seen, all);
        assert.equal(new Set(seen).size, seen.length);
    });

    it('an upload that is not what it said is refused', async () => {
        const bytes = pdfBytes();
        const begun = (await manager.post('/builder/v1/files/upload', { filename: 'a.pdf', filesize: bytes.length + 5, type: 'application/pdf' })).is(201).body;
        const etags = await sendParts(manager, begun, bytes).catch(() => []);
        const short = await manager.post('/builder/v1/files/complete-multipart', { uploadId: begun.uploadId, key: begun.key, etags });
        assert.ok([400, 409, 422].includes(short.status), `a short file answered ${short.status}`);
        const next = (await manager.post('/builder/v1/files/upload', { filename: 'b.pdf', filesize: bytes.length, type: 'application/pdf' })).is(201).body;
        await sendParts(manager, next, bytes);
        const wrong = await manager.post('/builder/v1/files/complete-multipart', { uploadId: next.uploadId, key: next.key, etags: ['"0123456789abcdef0123456789abcdef"'] });
        assert.ok([400, 409, 422].includes(wrong.status), `a wrong ETag answered ${wrong.status}`);
        const unsaved = await manager.post(`${at}/curriculums/${course.curriculums[0].id}/save`, { title: 'x', type: 'MATERIAL', key: next.key });
        assert.ok([404, 409, 422].includes(unsaved.status), `an unfinished upload was saved: ${unsaved.status}`);
    });
});

const doc = (text) => ({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });

/** One dot. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** An MP4 box that players skip: makes a file as large as wanted. */
function freeBox(size) {
    const box = Buffer.alloc(size);
    box.writeUInt32BE(size, 0);
    box.write('free', 4, 'latin1');
    return box;
}
