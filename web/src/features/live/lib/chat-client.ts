import { isStatus } from '@/lib/api/problem';
import { Store } from './store';
import type { ChatMessage, ChatToken } from './types';

/**
 * A client of the IVS Chat messaging protocol: WebSocket with the token as the only
 * subprotocol, SEND_MESSAGE with a RequestId, and MESSAGE, EVENT, ERROR back.
 * https://docs.aws.amazon.com/ivs/latest/chatmsgapireference/
 *
 * A torn connection, an expired token (401) and an ending session are mended with a new token.
 * What could not be sent stays in the list and is sent again when the connection is back.
 */

export type ChatPhase = 'connecting' | 'open' | 'reconnecting' | 'removed' | 'closed';

export interface ChatLine {
    /** The server's id, or the request's id until the server has answered. */
    id: string;
    requestId?: string;
    content: string;
    senderId: string;
    senderName: string;
    role: string;
    sentAt: number;
    state: 'sent' | 'sending' | 'failed';
    problem?: ChatProblem;
    /** Of slow mode: seconds until the next message may be sent. */
    waitSeconds?: number;
}

export type ChatProblem = 'rejected' | 'too_long' | 'too_fast' | 'not_allowed' | 'failed';

export interface ChatState {
    phase: ChatPhase;
    lines: ChatLine[];
}

export interface ChatSocket {
    onopen: ((event: Event) => void) | null;
    onmessage: ((event: MessageEvent) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
    send(text: string): void;
    close(code?: number): void;
}

export interface ChatOptions {
    token: () => Promise<ChatToken>;
    history: () => Promise<ChatMessage[]>;
    me: { id: string; name: string; role: string };
    /** Something was set, pinned, marked or lowered in the room; also when the connection is there (again). */
    onRoom?: () => void;
    connect?: (url: string, token: string) => ChatSocket;
    now?: () => number;
    random?: () => number;
    newId?: () => string;
}

interface Incoming {
    Type?: string;
    Id?: string;
    RequestId?: string;
    Content?: string;
    SendTime?: string;
    Sender?: { UserId?: string; Attributes?: Record<string, string> };
    EventName?: string;
    Attributes?: Record<string, string>;
    ErrorCode?: number;
    ErrorMessage?: string;
}

const most_lines = 500;
const delays_ms = [300, 1_000, 2_000, 4_000, 8_000, 15_000];
/** An answer to a sent message that takes longer than this will not come on this connection. */
const answer_ms = 8_000;
/** Reconnect so long before the session ends. */
const session_margin_ms = 30_000;
export const longest_message = 500;

/** The protocol counts code points, not UTF-16 units. */
export function messageLength(text: string): number {
    return Array.from(text).length;
}

export class ChatClient {
    readonly state = new Store<ChatState>({ phase: 'connecting', lines: [] });
    private socket: ChatSocket | null = null;
    private wanted = false;
    private attempt = 0;
    private removed = false;
    private retryTimer: ReturnType<typeof setTimeout> | undefined;
    private sessionTimer: ReturnType<typeof setTimeout> | undefined;
    private readonly answerTimers = new Map<string, ReturnType<typeof setTimeout>>();
    private readonly deleted = new Set<string>();
    private readonly now: () => number;
    private readonly newId: () => string;

    constructor(private readonly options: ChatOptions) {
        this.now = options.now ?? Date.now;
        this.newId = options.newId ?? (() => crypto.randomUUID());
    }

    start(): void {
        if (this.wanted) return;
        this.wanted = true;
        this.removed = false;
        this.state.update({ phase: 'connecting' });
        void this.open();
    }

    stop(): void {
        this.wanted = false;
        this.drop();
        this.state.update({ phase: 'closed' });
    }

    /** Puts a message on its way; false when it is empty or too long. */
    send(text: string): boolean {
        const content = text.trim();
        if (content === '' || messageLength(content) > longest_message) return false;
        const requestId = this.newId();
        const { id, name, role } = this.options.me;
        this.put([{ id: requestId, requestId, content, senderId: id, senderName: name, role, sentAt: this.now(), state: 'sending' }]);
        this.transmit(requestId, content);
        return true;
    }

    /** Sends a failed message once more. */
    resend(requestId: string): void {
        const line = this.state.get().lines.find((entry) => entry.requestId === requestId && entry.state === 'failed');
        if (!line) return;
        this.change(requestId, { state: 'sending', problem: undefined, waitSeconds: undefined, sentAt: this.now() });
        this.transmit(requestId, line.content);
    }

