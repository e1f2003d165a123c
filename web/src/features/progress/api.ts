import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { List, OfferingProgress, ShownIdentityCheck, ShownViewing, TraineeRecord } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

const path = (offering: number) => `/v1/learning/offerings/${String(offering)}/progress`;

export const useProgress = (offering: number) => useQuery({ queryKey: keys.progress(offering), queryFn: () => api.get<OfferingProgress>(path(offering)), refetchInterval: 60_000 });

export const useRecord = (offering: number, user: number) => useQuery({ queryKey: keys.record(offering, user), queryFn: () => api.get<TraineeRecord>(`${path(offering)}/${String(user)}`) });

/** The evidence: for the institution only. */
export const useViewings = (offering: number, user: number) =>
    useInfiniteQuery({
        queryKey: keys.viewings(offering, user),
        queryFn: ({ pageParam }) => api.get<List<ShownViewing>>(`${path(offering)}/${String(user)}/viewings`, { query: { limit: 20, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });

/** How the trainee proved who they are: for the institution only. */
export const useIdentityChecks = (offering: number, user: number) =>
    useInfiniteQuery({
        queryKey: keys.identityChecks(offering, user),
        queryFn: ({ pageParam }) => api.get<List<ShownIdentityCheck>>(`${path(offering)}/${String(user)}/identity-checks`, { query: { limit: 20, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
