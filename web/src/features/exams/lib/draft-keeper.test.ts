import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftKeeper, type KeptDraft, type Outcome } from './draft-keeper';

const saying = (text: string, revision: number): KeptDraft => ({ response: { choices: [], text }, revision });

function room(outcomes: (Outcome | Promise<Outcome>)[]) {
    const sent: string[] = [];
    const stored = new Map<string, string>();
    const store = { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => { stored.set(key, value); }, removeItem: (key: string) => { stored.delete(key); } };
    const over = vi.fn();
    const older = vi.fn();
    const make = () => {
        const made = new DraftKeeper('k', {
            send: (position, { response, revision }) => { sent.push(`${position}:${response.text ?? ''}:${revision}`); return Promise.resolve(outcomes.shift() ?? 'kept'); },
            changed: () => undefined, store,
        });
        made.listen({ over, older });
        return made;
    };
    return { sent, stored, over, older, make, keeper: make() };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test('sends the newest draft once typing pauses', async () => {
    const { keeper, sent } = room([]);
    keeper.put(1, saying('a', 1), 600);
    keeper.put(1, saying('ab', 2), 600);
    expect(keeper.state(1)).toBe('saving');
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual(['1:ab:2']);
    expect(keeper.state(1)).toBe('saved');
});

test('what cannot be sent waits, is sent again, and outlives a reload', async () => {
    const { keeper, sent, stored, make } = room(['unreachable', 'unreachable']);
    keeper.put(2, saying('x', 4), 0);
    await vi.advanceTimersByTimeAsync(0);
    expect([keeper.offline, keeper.state(2)]).toEqual([true, 'waiting']);
    keeper.leave();
    expect(stored.size).toBe(1);
    const reloaded = make();
    expect(reloaded.left().get(2)).toEqual(saying('x', 4));
    expect(await reloaded.flush()).toBe(false);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([reloaded.offline, reloaded.unsaved, stored.size]).toEqual([false, 0, 0]);
    expect(sent).toEqual(['2:x:4', '2:x:4', '2:x:4']);
});

test('an answer that is typed on while it is sent is sent again', async () => {
    let answer: (outcome: Outcome) => void = () => undefined;
    const { keeper, sent } = room([new Promise<Outcome>((resolve) => { answer = resolve; })]);
    keeper.put(1, saying('a', 1), 0);
    await vi.advanceTimersByTimeAsync(0);
    keeper.put(1, saying('ab', 2), 500);
    answer('kept');
    await vi.advanceTimersByTimeAsync(0);
    expect(keeper.state(1)).toBe('saving');
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toEqual(['1:a:1', '1:ab:2']);
    expect(keeper.unsaved).toBe(0);
});

test('says when the exam is over, and when another device was newer', async () => {
    const first = room(['older', 'over']);
    first.keeper.put(1, saying('a', 1), 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.older).toHaveBeenCalledWith(1);
    first.keeper.put(1, saying('b', 9), 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.over).toHaveBeenCalledOnce();
    first.keeper.put(1, saying('c', 10), 0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([first.sent.length, first.stored.size]).toEqual([2, 0]);
});
