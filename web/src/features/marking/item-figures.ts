import { useFormat } from '@/lib/format';
import type { Item } from './api';

/** Shares as percent, indices with two places; what is not known is a dash. */
export function useFigures() {
    const format = useFormat();
    return {
        share: (value: number | null | undefined) => value == null ? '–' : `${format.number(Math.round(100 * value))} %`,
        index: (value: number | null | undefined) => value == null ? '–' : value.toFixed(2),
    };
}

export type Verdict = 'GOOD' | 'BACKWARDS' | 'WEAK' | 'TOO_EASY' | 'TOO_HARD';

/** What an author should look at; nothing while there are too few attempts to say. */
export function verdictOf(item: Item): Verdict | undefined {
    if (item.difficulty == null || item.groupSize === 0) return undefined;
    if ((item.correlation ?? 0) < 0) return 'BACKWARDS';
    if (item.difficulty > 0.95) return 'TOO_EASY';
    if (item.difficulty < 0.2) return 'TOO_HARD';
    return item.correlation != null && item.correlation < 0.2 ? 'WEAK' : 'GOOD';
}
