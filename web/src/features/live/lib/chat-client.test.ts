import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/api/problem';
import { ChatClient, messageLength, type ChatSocket } from './chat-client';
import type { ChatMessage } from './types';

class FakeSocket implements ChatSocket {
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;
    sent: { Action: string; RequestId: string; Content: string }[] = [];
    closed = false;
    constructor(readonly token: string) {}
    send(text: string) {
        this.sent.push(JSON.parse(text) as (typeof this.sent)[number]);
    }
    close() {
        this.closed = true;
    }
    say(frame: object) {
        this.onmessage?.({ data: JSON.stringify(frame) } as MessageEvent);
    }
    tear(code = 1006) {
        this.onclose?.({ code } as CloseEvent);
    }
}

const start = Date.parse('2026-11-23T05:00:00Z');

function room() {
    const sockets: FakeSocket[] = [];
    let history: ChatMessage[] = [];
    let ids = 0;
    const client = new ChatClient({
        token: async () => ({
            token: `t${sockets.length + 1}`,
            tokenExpirationTime: new Date(start + 60_000).toISOString(),
            sessionExpirationTime: new Date(Date.now() + 3_600_000).toISOString(),
            messagingEndpoint: 'ws://x/chat',
        }),
        history: async () => history,
        me: { id: '5', name: '김훈련', role: 'EMPLOYEE' },
        connect: (_url, token) => {
            const socket = new FakeSocket(token);
            sockets.push(socket);
            return socket;
        },
        random: () => 1,
        newId: () => `r${++ids}`,
    });
    const settle = () => vi.advanceTimersByTimeAsync(0);
    const open = async () => {
        client.start();
        await settle();
        sockets.at(-1)!.onopen?.(new Event('open'));
        await settle();
    };
    const lines = () => client.state.get().lines.map((line) => `${line.content} ${line.state}`);
    return { client, sockets, open, settle, lines, setHistory: (next: ChatMessage[]) => (history = next) };
}

function message(id: string, content: string, more: object = {}) {
    return { Type: 'MESSAGE', Id: id, Content: content, SendTime: new Date().toISOString(), Sender: { UserId: '9', Attributes: { displayName: '이강사', role: 'MANAGER' } }, ...more };
}

beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime(start);
});
afterEach(() => void vi.useRealTimers());

