import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type RefObject } from 'react';
import { api } from '@/lib/api/client';
import type { LiveRecording, RecordedChat, RecordedMessage } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

const at = (channelId: number, more = '') => `/v1/live/${String(channelId)}/recording${more}`;

/** Sets the cookie that the player needs, so it is read even when an older answer is at hand. */
export const recordingOf = (channelId: number) =>
    queryOptions({ queryKey: keys.recording(channelId), queryFn: ({ signal }) => api.get<LiveRecording>(at(channelId), { signal }), staleTime: 0 });

export const recordedChat = (channelId: number) =>
    queryOptions({
        queryKey: keys.recordedChat(channelId),
        queryFn: async ({ signal }) => {
            const all: RecordedMessage[] = [];
            for (let cursor: string | null | undefined = undefined; ;) {
                const page: RecordedChat = await api.get<RecordedChat>(at(channelId, '/chat'), { query: { cursor }, signal });
                all.push(...page.items);
                cursor = page.nextCursor;
                if (!cursor) return all;
            }
        },
        staleTime: Infinity,
    });

export const recordingCalls = {
    hide: (channelId: number, hidden: boolean) => api.put(at(channelId), { hidden }),
    remove: (channelId: number) => api.delete(at(channelId)),
    download: async (channelId: number) => (await api.get<{ url: string }>(at(channelId, '/download'))).url,
    keepPosition: (channelId: number, seconds: number) => api.put(at(channelId, '/position'), { seconds }),
};

/** Renews the right to play. */
export function useRenewal(channelId: number): () => Promise<unknown> {
    const client = useQueryClient();
    return useCallback(() => client.query({ ...recordingOf(channelId), staleTime: 0 }), [client, channelId]);
}

const keep_every_ms = 10_000;

/** Where the picture is, in seconds; the place is kept while it plays, at a pause and when the page goes. */
export function usePlace(video: RefObject<HTMLVideoElement | null>, channelId: number): number {
    const [time, setTime] = useState(0);
    useEffect(() => {
        const media = video.current;
        if (!media) return;
        let kept = -1;
        const keep = () => {
            const seconds = Math.floor(media.currentTime);
            if (media.readyState === 0 || seconds === kept) return;
            kept = seconds;
            recordingCalls.keepPosition(channelId, media.ended ? 0 : seconds).catch(() => { kept = -1; });
        };
        const look = () => { setTime(media.currentTime); };
        const hidden = () => { if (document.hidden) keep(); };
        const timer = setInterval(() => { if (!media.paused) keep(); }, keep_every_ms);
        for (const name of ['timeupdate', 'seeking', 'seeked']) media.addEventListener(name, look);
        for (const name of ['pause', 'ended']) media.addEventListener(name, keep);
        document.addEventListener('visibilitychange', hidden);
        return () => {
            clearInterval(timer);
            for (const name of ['timeupdate', 'seeking', 'seeked']) media.removeEventListener(name, look);
            for (const name of ['pause', 'ended']) media.removeEventListener(name, keep);
            document.removeEventListener('visibilitychange', hidden);
            if (!media.paused) keep();
        };
    }, [video, channelId]);
    return time;
}