    /** Takes an unsent message out of the list; its text for the input field. */
    discard(requestId: string): string {
        const line = this.state.get().lines.find((entry) => entry.requestId === requestId && entry.state === 'failed');
        if (!line) return '';
        this.lines(this.state.get().lines.filter((entry) => entry !== line));
        return line.content;
    }

    private async open(): Promise<void> {
        let token: ChatToken;
        try {
            token = await this.options.token();
        } catch (problem) {
            if (isStatus(problem, 403, 404, 409)) this.state.update({ phase: 'closed' });
            else this.retry();
            return;
        }
        if (!this.wanted) return;
        const connect = this.options.connect ?? ((url, value) => new WebSocket(url, value));
        let socket: ChatSocket;
        try {
            socket = connect(token.messagingEndpoint, token.token);
        } catch {
            this.retry();
            return;
        }
        this.socket = socket;
        socket.onopen = () => void this.opened(socket, token);
        socket.onmessage = (event) => this.receive(String(event.data));
        socket.onclose = (event) => {
            if (this.socket === socket) this.lost(event.code);
        };
    }

    private async opened(socket: ChatSocket, token: ChatToken): Promise<void> {
        this.attempt = 0;
        this.state.update({ phase: 'open' });
        this.options.onRoom?.();
        const left = Date.parse(token.sessionExpirationTime) - this.now() - session_margin_ms;
        clearTimeout(this.sessionTimer);
        if (left > 0) this.sessionTimer = setTimeout(() => this.renew(), Math.min(left, 2 ** 31 - 1));
        // What was said while this page was not connected; it also tells whether an unanswered message arrived after all.
        const history = await this.options.history().catch(() => null);
        if (this.socket !== socket) return;
        if (history) this.take(history);
        for (const line of this.state.get().lines) {
            if (line.state === 'sending' && line.requestId && !this.answerTimers.has(line.requestId)) this.transmit(line.requestId, line.content);
        }
    }

    private take(history: ChatMessage[]): void {
        const mine = history.filter((message) => message.senderId === this.options.me.id);
        const known = new Set(this.state.get().lines.map((line) => line.id));
        for (const line of this.state.get().lines) {
            if (line.state !== 'sending' || !line.requestId || this.answerTimers.has(line.requestId)) continue;
            const arrived = mine.find((message) => !known.has(message.id) && message.content === line.content && Date.parse(message.sentAt) > line.sentAt - 5_000);
            if (!arrived) continue;
            known.add(arrived.id);
            this.change(line.requestId, { id: arrived.id, state: 'sent', sentAt: Date.parse(arrived.sentAt) });
        }
        this.put(
            history.map((message) => ({
                id: message.id,
                content: message.content,
                senderId: message.senderId,
                senderName: message.senderName,
                role: message.role,
                sentAt: Date.parse(message.sentAt),
                state: 'sent' as const,
            })),
        );
    }

    private renew(): void {
        this.drop();
        if (!this.wanted) return;
        this.state.update({ phase: 'reconnecting' });
        void this.open();
    }

    private lost(code: number): void {
        this.drop();
        if (!this.wanted) return;
        // The protocol's meaning of a clean close by the server: this client was put out and shall not return.
        if (this.removed || code === 4001) {
            this.failAll();
            this.state.update({ phase: 'removed' });
            return;
        }
        this.retry();
    }

    private retry(): void {
        if (!this.wanted) return;
        this.state.update({ phase: 'reconnecting' });
        const full = delays_ms[Math.min(this.attempt++, delays_ms.length - 1)]!;
        const delay = full / 2 + ((this.options.random ?? Math.random)() * full) / 2;
        clearTimeout(this.retryTimer);
        this.retryTimer = setTimeout(() => void this.open(), delay);
    }

    private drop(): void {
        clearTimeout(this.retryTimer);
        clearTimeout(this.sessionTimer);
        for (const timer of this.answerTimers.values()) clearTimeout(timer);
        this.answerTimers.clear();
        const socket = this.socket;
        this.socket = null;
        if (!socket) return;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close(1000);
    }

    private transmit(requestId: string, content: string): void {
        if (!this.socket || this.state.get().phase !== 'open') return;
        try {
            this.socket.send(JSON.stringify({ Action: 'SEND_MESSAGE', RequestId: requestId, Content: content }));
        } catch {
            this.renew();
            return;
        }
        this.answerTimers.set(requestId, setTimeout(() => this.renew(), answer_ms));
    }

