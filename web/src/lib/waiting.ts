import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Schemas } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

/** How much waits at the marking desk. */
export function useWaiting(enabled = true) {
    return useQuery({ queryKey: keys.waiting(), queryFn: () => api.get<Schemas['WaitingCounts']>('/v1/marking/waiting'), enabled, staleTime: 60_000 });
}
