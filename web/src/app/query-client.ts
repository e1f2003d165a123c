import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/problem';

/** A refusal is an answer: only what may pass by itself (no connection, 5xx) is tried again. */
function worthTrying(failures: number, error: unknown): boolean {
    return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export function newQueryClient(): QueryClient {
    return new QueryClient({
        defaultOptions: {
            queries: { staleTime: 10_000, retry: worthTrying, refetchOnWindowFocus: true },
            mutations: { retry: false },
        },
    });
}
