import { useSearchParams } from 'react-router';
import type { Wish } from './api';

const wishIn = (params: URLSearchParams): Wish => ({
    search: params.get('search') ?? '',
    kind: params.get('kind') ?? '',
    difficulty: params.get('difficulty') ?? '',
    tag: params.get('tag') ?? '',
    page: Math.max(1, Number(params.get('page')) || 1),
});

/** What of the bank is looked at stands in the address, so that going back from a question leads to the same place. */
export function useWish() {
    const [params, setParams] = useSearchParams();
    const change = (to: Partial<Wish>) => {
        // From the address itself: what was changed a moment ago may not be drawn yet.
        const next = { ...wishIn(new URLSearchParams(window.location.search)), page: 1, ...to };
        setParams(Object.fromEntries(Object.entries(next).filter(([name, value]) => value !== '' && !(name === 'page' && value === 1)).map(([name, value]) => [name, String(value)])), { replace: to.page === undefined });
    };
    return [wishIn(params), change] as const;
}
