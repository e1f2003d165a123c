import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as ivsCalls from '@aws-sdk/client-ivs';
import * as chatCalls from '@aws-sdk/client-ivschat';
import { ChatRoom, SendMessageRequest } from 'amazon-ivs-chat-messaging';
import { timedMetadata } from '../support/boxes.mjs';
import '../support/chat.mjs'; // gives the chat client its WebSocket
import { Client } from '../support/client.mjs';
import { controlPlanes, liveKey, refusal } from '../support/control.mjs';
import { course, lecture, offering } from '../support/course.mjs';
import { onEachDatabase } from '../support/databases.mjs';
import { company, employee, institution, setUp } from '../support/people.mjs';
import { ingestAddress, publish } from '../support/publisher.mjs';
import { clientOf } from '../support/s3.mjs';
import { slowness, startServer } from '../support/server.mjs';
import { Studio } from '../support/studio.mjs';
import { until, within } from '../support/until.mjs';
import { Viewer } from '../support/viewer.mjs';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';

onEachDatabase('the control planes', (kind) => {
    let server, manager, live, key, ivs, chat, foreign, reader, publisher;
    const ivsDo = (name, input = {}, by = ivs) => by.send(new ivsCalls[`${name}Command`](input));
    const chatDo = (name, input = {}, by = chat) => by.send(new chatCalls[`${name}Command`](input));

    before(async () => {
        server = await startServer(kind);
        const admin = await setUp(server);
        manager = await institution(server, admin);
        const other = await institution(server, admin);
        const supervisor = await company(server, admin);
        const trainee = await employee(server, admin, supervisor);
        live = await lecture(manager, (await offering(manager, supervisor, (await course(manager)).id, [trainee])).id, '소방 안전');
        key = await liveKey(server, manager.organisation.id);
        ({ ivs, chat } = controlPlanes(server, key));
        foreign = controlPlanes(server, await liveKey(server, other.organisation.id));
        reader = controlPlanes(server, await liveKey(server, manager.organisation.id, 'read-only'));
    });
    after(async () => {
        await publisher?.kill();
        await server?.end();
    });

    describe('who signs', () => {
        it('has a key of the institution, and the secret', async () => {
            const by = (credentials, more) => controlPlanes(server, credentials, more).ivs;
            assert.equal(await refusal(ivsDo('ListChannels', {}, by({ ...key, secretAccessKey: 'x'.repeat(40) }))), '403 InvalidSignatureException');
            assert.equal(await refusal(ivsDo('ListChannels', {}, by({ ...key, accessKeyId: 'A'.repeat(20) }))), '403 UnrecognizedClientException');
            assert.equal(await refusal(ivsDo('ListChannels', {}, by(key, { systemClockOffset: 3_600_000 }))), '403 InvalidSignatureException');
            const unsigned = await new Client(server).post('/ivs/ListChannels', {});
            assert.deepEqual([unsigned.status, unsigned.headers['x-amzn-errortype']], [403, 'MissingAuthenticationTokenException']);
            assert.match(await refusal(clientOf(server, key).send(new ListObjectsV2Command({ Bucket: 'contents' }))), /^403/, 'no files with it');
            assert.ok(!server.log.includes(key.secretAccessKey));
        });

        it('only reads with a key that only reads', async () => {
            assert.ok((await ivsDo('ListChannels', {}, reader.ivs)).channels.length >= 1);
            assert.equal(await refusal(ivsDo('CreateChannel', { name: 'x' }, reader.ivs)), '403 AccessDeniedException');
            assert.equal(await refusal(chatDo('CreateRoom', {}, reader.chat)), '403 AccessDeniedException');
        });
    });

    describe('a channel', () => {
        let made;
        it('is made, shown and changed', async () => {
            made = await ivsDo('CreateChannel', { name: 'lobby-1', latencyMode: 'LOW', type: 'STANDARD', tags: { room: '로비' } });
            assert.match(made.channel.arn, /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:channel\/[a-zA-Z0-9-]+$/);
            assert.match(made.streamKey.arn, /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:stream-key\/[a-zA-Z0-9-]+$/);
            assert.equal(made.streamKey.channelArn, made.channel.arn);
            const { channel } = await ivsDo('GetChannel', { arn: made.channel.arn });
            assert.deepEqual(channel, made.channel);
            assert.deepEqual([channel.name, channel.latencyMode, channel.type, channel.tags], ['lobby-1', 'LOW', 'STANDARD', { room: '로비' }]);
            const changed = (await ivsDo('UpdateChannel', { arn: channel.arn, name: 'lobby-2', latencyMode: 'NORMAL' })).channel;
            assert.deepEqual([changed.name, changed.latencyMode, changed.type], ['lobby-2', 'NORMAL', 'STANDARD']);
        });

        it('is a live lecture too, which is changed in its own pages', async () => {
            const { channel } = await ivsDo('GetChannel', { arn: live.arn });
            assert.deepEqual([channel.name, channel.authorized], ['소방 안전', true]);
            assert.equal(channel.playbackUrl, live.playbackUrl);
            const [summary] = (await ivsDo('ListStreamKeys', { channelArn: live.arn })).streamKeys;
            assert.equal((await ivsDo('GetStreamKey', { arn: summary.arn })).streamKey.value, live.streamKey);
            for (const call of [['UpdateChannel', { arn: live.arn, name: 'x' }], ['DeleteChannel', { arn: live.arn }], ['DeleteStreamKey', { arn: summary.arn }], ['StopStream', { channelArn: live.arn }]]) {
                assert.equal(await refusal(ivsDo(...call)), '409 ConflictException', call[0]);
            }
        });

        it('is its institution\'s', async () => {
            for (const arn of [made.channel.arn, live.arn]) {
                for (const [name, input] of [['GetChannel', { arn }], ['DeleteChannel', { arn }], ['GetStream', { channelArn: arn }], ['ListStreamKeys', { channelArn: arn }], ['PutMetadata', { channelArn: arn, metadata: 'x' }], ['ListStreamSessions', { channelArn: arn }]]) {
                    assert.equal(await refusal(ivsDo(name, input, foreign.ivs)), '404 ResourceNotFoundException', name);
                }
            }
            assert.equal(await refusal(ivsDo('GetStreamKey', { arn: made.streamKey.arn }, foreign.ivs)), '404 ResourceNotFoundException');
            assert.deepEqual((await ivsDo('ListChannels', {}, foreign.ivs)).channels, []);
            const batch = await ivsDo('BatchGetChannel', { arns: [made.channel.arn, live.arn] }, foreign.ivs);
            assert.deepEqual([batch.channels.length, batch.errors.map((each) => each.code)], [0, ['ResourceNotFoundException', 'ResourceNotFoundException']]);
        });

        it('is found among the others, page by page', async () => {
            const more = [];
            for (let i = 0; i < 3; i += 1) more.push((await ivsDo('CreateChannel', { name: `page-${i}` })).channel.arn);
            const seen = [];
            const paginator = ivsCalls.paginateListChannels({ client: ivs, pageSize: 2 }, {});
            for await (const page of paginator) {
                assert.ok(page.channels.length <= 2);
                seen.push(...page.channels.map((each) => each.arn));
            }
            assert.deepEqual(seen, [made.channel.arn, ...more, live.arn]);
            assert.deepEqual((await ivsDo('ListChannels', { filterByName: 'page-1' })).channels.map((each) => each.arn), [more[1]]);
            const batch = await ivsDo('BatchGetChannel', { arns: [more[0], `${more[0]}0`] });
            assert.deepEqual([batch.channels.map((each) => each.arn), batch.errors.map((each) => each.arn)], [[more[0]], [`${more[0]}0`]]);
            for (const arn of more) await ivsDo('DeleteChannel', { arn });
            assert.equal(await refusal(ivsDo('GetChannel', { arn: more[0] })), '404 ResourceNotFoundException');
        });

        it('has one stream key, and another one when that was deleted', async () => {
            assert.equal(await refusal(ivsDo('CreateStreamKey', { channelArn: made.channel.arn })), '402 ServiceQuotaExceededException');
            await ivsDo('DeleteStreamKey', { arn: made.streamKey.arn });
            assert.equal(await refusal(ivsDo('GetStreamKey', { arn: made.streamKey.arn })), '404 ResourceNotFoundException');
            const { streamKey } = await ivsDo('CreateStreamKey', { channelArn: made.channel.arn });
            assert.notEqual(streamKey.value, made.streamKey.value);
            made.streamKey = streamKey;
            assert.deepEqual((await ivsDo('ListStreamKeys', { channelArn: made.channel.arn })).streamKeys.map((each) => each.arn), [streamKey.arn]);
        });

        it('has tags', async () => {
            const resourceArn = made.channel.arn;
            await ivsDo('TagResource', { resourceArn, tags: { 'a b': 'c/d', floor: '3' } });
            await ivsDo('UntagResource', { resourceArn, tagKeys: ['floor', 'room'] });
            assert.deepEqual((await ivsDo('ListTagsForResource', { resourceArn })).tags, { 'a b': 'c/d' });
            assert.equal(await refusal(ivsDo('ListTagsForResource', { resourceArn }, foreign.ivs)), '404 ResourceNotFoundException');
        });

        it('takes nothing that cannot be had', async () => {
            for (const input of [{ name: '로비' }, { name: 'x'.repeat(129) }, { authorized: true }, { recordingConfigurationArn: 'arn:aws:ivs:local:0:recording-configuration/x' }, { type: 'HUGE' }, { insecureIngest: false }]) {
                assert.equal(await refusal(ivsDo('CreateChannel', input)), '400 ValidationException', JSON.stringify(input));
            }
            assert.equal(await refusal(ivsDo('ListChannels', { maxResults: 101 })), '400 ValidationException');
            assert.equal(await refusal(ivsDo('ListChannels', { nextToken: 'zzz' })), '400 ValidationException');
        });

        describe('when it is broadcast', () => {
            it('first it is not', async () => {
                const channelArn = made.channel.arn;
                for (const [name, input] of [['GetStream', { channelArn }], ['StopStream', { channelArn }], ['PutMetadata', { channelArn, metadata: 'x' }]]) {
                    assert.equal(await refusal(ivsDo(name, input)), '404 ChannelNotBroadcasting', name);
                }
                assert.equal(await refusal(ivsDo('GetStreamSession', { channelArn })), '404 ResourceNotFoundException');
            });

            it('then it is live, with a session that tells of its encoder', async () => {
                const channelArn = made.channel.arn;
                publisher = publish(ingestAddress({ ingestEndpoint: made.channel.ingestEndpoint, streamKey: made.streamKey.value }));
                const { streamSession } = await until('it is live', async () => {
                    try { return await ivsDo('GetStreamSession', { channelArn }); } catch { return undefined; }
                }, { seconds: 20 * slowness });
                const { stream } = await ivsDo('GetStream', { channelArn });
                assert.deepEqual([stream.state, stream.health, stream.channelArn], ['LIVE', 'HEALTHY', channelArn]);
                assert.match(stream.streamId, /^st-[a-zA-Z0-9]{23}$/);
                assert.ok(Math.abs(stream.startTime - Date.now()) < 60_000);
                assert.equal(streamSession.streamId, stream.streamId);
                const { video, audio } = streamSession.ingestConfiguration;
                assert.deepEqual([video.videoWidth, video.videoHeight, audio.channels, audio.sampleRate], [320, 180, 1, 48_000]);
                assert.match(video.codec, /^avc1\./);
                assert.deepEqual(streamSession.truncatedEvents.map((each) => each.name), ['Stream Start', 'Session Created']);
                assert.deepEqual((await ivsDo('ListStreams')).streams.map((each) => each.channelArn), [channelArn]);
                assert.deepEqual((await ivsDo('ListStreams', { filterBy: { health: 'STARVING' } })).streams, []);
                assert.deepEqual((await ivsDo('ListStreams', {}, foreign.ivs)).streams, []);
                assert.equal(await refusal(ivsDo('DeleteChannel', { arn: channelArn })), '409 ConflictException');
            });

            it('carries metadata in its picture, at most 1 KB and five a second', async () => {
                const channelArn = made.channel.arn;
                const viewer = await until('it plays', () => new Viewer(new Client(server), made.channel.playbackUrl).open(), { seconds: 15 * slowness });
                const metadata = JSON.stringify({ question: '몇 층?' });
                assert.equal((await ivsDo('PutMetadata', { channelArn, metadata })).$metadata.httpStatusCode, 204);
                const seen = [];
                for (let i = 0; i < 25 && !seen.includes(metadata); i += 1) {
                    for (const part of (await viewer.next()).parts) seen.push(...timedMetadata((await viewer.get(part.uri)).is(200).bytes).map((each) => each.texts.ahimmoyak));
                }
                assert.ok(seen.includes(metadata), `${seen}`);
                assert.equal(await refusal(ivsDo('PutMetadata', { channelArn, metadata: 'x'.repeat(1025) })), '400 ValidationException');
                // Few enough that the key itself may go on afterwards.
                const many = await Promise.all(Array.from({ length: 15 }, (_, i) => refusal(ivsDo('PutMetadata', { channelArn, metadata: `${i}` }))));
                assert.ok(many.includes('429 ThrottlingException') && many.filter((each) => each === 'done').length >= 4, `${many}`);
            });

            it('is stopped, and the session ends', async () => {
                const channelArn = made.channel.arn;
                await ivsDo('StopStream', { channelArn });
                await until('the publisher is sent away', () => !publisher.running, { seconds: 20 });
                const [session] = await until('the session has an end', async () => {
                    const { streamSessions } = await ivsDo('ListStreamSessions', { channelArn });
                    return streamSessions[0].endTime && streamSessions;
                });
                assert.ok(session.endTime > session.startTime && session.hasErrorEvent === false);
                assert.equal(await refusal(ivsDo('GetStream', { channelArn })), '404 ChannelNotBroadcasting');
                await ivsDo('DeleteChannel', { arn: channelArn });
                assert.equal(await refusal(ivsDo('GetChannel', { arn: channelArn })), '404 ResourceNotFoundException');
            });
        });
    });

    describe('a lecture that is broadcast from the browser', () => {
        it('is a session too, which tells of the page\'s encoder', async () => {
            const channelArn = live.arn;
            const page = await new Studio(manager, live.id).connect();
            await page.broadcast();
            await page.hears('onAir');
            const { stream } = await until('it is live', async () => {
                try { return await ivsDo('GetStream', { channelArn }); } catch { return undefined; }
            });
            const { streamSession } = await ivsDo('GetStreamSession', { channelArn });
            assert.deepEqual([streamSession.streamId, stream.health], [stream.streamId, 'HEALTHY']);
            const { video, audio } = streamSession.ingestConfiguration;
            assert.deepEqual([video.videoWidth, video.videoHeight, audio.codec, audio.sampleRate], [320, 180, 'opus', 48_000]);
            assert.match(video.codec, /^avc1\.42/);
            assert.ok(video.encoder.length > 0);
            page.tear();
            const [session] = await until('the session has an end', async () => {
                const { streamSessions } = await ivsDo('ListStreamSessions', { channelArn });
                return streamSessions[0]?.endTime && streamSessions;
            });
            assert.equal(session.streamId, stream.streamId);
        });
    });

    describe('a chat room', () => {
        let room, endpoint;
        const people = [];
        const enter = async (userId, capabilities, more = {}) => {
            const tokenProvider = () => chatDo('CreateChatToken', { roomIdentifier: room.arn, userId, capabilities, attributes: { displayName: `이름 ${userId}` }, ...more });
            const client = new ChatRoom({ regionOrUrl: endpoint, tokenProvider, maxReconnectAttempts: 1 });
            client.logger = { debug() {}, info() {}, error() {} };
            const heard = { client, messages: [], events: [], gone: [] };
            client.addListener('message', (each) => heard.messages.push(each));
            for (const kindOf of ['event', 'messageDelete', 'userDisconnect']) client.addListener(kindOf, (each) => heard.events.push({ ...each, kindOf }));
            client.addListener('disconnect', (each) => heard.gone.push(each));
            const connected = new Promise((resolve) => { client.addListener('connect', resolve); });
            client.connect();
            await within(10, `${userId} connects`, connected);
            people.push(client);
            return heard;
        };
        const say = (who, text) => within(10, 'an answer', who.client.sendMessage(new SendMessageRequest(text)));
        before(() => { endpoint = `${server.url.replace('http', 'ws')}/chat`; });
        after(() => people.forEach((each) => each.disconnect()));

        it('is made, shown, changed and found', async () => {
            room = await chatDo('CreateRoom', { name: 'lobby', maximumMessageLength: 20, tags: { floor: '1' } });
            assert.match(room.arn, /^arn:aws:ivschat:[a-z0-9-]+:[0-9]+:room\/[a-zA-Z0-9-]+$/);
            assert.match(room.id, /^[a-zA-Z0-9]{12}$/);
            const shown = await chatDo('GetRoom', { identifier: room.id });
            assert.deepEqual([shown.arn, shown.name, shown.maximumMessageLength, shown.maximumMessageRatePerSecond, shown.tags], [room.arn, 'lobby', 20, 10, { floor: '1' }]);
            const all = (await chatDo('ListRooms')).rooms.map((each) => each.arn);
            assert.deepEqual(all, [room.arn, live.chatArn]);
            assert.equal(await refusal(chatDo('UpdateRoom', { identifier: live.chatArn, name: 'x' })), '409 ConflictException');
            for (const [name, input] of [['GetRoom', { identifier: room.arn }], ['DeleteRoom', { identifier: live.chatArn }], ['CreateChatToken', { roomIdentifier: live.chatArn, userId: 'x' }], ['SendEvent', { roomIdentifier: room.arn, eventName: 'x' }]]) {
                assert.equal(await refusal(chatDo(name, input, foreign.chat)), '404 ResourceNotFoundException', name);
            }
            for (const input of [{ maximumMessageLength: 501 }, { maximumMessageRatePerSecond: 0 }, { messageReviewHandler: { uri: 'arn:aws:lambda:x' } }]) {
                assert.equal(await refusal(chatDo('CreateRoom', input)), '400 ValidationException', JSON.stringify(input));
            }
        });

        it('lets each do what the token says', async () => {
            const speaker = await enter('seoul/1 김', ['SEND_MESSAGE']);
            const listener = await enter('listener', []);
            const said = await say(speaker, '안녕하세요');
            const heard = await until('it is heard', () => listener.messages[0]);
            assert.deepEqual([heard.id, heard.content, heard.sender.userId, heard.sender.attributes], [said.id, '안녕하세요', 'seoul/1 김', { displayName: '이름 seoul/1 김' }]);
            await assert.rejects(say(listener, 'x'), { errorCode: 403 });
            await assert.rejects(say(speaker, '길'.repeat(21)), { errorCode: 413 });
            await chatDo('UpdateRoom', { identifier: room.arn, maximumMessageLength: 30 });
            await say(speaker, '길'.repeat(21));
        });

        it('is moderated from outside', async () => {
            const watcher = await enter('watcher', ['SEND_MESSAGE']);
            const { id } = await chatDo('SendEvent', { roomIdentifier: room.arn, eventName: 'shop:sale', attributes: { price: '900' } });
            const event = await until('the event', () => watcher.events.find((each) => each.eventName === 'shop:sale'));
            assert.deepEqual([event.id, event.attributes], [id, { price: '900' }]);
            const said = await say(watcher, '지워질 글');
            await chatDo('DeleteMessage', { roomIdentifier: room.arn, id: said.id, reason: '광고' });
            const deleted = await until('the deletion', () => watcher.events.find((each) => each.kindOf === 'messageDelete'));
            assert.deepEqual([deleted.messageId, deleted.reason], [said.id, '광고']);
            await chatDo('DisconnectUser', { roomIdentifier: room.arn, userId: 'watcher' });
            await until('sent away', () => watcher.gone.length > 0);
            assert.equal(await refusal(chatDo('SendEvent', { roomIdentifier: room.arn, eventName: 'aws:DELETE_MESSAGE' })), '400 ValidationException');
        });

        it('of a lecture takes the institution\'s programs in, and keeps what they say', async () => {
            const free = room;
            room = { arn: live.chatArn };
            const bot = await enter('bot', ['SEND_MESSAGE'], { attributes: { displayName: '안내 로봇' } });
            await say(bot, '곧 시작합니다');
            const { items } = await manager.read(`/v1/live/${live.id}/chat/messages`);
            assert.deepEqual([items.at(-1).senderName, items.at(-1).senderId, items.at(-1).content], ['안내 로봇', 'bot', '곧 시작합니다']);
            await until('it is written', async () => (await manager.read(`/v1/live/${live.id}/chat/messages`)).items.at(-1)?.senderId === 'bot');
            room = free;
        });

        it('is deleted, and everybody in it is sent away', async () => {
            const last = await enter('last', []);
            await chatDo('DeleteRoom', { identifier: room.arn });
            await until('sent away', () => last.gone.length > 0);
            assert.equal(await refusal(chatDo('GetRoom', { identifier: room.arn })), '404 ResourceNotFoundException');
        });
    });
}, { mostlyElsewhere: true });
