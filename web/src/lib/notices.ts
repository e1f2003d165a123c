import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api/client';
import { keys } from './query-keys';

/** Marks one notice as read, or all up to one. Lists and the bell are read again; other tabs hear of it by themselves. */
export function useReadNotice() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (what: { id: number } | { upTo: number }) => 'id' in what
            ? api.post(`/v1/notifications/${what.id}/read`)
            : api.post('/v1/notifications/read', what),
        onSettled: () => client.invalidateQueries({ queryKey: keys.notifications() }),
    });
}
