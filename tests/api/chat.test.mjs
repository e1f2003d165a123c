import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { Chatter } from '../support/chat.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { PageEvents } from '../support/page-events.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { startServer } from '../support/server.mjs';
import { until } from '../support/until.mjs';

/** The operator's own program that is asked about each message. */
async function reviewer() {
    const asked = [];
    let answer = () => ({ ReviewResult: 'ALLOW' });
    const server = createServer(async (request, response) => {
        let body = '';
        for await (const piece of request) body += piece;
        const about = JSON.parse(body);
        asked.push(about);
        const said = await answer(about);
        response.writeHead(said ? 200 : 500, { 'Content-Type': 'application/json' }).end(JSON.stringify(said ?? {}));
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return { asked, url: `http://127.0.0.1:${server.address().port}/`, answers: (how) => { answer = how; }, end: () => { server.closeAllConnections(); server.close(); } };
}

onEachDatabase('the chat of a lecture', (kind) => {
    let server, hook, manager, other, trainees, live, endpoint;
    const rooms = [];
    const at = (more = '') => `/v1/live/${live.id}${more}`;
    const enter = async (who) => {
        const chatter = await new Chatter(who, live.id).connect(endpoint);
        rooms.push(chatter);
        return chatter;
    };
    /** The first trainee on a new connection: each has ten requests a second. */
    const anew = async () => {
        rooms[0].leave();
        rooms[0] = await new Chatter(trainees[0], live.id).connect(endpoint);
        return rooms[0];
    };
    const refusedWith = (call, errorCode) => assert.rejects(call, (error) => error.errorCode === errorCode || assert.fail(`${error.errorCode} ${error.errorMessage}`));

    before(async () => {
        hook = await reviewer();
        server = await startServer(kind, { flags: ['--chat-review-hook', hook.url, '--chat-review-fallback', 'deny'] });
        const admin = await setUp(server);
        manager = await institution(server, admin);
        other = await institution(server, admin);
        const supervisor = await company(server, admin);
        trainees = [await employee(server, admin, supervisor), await employee(server, admin, supervisor)];
        live = await lecture(manager, (await offering(manager, supervisor, (await course(manager)).id, trainees)).id);
        endpoint = live.messagingEndpoint;
    });
    after(async () => {
        rooms.forEach((each) => each.leave());
        hook?.end();
        await server?.end();
    });

    describe('a message is reviewed', () => {
        it('by the institution\'s words, whatever stands between their letters', async () => {
            const [first, second] = [await enter(trainees[0]), await enter(trainees[1])];
            const words = (await manager.get('/v1/live/blocked-words')).is(200);
            assert.deepEqual(words.body.words, []);
            const put = (list, version) => manager.put('/v1/live/blocked-words', { words: list }, { headers: { 'If-Match': version } });
            const kept = (await put(['바보', 'Spam', '바 보'], words.headers.etag)).is(200);
            assert.deepEqual(kept.body.words, ['바보', 'Spam'], 'the same word is kept once');
            (await put(['x'], words.headers.etag)).is(412);
            (await put(['!!'], kept.headers.etag)).is(422);
            for (const text of ['이 바보야', '바.보', '바 보', 'ＳＰＡＭ', 's-p-a-m!', '바\u200b보']) await refusedWith(first.send(text), 406);
            await first.send('바다 보기');
            await second.hears('바다 보기');
            assert.deepEqual((await other.read('/v1/live/blocked-words')).words, [], 'another institution has its own');
            (await trainees[0].get('/v1/live/blocked-words')).is(403);
            (await put([], kept.headers.etag)).is(200);
            await first.send('바보라는 말');
        });

        it('by the operator\'s program, which may rewrite it', async () => {
            const [first, second] = [await anew(), rooms[1]];
            hook.answers(({ Content }) => (Content.includes('전화') ? { ReviewResult: 'DENY', Attributes: { Reason: '전화번호' } } : { ReviewResult: 'ALLOW', Content: Content.replace('나쁜', '**') }));
            await refusedWith(first.send('전화 010'), 406);
            const said = await first.send('나쁜 말', { slide: '3' });
            assert.equal(said.content, '** 말');
            const heard = await second.hears('** 말');
            const about = hook.asked.at(-1);
            assert.deepEqual([about.MessageId, about.Content, about.Attributes, about.RoomArn], [heard.id, '나쁜 말', { slide: '3' }, live.chatArn]);
            assert.deepEqual([about.Sender.UserId, about.Sender.Ip], [String(trainees[0].account.userId), '127.0.0.1']);
        });

        it('and refused when that does not decide in 200 ms, as the operator said', async () => {
            const first = await anew();
            hook.answers(() => undefined);
            await refusedWith(first.send('누구 없나요'), 406);
            let release;
            hook.answers(() => new Promise((resolve) => { release = () => resolve({ ReviewResult: 'ALLOW' }); }));
            await refusedWith(first.send('아무도 없나요'), 406);
            release();
            hook.answers(() => ({ ReviewResult: 'ALLOW' }));
            await first.send('돌아왔네요');
        });
    });

    it('is slowed down by its staff, which is not bound itself', async () => {
        const first = await anew();
        (await trainees[0].put(at('/chat/room'), { slowModeSeconds: 30 })).is(403);
        (await other.put(at('/chat/room'), { slowModeSeconds: 30 })).is(404);
        (await manager.put(at('/chat/room'), { slowModeSeconds: 301 })).is(422);
        assert.equal((await manager.put(at('/chat/room'), { slowModeSeconds: 30 })).is(200).body.slowModeSeconds, 30);
        await until('pages are told', () => first.events.find((each) => each.eventName === 'ahimmoyak:ROOM'));
        await first.send('하나');
        await assert.rejects(first.send('둘'), (error) => error.errorCode === 429 && /wait (30|29) seconds/.test(error.errorMessage));
        const staff = await enter(manager);
        await staff.send('강사 하나');
        await staff.send('강사 둘');
        assert.equal((await trainees[1].read(at('/chat/room'))).slowModeSeconds, 30);
        (await manager.put(at('/chat/room'), { slowModeSeconds: 0 })).is(200);
        await first.send('셋');
    });

    it('has questions marked and one pinned, for all to see', async () => {
        const first = await anew();
        const said = await first.send('시험 범위가 어디까지인가요?');
        const question = at(`/chat/messages/${said.id}/question`);
        (await trainees[0].put(question, {})).is(403);
        (await manager.put(question, {})).is(204);
        (await manager.put(at('/chat/messages/unknown/question'), {})).is(404);
        const state = (await manager.put(at('/chat/pin'), { messageId: said.id })).is(200).body;
        assert.deepEqual([state.pinned.id, state.pinned.content, state.questions], [said.id, '시험 범위가 어디까지인가요?', [said.id]]);
        const seen = await trainees[1].read(at('/chat/room'));
        assert.deepEqual([seen.pinned.senderName, seen.questions, seen.moderates], [trainees[0].who.name, [said.id], false]);
        (await manager.delete(question)).is(204);
        (await manager.delete(at('/chat/pin'))).is(204);
        const later = await trainees[1].read(at('/chat/room'));
        assert.deepEqual([later.pinned ?? null, later.questions], [null, []]);
    });

    it('shows raised hands to the staff, and either lowers them', async () => {
        const staff = new PageEvents(manager, { live: live.id });
        await staff.opened;
        for (const each of trainees) (await each.put(at('/hand'), {})).is(204);
        await staff.hears('hands', (data) => data.channelId === live.id);
        staff.close();
        const { hands } = await manager.read(at('/chat/room'));
        assert.deepEqual(hands.map((each) => each.userId), trainees.map((each) => each.account.userId), 'in their order');
        const own = await trainees[0].read(at('/chat/room'));
        assert.deepEqual([own.handRaised, own.hands], [true, []], 'of others a trainee sees none');
        (await trainees[0].delete(at('/hand'))).is(204);
        (await trainees[0].delete(at(`/hands/${trainees[1].account.userId}`))).is(403);
        (await manager.delete(at(`/hands/${trainees[1].account.userId}`))).is(204);
        await until('the trainee hears of it', () => rooms[1].events.find((each) => each.eventName === 'ahimmoyak:HAND_LOWERED' && each.attributes.UserId === String(trainees[1].account.userId)));
        assert.equal((await trainees[1].read(at('/chat/room'))).handRaised, false);
        assert.deepEqual((await manager.read(at('/chat/room'))).hands, []);
    });

    it('goes on after its server is drained, and nothing that was answered is lost', async () => {
        const patient = new Chatter(trainees[1], live.id);
        const ask = patient.fetchToken;
        patient.fetchToken = () => until('a token', () => ask().catch(() => undefined), { seconds: 30 });
        await patient.connect(endpoint);
        rooms.push(patient);
        const speaker = await anew();
        const answered = [];
        const talk = (async () => {
            for (let i = 0; i < 100; i += 1) {
                try { answered.push((await speaker.send(`말 ${i}`)).id); } catch { return; } // the sender knows
                await new Promise((resolve) => { setTimeout(resolve, 120); });
            }
        })();
        await until('it is being spoken', () => answered.length >= 3);
        const { tokens } = patient;
        await server.stop();
        await talk;
        await server.start({ samePorts: true });
        const { items } = await trainees[0].read(at('/chat/messages'));
        const kept = new Set(items.map((each) => each.id));
        assert.deepEqual(answered.filter((each) => !kept.has(each)), [], 'what was answered is kept');
        await until('the client has come back by itself', () => patient.tokens > tokens && patient.room.state === 'connected', { seconds: 30 });
        const again = await anew();
        await again.send('돌아온 뒤');
        await patient.hears('돌아온 뒤');
        assert.deepEqual(patient.disconnects, [], 'it was never sent away');
    });
});