describe('ChatClient', () => {
    it('connects with the token as subprotocol and shows what others say, once', async () => {
        const { client, sockets, open } = room();
        await open();
        expect(sockets[0]!.token).toBe('t1');
        sockets[0]!.say(message('m1', '안녕하세요'));
        sockets[0]!.say(message('m1', '안녕하세요'));
        expect(client.state.get()).toMatchObject({ phase: 'open', lines: [{ content: '안녕하세요', senderName: '이강사', role: 'MANAGER' }] });
        expect(client.state.get().lines).toHaveLength(1);
    });

    it('shows its own message at once and confirms it by the request id', async () => {
        const { client, sockets, open, lines } = room();
        await open();
        expect(client.send('  질문이요  ')).toBe(true);
        expect(lines()).toEqual(['질문이요 sending']);
        expect(sockets[0]!.sent).toEqual([{ Action: 'SEND_MESSAGE', RequestId: 'r1', Content: '질문이요' }]);
        sockets[0]!.say(message('m9', '질문이요', { RequestId: 'r1', Sender: { UserId: '5', Attributes: { displayName: '김훈련', role: 'EMPLOYEE' } } }));
        expect(lines()).toEqual(['질문이요 sent']);
        expect(client.state.get().lines[0]!.id).toBe('m9');
    });

    it('counts code points, refuses the empty and the too long', async () => {
        const { client, open } = room();
        await open();
        expect(messageLength('가😀')).toBe(2);
        expect(client.send('   ')).toBe(false);
        expect(client.send('가'.repeat(501))).toBe(false);
        expect(client.send('😀'.repeat(500))).toBe(true);
    });

    it.each([
        [406, 'rejected'],
        [413, 'too_long'],
        [429, 'too_fast'],
        [403, 'not_allowed'],
        [500, 'failed'],
    ])('keeps a message refused with %i and says why', async (code, problem) => {
        const { client, sockets, open } = room();
        await open();
        client.send('x');
        sockets[0]!.say({ Type: 'ERROR', Id: 'e', RequestId: 'r1', ErrorCode: code, ErrorMessage: '' });
        expect(client.state.get().lines[0]).toMatchObject({ state: 'failed', problem });
        client.resend('r1');
        expect(sockets[0]!.sent).toHaveLength(2);
        sockets[0]!.say({ Type: 'ERROR', Id: 'e2', RequestId: 'r1', ErrorCode: code, ErrorMessage: '' });
        expect(client.discard('r1')).toBe('x');
        expect(client.state.get().lines).toEqual([]);
    });

    it('comes back with a new token after a torn connection and sends what was kept', async () => {
        const { client, sockets, open, settle, lines } = room();
        await open();
        sockets[0]!.tear();
        expect(client.state.get().phase).toBe('reconnecting');
        client.send('나중에');
        expect(lines()).toEqual(['나중에 sending']);
        await vi.advanceTimersByTimeAsync(300);
        expect(sockets[1]!.token).toBe('t2');
        sockets[1]!.onopen?.(new Event('open'));
        await settle();
        expect(sockets[1]!.sent.map((frame) => frame.Content)).toEqual(['나중에']);
    });

    it('does not say twice what had arrived before the connection tore', async () => {
        const { client, sockets, open, settle, setHistory, lines } = room();
        await open();
        client.send('한 번만');
        sockets[0]!.tear();
        setHistory([{ id: 'm3', content: '한 번만', senderId: '5', senderName: '김훈련', role: 'EMPLOYEE', sentAt: new Date(start + 50).toISOString() }]);
        await vi.advanceTimersByTimeAsync(300);
        sockets[1]!.onopen?.(new Event('open'));
        await settle();
        expect(sockets[1]!.sent).toEqual([]);
        expect(lines()).toEqual(['한 번만 sent']);
    });

    it('renews at once when the token has expired (401)', async () => {
        const { sockets, open, settle } = room();
        await open();
        sockets[0]!.say({ Type: 'ERROR', Id: 'e', ErrorCode: 401, ErrorMessage: 'expired' });
        await settle();
        expect(sockets[0]!.closed).toBe(true);
        expect(sockets).toHaveLength(2);
    });

    it('mends a connection that swallows a message', async () => {
        const { client, sockets, open } = room();
        await open();
        client.send('x');
        await vi.advanceTimersByTimeAsync(8000);
        expect(sockets).toHaveLength(2);
    });

    it('renews before the session ends', async () => {
        const { sockets, open } = room();
        await open();
        await vi.advanceTimersByTimeAsync(3_600_000 - 30_000);
        expect(sockets).toHaveLength(2);
    });

    it('stays away when it was put out', async () => {
        const { client, sockets, open } = room();
        await open();
        sockets[0]!.say({ Type: 'EVENT', Id: 'v', EventName: 'aws:DISCONNECT_USER', Attributes: { UserId: '5', Reason: 'x' } });
        sockets[0]!.tear(1000);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(client.state.get().phase).toBe('removed');
        expect(sockets).toHaveLength(1);
    });

    it('takes a deleted message away, and it does not return with the history', async () => {
        const { sockets, open, settle, setHistory, lines } = room();
        await open();
        sockets[0]!.say(message('m1', '지울 말'));
        sockets[0]!.say({ Type: 'EVENT', Id: 'v', EventName: 'aws:DELETE_MESSAGE', Attributes: { MessageID: 'm1', MessageId: 'm1' } });
        expect(lines()).toEqual([]);
        setHistory([{ id: 'm1', content: '지울 말', senderId: '9', senderName: '', role: '', sentAt: new Date(start).toISOString() }]);
        sockets[0]!.tear();
        await vi.advanceTimersByTimeAsync(300);
        sockets[1]!.onopen?.(new Event('open'));
        await settle();
        expect(lines()).toEqual([]);
    });

    it('waits longer after each failed attempt', async () => {
        const { sockets, open } = room();
        await open();
        sockets[0]!.tear();
        await vi.advanceTimersByTimeAsync(300);
        sockets[1]!.tear();
        await vi.advanceTimersByTimeAsync(999);
        expect(sockets).toHaveLength(2);
        await vi.advanceTimersByTimeAsync(1);
        expect(sockets).toHaveLength(3);
    });

    it('gives up when the room is not there or not open to this person', async () => {
        const client = new ChatClient({ token: () => Promise.reject(new ApiError({ status: 404, code: 'not_found', title: '', detail: '' })), history: async () => [], me: { id: '5', name: '', role: '' } });
        client.start();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(client.state.get().phase).toBe('closed');
    });
});
