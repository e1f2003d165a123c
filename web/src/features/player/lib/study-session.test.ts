import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { signature, StudySession, type BeatsTaken, type Heartbeats, type Viewing } from './study-session';

const study = { creditedSeconds: 0, approvedSeconds: 60, spentSeconds: 0, progressPercent: 0, endReached: false, played: [] };
const viewing: Viewing = { id: 12, key: 'a-key', heartbeatSeconds: 10, positionSeconds: 0, study };
const taken: BeatsTaken = { study, refused: [], takenOver: false, dayLimitReached: false };
const stretch = (from: number) => ({ endedAt: 1_000 + from + 5_000, fromMs: from, toMs: from + 5_000, ratePercent: 100, visible: true });

describe('the heartbeats of a viewing', () => {
    it('are signed as the server checks them', () => {
        const beat = { counter: 7, elapsedMs: 70_000, fromMs: 60_000, toMs: 70_000, ratePercent: 100, visible: true };
        expect(signature('a-key', 12, beat)).toBe(createHmac('sha256', 'a-key').update('12.7.70000.60000.70000.100.1').digest('base64url'));
    });

    it('wait for the network and go in their order, each once', async () => {
        const bodies: Heartbeats[] = [];
        const post = vi.fn((_: number, body: Heartbeats) => { bodies.push(body); return bodies.length === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(taken); });
        const session = new StudySession(viewing, 1_000, post);
        session.add([stretch(0)]);
        await expect(session.send(5, false)).rejects.toThrow('offline');
        session.add([stretch(5_000)]);
        expect(await session.send(10, false)).toBe(taken);
        expect(bodies[1]?.beats.map(({ counter, elapsedMs, fromMs }) => [counter, elapsedMs, fromMs])).toEqual([[1, 5_000, 0], [2, 10_000, 5_000]]);
        expect(bodies[1]?.positionSeconds).toBe(10);
        await session.send(10, false);
        expect(bodies[2]?.beats).toEqual([]);
    });

    it('are kept when the page seems to leave, and go in pieces that the server takes', async () => {
        const bodies: Heartbeats[] = [];
        const session = new StudySession(viewing, 1_000, (_, body) => { bodies.push(body); return Promise.resolve(taken); });
        session.add(Array.from({ length: 150 }, (_, at) => stretch(at * 5_000)));
        await session.send(1, true);
        await session.send(1, false);
        expect(bodies.map(({ beats }) => beats.length)).toEqual([100, 100, 50]);
    });
});