    private receive(text: string): void {
        let frame: Incoming;
        try {
            frame = JSON.parse(text) as Incoming;
        } catch {
            return;
        }
        if (frame.Type === 'MESSAGE') this.message(frame);
        else if (frame.Type === 'EVENT') this.event(frame);
        else if (frame.Type === 'ERROR') this.refusal(frame);
    }

    private message(frame: Incoming): void {
        if (typeof frame.Id !== 'string' || typeof frame.Content !== 'string') return;
        const sent = Date.parse(frame.SendTime ?? '');
        const attributes = frame.Sender?.Attributes ?? {};
        const line: ChatLine = {
            id: frame.Id,
            content: frame.Content,
            senderId: frame.Sender?.UserId ?? '',
            senderName: attributes.displayName ?? '',
            role: attributes.role ?? '',
            sentAt: Number.isNaN(sent) ? this.now() : sent,
            state: 'sent',
        };
        if (frame.RequestId) {
            this.answered(frame.RequestId);
            const own = this.state.get().lines.some((entry) => entry.requestId === frame.RequestId);
            if (own) {
                // The moderator's filter may have rewritten the text: what everybody sees counts.
                this.change(frame.RequestId, { ...line, problem: undefined });
                return;
            }
        }
        this.put([line]);
    }

    private event(frame: Incoming): void {
        const attributes = frame.Attributes ?? {};
        if (frame.EventName === 'aws:DELETE_MESSAGE') {
            const id = attributes.MessageID ?? attributes.MessageId;
            if (!id) return;
            this.deleted.add(id);
            this.lines(this.state.get().lines.filter((line) => line.id !== id));
        } else if (frame.EventName === 'aws:DISCONNECT_USER' && attributes.UserId === this.options.me.id) {
            this.removed = true;
        } else if (frame.EventName === 'ahimmoyak:ROOM' || (frame.EventName === 'ahimmoyak:HAND_LOWERED' && attributes.UserId === this.options.me.id)) {
            this.options.onRoom?.();
        }
    }

    /** Takes a message back for everybody; for who may. The room answers with an event. */
    remove(id: string): void {
        if (this.state.get().phase === 'open') this.socket?.send(JSON.stringify({ Action: 'DELETE_MESSAGE', RequestId: this.newId(), Id: id }));
    }

    /** Puts somebody out of the chat; for who may. */
    putOut(userId: string): void {
        if (this.state.get().phase === 'open') this.socket?.send(JSON.stringify({ Action: 'DISCONNECT_USER', RequestId: this.newId(), UserId: userId }));
    }

    private refusal(frame: Incoming): void {
        if (frame.ErrorCode === 401) {
            this.renew();
            return;
        }
        if (!frame.RequestId) return;
        this.answered(frame.RequestId);
        const problems: Record<number, ChatProblem> = { 403: 'not_allowed', 406: 'rejected', 413: 'too_long', 429: 'too_fast' };
        const wait = /^Slow mode: wait (\d+)/.exec(frame.ErrorMessage ?? '')?.[1];
        this.change(frame.RequestId, { state: 'failed', problem: problems[frame.ErrorCode ?? 0] ?? 'failed', waitSeconds: wait === undefined ? undefined : Number(wait) });
    }

    private answered(requestId: string): void {
        clearTimeout(this.answerTimers.get(requestId));
        this.answerTimers.delete(requestId);
    }

    private failAll(): void {
        this.lines(this.state.get().lines.map((line) => (line.state === 'sending' ? { ...line, state: 'failed' as const, problem: 'not_allowed' as const } : line)));
    }

    private change(requestId: string, change: Partial<ChatLine>): void {
        this.lines(this.state.get().lines.map((line) => (line.requestId === requestId ? { ...line, ...change } : line)));
    }

    private put(added: ChatLine[]): void {
        const lines = this.state.get().lines;
        const known = new Set(lines.map((line) => line.id));
        const fresh = added.filter((line) => !known.has(line.id) && !this.deleted.has(line.id));
        if (fresh.length > 0) this.lines([...lines, ...fresh]);
    }

    /** Sorted by time; what waits for the server stays last. */
    private lines(lines: ChatLine[]): void {
        const waiting = (line: ChatLine) => (line.state === 'sent' ? 0 : 1);
        const sorted = [...lines].sort((a, b) => waiting(a) - waiting(b) || a.sentAt - b.sentAt);
        this.state.update({ lines: sorted.slice(-most_lines) });
    }
}
