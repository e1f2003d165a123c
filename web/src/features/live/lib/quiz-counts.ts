import type { QuizResults } from '@/lib/api/types';

/** Pushed counts, in the order of the options, into the results that were read. Counts never fall. */
export function withCounts(results: QuizResults | undefined, pushed: { total: number; counts: number[] }): QuizResults | undefined {
    if (!results || pushed.total < results.total) return results;
    return { ...results, total: pushed.total, options: results.options.map((option, index) => ({ ...option, count: pushed.counts[index] ?? option.count })) };
}
