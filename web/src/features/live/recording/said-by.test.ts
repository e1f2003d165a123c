import { expect, it } from 'vitest';
import { saidBy } from './said-by';

const all = [0, 3, 3, 7].map((atSeconds, id) => ({ id, atSeconds }));

it('shows what was said up to the playhead', () => {
    expect(saidBy(all, 0).map(({ id }) => id)).toEqual([0]);
    expect(saidBy(all, 3).map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(saidBy(all, 6.9)).toHaveLength(3);
    expect(saidBy(all, 100)).toHaveLength(4);
    expect(saidBy([], 100)).toEqual([]);
});

it('draws the latest only of a very long chat', () => {
    const long = Array.from({ length: 1000 }, (_, id) => ({ id, atSeconds: id }));
    const shown = saidBy(long, 900);
    expect(shown).toHaveLength(300);
    expect(shown.at(-1)?.id).toBe(900);
});
