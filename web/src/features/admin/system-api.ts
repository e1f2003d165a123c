import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { SystemHealth, SystemVitals } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export const useHealth = () => useQuery({
    queryKey: keys.health(),
    queryFn: () => api.get<SystemHealth>('/v1/admin/health'),
    refetchInterval: 10_000,
});

/** A point is added each half minute; the first ones sooner. */
export const useVitals = () => useQuery({
    queryKey: keys.vitals(),
    queryFn: () => api.get<SystemVitals>('/v1/admin/health/vitals'),
    refetchInterval: (query) => (query.state.data?.items.length ?? 0) < 3 ? 3_000 : 30_000,
});
