import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Chatter } from '../support/chat.mjs';
import { run } from '../support/child.mjs';
import { Client } from '../support/client.mjs';
import { course, lecture, offering, quizOf } from '../support/course.mjs';
import { boxes, timedMetadata } from '../support/boxes.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { buildFolder } from '../support/folders.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';

onEachDatabase('a live lecture', (kind) => {
    let server, manager, supervisor, trainees, given, live, publisher, viewer;
    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        supervisor = await company(server, admin);
        trainees = [await employee(server, admin, supervisor), await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        given = await offering(manager, supervisor, (await course(manager)).id, trainees);
    });
    after(async () => {
        await publisher?.kill();
        await server?.end();
    });

    const at = (more = '') => `/v1/live/${live.id}${more}`;
    const beat = (who, more = {}) => who.post(at('/presence'), { playing: true, visible: true, latencySeconds: 1.1, ...more });

    it('is created with channel and chat room', async () => {
        live = await lecture(manager, given.id, '3월 안전 교육');
        assert.equal(live.status, 'CREATED');
        assert.ok(live.streamKey.length >= 16 && live.ingestEndpoint.startsWith('rtmp://'));
        assert.match(live.arn, /^arn:/);
        const seen = await trainees[0].read(at());
        assert.ok(!seen.streamKey && !seen.ingestEndpoint, 'the key is the institution\'s');
        const told = await manager.read(at('/channel'));
        assert.equal(told.streamKey, live.streamKey);
        assert.deepEqual((await trainees[0].read(`/v1/live/list/${given.id}`)).items.map((each) => each.id), [live.id]);
        assert.equal((await trainees[0].read(`/v1/live/search?arn=${encodeURIComponent(live.arn)}`)).id, live.id);
        assert.ok((await trainees[0].read('/v1/live/upcoming')).items.some((each) => each.id === live.id));
    });

    it('cannot be created backwards', async () => {
        (await manager.post('/v1/live', { courseProvideId: given.id, title: 'x', startTime: live.endTime, endTime: live.startTime })).is(422);
    });

    it('has no picture and takes no quiz before the broadcast', async () => {
        assert.equal((await trainees[0].get(live.playbackUrl)).status, 404);
        const early = (await manager.post(at('/quizzes'), quizOf({ question: '이른 퀴즈' }))).is(201).body;
        const refused = (await manager.post(`/v1/quizzes/${early.id}/launch`)).is(409);
        assert.equal(refused.body.state, 'CREATED');
        (await trainees[0].get(`/v1/quizzes/${early.id}`)).is(404);
        assert.equal((await manager.read(at('/health'))).broadcasting, false);
        assert.equal((await manager.post(at('/metadata'), { metadata: 'x' })).is(409).body.code, 'not_broadcasting');
    });

    it('goes on when a real publisher comes', async () => {
        publisher = publish(ingestAddress(live));
        await until('the lecture is ON', async () => (await trainees[0].read(at())).status === 'ON', { seconds: 15 * slowness });
        const health = await until('health is measured', async () => {
            const now = await manager.read(at('/health'));
            return now.width && now.framesPerSecond && now.gopSeconds && now;
        }, { seconds: 10 * slowness });
        assert.deepEqual([health.broadcasting, health.width, health.height], [true, 320, 180]);
        assert.ok(Math.abs(health.gopSeconds - 1) < 0.2, `GOP ${health.gopSeconds}`);
        assert.deepEqual([health.hasSound, health.reorders, health.droppedFrames, health.reconnects], [true, false, 0, 0]);
        assert.match(health.encoder, /Lavf/);
        assert.ok(health.behindSeconds < 5 * slowness && Math.abs(health.driftMilliseconds) < 100, JSON.stringify(health));
        const { items: [first] } = await manager.read(at('/session-events'));
        assert.equal(first.kind, 'CONNECTED');
        assert.match(first.detail, /^320×180 avc1/);
        (await trainees[0].get(at('/session-events'))).is(403);
        const metrics = (await new Client(server).get('/metrics')).is(200).text;
        assert.match(metrics, /ahimmoyak_live_broadcasts [01]/);
        assert.match(metrics, /ahimmoyak_live_starving 0/);
    });

    it('plays for who was let in, and for nobody else', async () => {
        viewer = await until('there is a playlist', () => new Viewer(trainees[0], live.playbackUrl).open(), { seconds: 15 * slowness });
        const cookie = trainees[0].cookies.find((each) => each.path.startsWith('/play'));
        assert.ok(cookie?.said.httponly, 'the playback cookie cannot be read by scripts');
        const copied = new Client(server);
        for (const address of [viewer.multivariant, viewer.media]) {
            const { status } = await copied.get(address);
            assert.ok([401, 403].includes(status), `a copied link answered ${status}`);
        }
        const signedInOnly = await new Client(server).signIn(supervisor.who.username, supervisor.who.password);
        assert.ok([401, 403].includes((await signedInOnly.get(viewer.media)).status));
    });

    describe('its playlist', () => {
        it('keeps the rules of low latency', () => {
            const { control, partTarget, targetDuration, segments, parts, hint, map } = viewer.playlist;
            assert.equal(control['CAN-BLOCK-RELOAD'], 'YES');
            assert.ok(Number(control['PART-HOLD-BACK']) >= 2 * partTarget, 'PART-HOLD-BACK');
            assert.ok(Number(control['HOLD-BACK']) >= 3 * targetDuration, 'HOLD-BACK');
            assert.ok(partTarget >= 0.1 && partTarget <= 1, `PART-TARGET ${partTarget}`);
            assert.ok(hint && map, 'PRELOAD-HINT and MAP');
            for (const part of parts) assert.ok(part.duration <= partTarget + 1e-4, `part ${part.msn}.${part.part} of ${part.duration} s`);
            for (const segment of segments) {
                assert.ok(Math.round(segment.duration) <= targetDuration, `segment ${segment.sn} of ${segment.duration} s`);
                if (segment.parts.length === 0) continue;
                assert.ok(Math.abs(segment.parts.reduce((sum, each) => sum + each.duration, 0) - segment.duration) < 0.02, 'parts fill the segment');
                assert.ok(segment.parts[0].independent, 'a segment begins with a key frame');
            }
        });

        it('blocks until the next part is there, and then has it', async () => {
            for (let i = 0; i < 8; i += 1) {
                const before = viewer.playlist.newest;
                const { newest } = await viewer.next();
                assert.ok(newest.msn > before.msn || newest.part > before.part, 'something new each time');
            }
        });

        it('gives the hinted part as soon as it exists', async () => {
            const { hint } = viewer.playlist;
            const part = (await viewer.get(hint)).is(200);
            assert.ok(boxes(part.bytes).some((box) => box.type === 'moof'));
            await viewer.next();
            assert.ok(viewer.playlist.text.includes(hint), 'the promised part came under its name');
        });

        it('refuses what cannot come', async () => {
            const { msn } = viewer.playlist.newest;
            // Of the next segment: a part beyond the end of a finished one means the next one's first, and that comes.
            for (const query of [{ _HLS_part: 0 }, { _HLS_msn: msn + 50 }, { _HLS_msn: 'x' }, { _HLS_msn: -1 }, { _HLS_msn: msn + 1, _HLS_part: 500 }, { _HLS_msn: '9'.repeat(30) }]) {
                assert.equal(await viewer.statusOf(query), 400, JSON.stringify(query));
            }
        });

        it('answers at once for what is long there', async () => {
            const started = performance.now();
            assert.equal(await viewer.statusOf({ _HLS_msn: viewer.playlist.sequence }), 200);
            assert.ok(performance.now() - started < 150 * slowness, 'without waiting');
        });

        it('names nothing that is not there', async () => {
            for (const [uri, status] of [[viewer.playlist.map, 200], [viewer.playlist.segments.at(-1).uri, 200], [viewer.playlist.parts.at(-1).uri, 200]]) {
                assert.equal((await viewer.get(uri)).status, status, uri);
            }
            const unknown = viewer.playlist.segments.at(-1).uri.replace(/\d+(?=\D*$)/, '999999');
            assert.notEqual(unknown, viewer.playlist.segments.at(-1).uri);
            assert.equal((await viewer.get(unknown)).status, 404, unknown);
            assert.equal((await viewer.get('..%2f..%2fahimmoyak.db')).status, 404);
        });

        it('a segment is the sum of its parts, and goes on where the last one ended', async () => {
            const segment = viewer.playlist.segments.filter((each) => each.parts.length > 0).at(-1);
            const parts = [];
            for (const part of segment.parts) parts.push((await viewer.get(part.uri)).is(200).bytes);
            const whole = (await viewer.get(segment.uri)).is(200);
            assert.ok(Buffer.concat(parts).equals(whole.bytes));
            assert.match(whole.headers['cache-control'], /max-age=\d{3,}/);
        });
    });

    describe('what is written into its picture', () => {
        const put = (metadata, who = manager) => who.post(at('/metadata'), { metadata });

        it('stands in the next part, once', async () => {
            const text = JSON.stringify({ slide: 7, note: '다음 장' });
            viewer.playlist = await viewer.load();
            const placed = (await put(text)).is(200).body;
            assert.ok(placed.mediaSeconds > 0 && Math.abs(Date.parse(placed.programTime) - Date.now()) < 60_000);
            const found = [];
            const fetched = new Set();
            for (let i = 0; i < 25 && (found.length === 0 || i < 8); i += 1) {
                for (const part of (await viewer.next()).parts) {
                    if (fetched.has(part.uri)) continue;
                    fetched.add(part.uri);
                    found.push(...timedMetadata((await viewer.get(part.uri)).is(200).bytes).filter((each) => each.texts.ahimmoyak === text));
                }
            }
            assert.equal(found.length, 1);
            assert.ok(Math.abs(found[0].seconds - placed.mediaSeconds) < 1, `${found[0].seconds} and ${placed.mediaSeconds}`);
        });

        it('is at most 1 KB, and five a second', async () => {
            assert.equal((await put('길'.repeat(342))).is(413).body.code, 'metadata_too_large');
            (await put('')).is(422);
            await until('the allowance is whole again', async () => {
                const many = await Promise.all(Array.from({ length: 12 }, (_, i) => put(`${i}${'x'.repeat(1000)}`)));
                const refused = many.filter((each) => each.status === 429);
                assert.ok(refused.every((each) => Number(each.headers['retry-after']) >= 1));
                return many.filter((each) => each.status === 200).length >= 5 && refused.length >= 1;
            });
        });

        it('is the institution\'s to write', async () => {
            (await put('x', trainees[0])).is(403);
        });
    });

    describe('its chat', () => {
        let endpoint, first, second;
        before(async () => {
            endpoint = (await trainees[0].post(at('/chat-token'))).is(200).body.messagingEndpoint;
            first = await new Chatter(trainees[0], live.id).connect(endpoint);
            second = await new Chatter(trainees[1], live.id).connect(endpoint);
        });
        after(() => { first?.leave(); second?.leave(); });

        it('carries what is said to everybody, with the speaker\'s name', async () => {
            const own = await first.send('안녕하세요 <b>여러분</b> 👋');
            const heard = await second.hears('안녕하세요 <b>여러분</b> 👋');
            assert.equal(heard.id, own.id);
            assert.equal(heard.sender.userId, String(trainees[0].account.userId));
            assert.equal(heard.sender.attributes.displayName, trainees[0].who.name);
            assert.ok(Math.abs(heard.sendTime - Date.now()) < 60_000);
        });

        it('refuses what is too long, and stays open', async () => {
            await assert.rejects(first.send('길'.repeat(501)));
            await first.send('길'.repeat(500));
            await second.hears('길'.repeat(500));
        });

        it('a token works once', async () => {
            const { token } = first.token;
            const thief = new Chatter(trainees[2], live.id);
            thief.fetchToken = async () => ({ token });
            await assert.rejects(thief.connect(endpoint).finally(() => thief.leave()));
        });

        it('slows down who floods it', async () => {
            const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => second.send(`홍수 ${i}`)));
            const refused = outcomes.filter((each) => each.status === 'rejected');
            assert.ok(refused.length > 0, 'some are refused');
            assert.ok(refused.every((each) => each.reason.errorCode === 429), JSON.stringify(refused[0].reason));
        });

        it('shows late comers what was said', async () => {
            const { items } = await until('the history has it', async () => {
                const history = await trainees[2].read(at('/chat/messages'));
                return history.items.some((each) => each.content.startsWith('안녕하세요')) && history;
            });
            const message = items.find((each) => each.content.startsWith('안녕하세요'));
            assert.deepEqual([message.senderId, message.senderName, message.role], [String(trainees[0].account.userId), trainees[0].who.name, 'EMPLOYEE']);
        });

        it('is closed to strangers', async () => {
            (await supervisor.post(at('/chat-token'))).is(403);
        });
    });

    describe('its quiz', () => {
        let quiz, page, staff;
        before(async () => {
            page = new PageEvents(trainees[0], { live: live.id });
            staff = new PageEvents(manager, { live: live.id });
            await Promise.all([page.opened, staff.opened]);
        });
        after(() => { page.close(); staff.close(); });

        it('is stamped into the picture once', async () => {
            quiz = (await manager.post(at('/quizzes'), quizOf())).is(201).body;
            assert.equal(quiz.state, 'DRAFT');
            viewer.playlist = await viewer.load();
            const seen = new Map();
            const follow = async (done) => {
                const fetched = new Set();
                for (let i = 0; i < 60 && !done(); i += 1) {
                    for (const part of (await viewer.next()).parts) {
                        if (fetched.has(part.uri)) continue;
                        fetched.add(part.uri);
                        for (const each of timedMetadata((await viewer.get(part.uri)).is(200).bytes)) {
                            assert.equal(each.scheme, 'https://aomedia.org/emsg/ID3');
                            assert.ok(each.texts.ahimmoyak, 'TXXX "ahimmoyak"');
                            seen.set(`${part.msn}.${part.part}`, { ...each, event: JSON.parse(each.texts.ahimmoyak) });
                        }
                    }
                }
            };
            const ofQuiz = () => [...seen.values()].filter((each) => each.event.quizId === quiz.id);
            (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(200);
            await follow(() => ofQuiz().length > 0);
            const [{ event, texts }] = ofQuiz();
            assert.deepEqual([event.type, event.action], ['quiz', 'open']);
            assert.ok(Buffer.byteLength(texts.ahimmoyak) <= 1024);
            assert.equal(event.question, quiz.question);
            const again = (await manager.post(`/v1/quizzes/${quiz.id}/launch`)).is(409);
            assert.equal(again.body.state, 'OPEN');
            let further = 0;
            await follow(() => (further += 1) > 12);
            assert.equal(new Set(ofQuiz().map((each) => each.event.id)).size, 1, 'one event');
            assert.equal(ofQuiz().length, 1, 'in one part');
            const fallback = await page.hears('metadata', (data) => data.quizId === quiz.id);
            assert.equal(fallback.data.id, event.id, 'the fallback has the same id, so that pages can drop it');
        });

        it('does not tell the answer', async () => {
            const shown = await trainees[0].read(`/v1/quizzes/${quiz.id}`);
            assert.deepEqual([shown.state, shown.answer ?? null, shown.solution ?? null, shown.myAnswer ?? null], ['OPEN', null, null, null]);
            assert.ok(page.frames.every((frame) => !('answer' in (frame.data ?? {}))));
            assert.deepEqual((await trainees[0].read(at('/quizzes'))).items.map((each) => each.id), [quiz.id], 'drafts are the manager\'s');
        });

        it('takes one answer from each, however often it is sent', async () => {
            const answers = `/v1/quizzes/${quiz.id}/answers`;
            const many = await Promise.all(Array.from({ length: 12 }, (_, i) => trainees[0].post(answers, { option: 1 + (i % 3) })));
            const taken = many.filter((each) => each.status === 201);
            const chosen = taken[0].body.option;
            assert.ok(taken.every((each) => each.body.option === chosen && each.body.answeredAt === taken[0].body.answeredAt), 'the same answer again');
            assert.ok(many.filter((each) => each.status !== 201).every((each) => each.status === 409 && each.body.code === 'already_answered'));
            (await trainees[1].post(answers, { option: 2 })).is(201);
            (await trainees[1].post(answers, { option: 2 })).is(201);
            (await trainees[1].post(answers, { option: 4 })).is(422);
            assert.equal((await trainees[0].read(`/v1/quizzes/${quiz.id}`)).myAnswer, chosen);
            const results = await manager.read(`/v1/quizzes/${quiz.id}/results`);
            assert.equal(results.total, 2);
            assert.equal(results.options.reduce((sum, each) => sum + each.count, 0), 2);
            assert.deepEqual(new Set(results.answers.map((each) => each.userId)), new Set([trainees[0].account.userId, trainees[1].account.userId]));
            await staff.hears('quizResults', (data) => data.quizId === quiz.id && data.total === 2);
            assert.ok(!page.frames.some((frame) => frame.type === 'quizResults'), 'counts are for the staff');
        });

        it('takes none after its end, and then tells the answer', async () => {
            (await manager.post(`/v1/quizzes/${quiz.id}/close`)).is(200);
            assert.equal((await trainees[2].post(`/v1/quizzes/${quiz.id}/answers`, { option: 2 })).is(409).body.code, 'quiz_closed');
            assert.equal((await trainees[0].read(`/v1/quizzes/${quiz.id}`)).answer ?? null, null);
            assert.equal((await manager.post(`/v1/quizzes/${quiz.id}/reveal`)).is(200).body.state, 'REVEALED');
            assert.equal((await trainees[0].read(`/v1/quizzes/${quiz.id}`)).answer, 2);
        });

        it('closes by itself when its time is over', async () => {
            const short = (await manager.post(at('/quizzes'), quizOf({ question: '빨리!', timeLimitSeconds: 5 }))).is(201).body;
            const opened = (await manager.post(`/v1/quizzes/${short.id}/launch`)).is(200).body;
            assert.equal(Date.parse(opened.closesAt) - Date.parse(opened.openedAt), 5000);
            await page.hears('metadata', (data) => data.quizId === short.id && data.action === 'close', { seconds: 12 * slowness });
            (await trainees[0].post(`/v1/quizzes/${short.id}/answers`, { option: 1 })).is(409);
        });
    });

    it('counts who is present, by their beats and not by their word', async () => {
        await beat(trainees[0]);
        const counted = await until('seconds are counted', async () => {
            const told = (await beat(trainees[0])).is(200).body;
            return told.presentSeconds >= 2 && told;
        }, { every: 500, seconds: 15 });
        assert.equal(counted.status, 'ON');
        const attendance = await manager.read(at('/attendance'));
        assert.equal(attendance.final, false);
        const row = attendance.items.find((each) => each.userId === trainees[0].account.userId);
        assert.ok(row.presentSeconds >= 2 && row.presentSeconds <= attendance.lengthSeconds + 1);
        assert.equal(attendance.items.find((each) => each.userId === trainees[2].account.userId).presentSeconds, 0);
    });

    it('cannot be deleted or canceled while it is on', async () => {
        assert.equal((await manager.delete(at())).is(409).body.state, 'ON');
        assert.equal((await manager.post(at('/cancel'))).is(409).body.state, 'ON');
    });

    it('goes on after the publisher lost his line', async () => {
        const { newest } = viewer.playlist = await viewer.load();
        await publisher.kill();
        publisher = publish(ingestAddress(live));
        const later = await until('new parts after the gap', async () => {
            const now = await viewer.load();
            return now.newest.msn > newest.msn + 1 && now;
        }, { seconds: 20 * slowness });
        assert.ok(later.discontinuities > 0, 'the gap is marked');
        // Kept a moment after its first part is out.
        const { items } = await until('its return is kept', async () => { const now = await manager.read(at('/session-events')); return now.items[0].kind !== 'LOST' && now; });
        assert.deepEqual(items.map((each) => each.kind).slice(0, 2), ['CAME_BACK', 'LOST'], 'the latest first');
        assert.equal((await trainees[0].read(at())).status, 'ON');
        viewer.playlist = later;
    });

    it('ends for everybody, and its attendance is final', async () => {
        const page = new PageEvents(trainees[1], { live: live.id });
        await page.opened;
        assert.equal((await manager.post(at('/end'))).is(200).body.status, 'END');
        await page.hears('live', (data) => data.channelId === live.id && data.status === 'END');
        page.close();
        assert.equal((await manager.post(at('/end'))).is(409).body.state, 'END');
        await until('the publisher is sent away', () => !publisher.running, { seconds: 20 });
        const attendance = await until('attendance is final', async () => {
            const now = await manager.read(at('/attendance'));
            return now.final && now;
        });
        const rows = new Map(attendance.items.map((each) => [each.userId, each]));
        assert.equal(rows.size, 3);
        assert.equal(rows.get(trainees[0].account.userId).quizAnswered, 1);
        assert.equal(rows.get(trainees[2].account.userId).attendance, 'ABSENT');
        assert.ok(attendance.items.every((each) => each.ratePercent >= 0 && each.ratePercent <= 100));
        assert.equal(attendance.quizCount, 2);
        const { items: minutes } = await manager.read(at('/attendance/minutes'));
        assert.ok(minutes.length >= 1 && minutes.every((each, i) => Date.parse(each.at) === Date.parse(minutes[0].at) + i * 60_000), 'minute by minute');
        assert.equal(Math.max(...minutes.map((each) => each.presentCount)), 1, 'one was there');
        assert.equal(minutes.reduce((sum, each) => sum + each.answerCount, 0), 2);
        assert.ok(minutes.reduce((sum, each) => sum + each.messageCount, 0) >= 2);
        (await trainees[0].get(at('/attendance/minutes'))).is(403);
        (await trainees[0].get(at('/attendance/workbook'))).is(403);
        (await beat(trainees[0])).is(200);
        assert.equal((await manager.read(at('/attendance'))).items.find((each) => each.userId === trainees[0].account.userId).presentSeconds,
            rows.get(trainees[0].account.userId).presentSeconds, 'nothing is counted after the end');
        await until('nothing is played any more', async () => (await trainees[0].get(viewer.media)).status !== 200 || (await viewer.load()).ended, { seconds: 20 });
    });

    it('has a report for spreadsheets', async () => {
        const { bytes, headers } = (await manager.get(at('/attendance/workbook'))).is(200);
        assert.match(headers['content-type'], /spreadsheetml/);
        const path = join(buildFolder('test-media'), `attendance-${kind}.xlsx`);
        await writeFile(path, bytes);
        const texts = await run('unzip', ['-p', path, 'xl/sharedStrings.xml']);
        for (const text of [trainees[0].who.name, 'Absent', 'Late by (min)']) assert.ok(texts.includes(text), text);
        assert.match(await run('unzip', ['-p', path, 'xl/workbook.xml']), /name="Minutes"/);
    });

    it('can be canceled or deleted before it began', async () => {
        const [first, second] = [await lecture(manager, given.id), await lecture(manager, given.id)];
        assert.equal((await manager.post(`/v1/live/${first.id}/cancel`)).is(200).body.status, 'CANCELED');
        (await manager.delete(`/v1/live/${second.id}`)).is(204);
        (await manager.get(`/v1/live/${second.id}/channel`)).is(404);
        const refused = publish(ingestAddress(first));
        const { code } = await refused.ended;
        assert.notEqual(code, 0, 'a canceled lecture takes no broadcast');
    });
});
