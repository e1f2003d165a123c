import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { NoticeSettings, Notices } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export function useNoticeList(onlyUnread: boolean) {
    return useInfiniteQuery({
        queryKey: keys.notificationList(onlyUnread),
        queryFn: ({ pageParam }) => api.get<Notices>('/v1/notifications', { query: { unread: onlyUnread || undefined, limit: 20, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
}

export function useNoticeSettings() {
    return useQuery({ queryKey: keys.notificationSettings(), queryFn: () => api.get<NoticeSettings>('/v1/notifications/settings') });
}

/** Shown at once; where the server refuses, as it was. */
export function useChangeSettings() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (settings: NoticeSettings) => api.put<NoticeSettings>('/v1/notifications/settings', settings),
        onMutate: (settings) => {
            const before = client.getQueryData<NoticeSettings>(keys.notificationSettings());
            client.setQueryData(keys.notificationSettings(), settings);
            return before;
        },
        onError: (_error, _settings, before) => { client.setQueryData(keys.notificationSettings(), before); },
    });
}
