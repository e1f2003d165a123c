import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './api/client';
import type { CourseProvideDetail, CourseProvideSummary, List } from './api/types';
import { keys } from './query-keys';

/** An institution and a company look at the same requests from their two sides, at two addresses. */
export interface Side { list: string; detail: (id: number) => string }

export function useRequests(side: Side, state: string) {
    return useInfiniteQuery({
        queryKey: keys.requestList(state),
        queryFn: ({ pageParam }) => api.get<List<CourseProvideSummary>>(side.list, { query: { state, limit: 20, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
}

export function useRequest(side: Side, id: number) {
    return useQuery({ queryKey: keys.request(id), queryFn: () => api.get<CourseProvideDetail>(side.detail(id)) });
}

/** Any step of a request answers with the request itself; what lists say about it is read again. */
export function useRequestStep<V>(id: number, send: (values: V) => Promise<CourseProvideDetail>) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: send,
        onSuccess: (detail) => {
            client.setQueryData(keys.request(id), detail);
            void client.invalidateQueries({ queryKey: ['requests', 'list'] });
        },
        // Somebody else may have taken the step: show where it stands now.
        onError: () => void client.invalidateQueries({ queryKey: keys.request(id) }),
    });
}
