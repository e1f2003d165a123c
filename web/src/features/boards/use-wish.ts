import { useSearchParams } from 'react-router';
import type { BoardType, Wish } from './api';

const wishIn = (params: URLSearchParams, first: BoardType): Wish => ({
    type: params.get('type') === 'NOTICE' ? 'NOTICE' : params.get('type') === 'QNA' ? 'QNA' : first,
    search: params.get('search') ?? '',
    answered: params.get('answered') ?? '',
    page: Math.max(1, Number(params.get('page')) || 1),
});

/** What of a board is looked at stands in the address, so that going back from a post leads to the same place. */
export function useWish(first: BoardType) {
    const [params, setParams] = useSearchParams();
    const change = (to: Partial<Wish>) => {
        // From the address itself: what was changed a moment ago may not be drawn yet.
        const next = { ...wishIn(new URLSearchParams(window.location.search), first), page: 1, ...to };
        setParams(Object.fromEntries(Object.entries(next).filter(([name, value]) => value !== '' && !(name === 'page' && value === 1)).map(([name, value]) => [name, String(value)])), { replace: to.page === undefined });
    };
    return [wishIn(params, first), change] as const;
}
