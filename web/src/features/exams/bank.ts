import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { ShownExamPart } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

/** A question of the bank, as far as choosing it needs. */
export interface BankQuestion {
    id: number;
    kind: NonNullable<ShownExamPart['kind']>;
    difficulty: 'EASY' | 'MEDIUM' | 'HARD';
    points: number;
    words: string;
    tags: string[];
}

export interface BankWish { search: string; tag: string; kind: string }

export const bankQuestions = (wish: BankWish) => queryOptions({
    queryKey: keys.bankChoice(wish),
    queryFn: () => api.get<{ items: BankQuestion[]; total: number }>('/v1/questions', { query: { ...wish, limit: 100 } }),
});

export const bankTags = () => queryOptions({
    queryKey: keys.bankTagChoice(),
    queryFn: async () => (await api.get<{ items: { tag: string }[] }>('/v1/questions/tags')).items.map((each) => each.tag),
});
