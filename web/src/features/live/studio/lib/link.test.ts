import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Link } from './link';
import { kinds } from './protocol';

class Line {
    readyState = 1;
    bufferedAmount = 0;
    sent: number[] = [];
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    send(bytes: Uint8Array) { this.sent.push(bytes[1] ?? 0); }
    close() { this.readyState = 3; }
    tell(told: object) { this.onmessage?.({ data: JSON.stringify(told) }); }
}

const chunk = (type: 'key' | 'delta') => ({ type, byteLength: 10, copyTo: () => undefined }) as unknown as EncodedVideoChunk;

describe('the line to the server', () => {
    let lines: Line[], phases: string[], asked: number, link: Link;
    beforeEach(() => {
        vi.useFakeTimers();
        [lines, phases, asked] = [[], [], 0];
        link = new Link({
            askToken: () => { asked += 1; },
            changed: (phase, problem) => { phases.push(problem ? `${phase}: ${problem}` : phase); },
            connect: () => { const line = new Line(); lines.push(line); return line as unknown as WebSocket; },
        });
        link.setup('video', new Uint8Array(4));
        link.setup('audio', new Uint8Array(4));
    });
    afterEach(() => { link.stop(); vi.useRealTimers(); });

    const connect = () => {
        link.use('ws://x/studio', 'token');
        const line = lines.at(-1);
        if (!line) throw new Error('no line');
        line.onopen?.();
        line.tell({ type: 'accepted' });
        return line;
    };

    it('greets, sets up, and begins with a key frame', () => {
        link.start('me');
        const line = connect();
        link.picture(chunk('delta'), 0);
        link.picture(chunk('key'), 0);
        link.picture(chunk('delta'), 0);
        expect(line.sent).toEqual([kinds.hello, kinds.videoSetup, kinds.audioSetup, kinds.picture, kinds.picture]);
        expect(phases).toEqual(['connecting', 'on']);
    });

    it('comes back by itself, and waits for its own torn line to be forgotten', () => {
        link.start('me');
        connect().onclose?.({ code: 1006 });
        vi.advanceTimersByTime(400);
        expect(asked).toBe(2);
        link.use('ws://x/studio', 'token');
        lines.at(-1)?.onclose?.({ code: 4409 });
        vi.advanceTimersByTime(1_000);
        expect(asked).toBe(3);
        connect();
        expect(phases).toEqual(['connecting', 'on', 'reconnecting', 'on']);
    });

    it('stops where somebody else is on air, or the lecture is over', () => {
        link.start('me');
        link.use('ws://x/studio', 'token');
        lines.at(-1)?.onclose?.({ code: 4409 });
        expect(phases.at(-1)).toBe('off: occupied');
        link.start('me');
        connect().onclose?.({ code: 4410 });
        expect(phases.at(-1)).toBe('off: over');
        expect(asked).toBe(2);
    });

    it('drops pictures, not sound, when the server says that it falls behind, until a ping has passed', () => {
        link.start('me');
        const line = connect();
        link.picture(chunk('key'), 0);
        line.tell({ type: 'behind', milliseconds: 1500 });
        link.picture(chunk('delta'), 0);
        link.sound(chunk('key'), 0);
        expect([link.jammed, link.gate.dropped]).toEqual([true, 1]);
        line.tell({ type: 'pong', mark: performance.now() + 1 });
        expect(link.jammed).toBe(false);
        link.picture(chunk('delta'), 0);
        link.picture(chunk('key'), 0);
        expect(link.gate.dropped).toBe(2);
        expect(line.sent.slice(3)).toEqual([kinds.picture, kinds.sound, kinds.picture]);
    });

    it('notices a line that is dead', () => {
        link.start('me');
        connect();
        vi.advanceTimersByTime(8_000);
        expect(phases.at(-1)).toBe('reconnecting');
    });
});
