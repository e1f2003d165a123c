import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { ContentDetail, Cue, LessonCaptions, LessonVideo, List, VideoMark } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

const look_again_ms = 2_000;
/** A video that was just put into its lesson is known a moment later. */
const look_for_ms = 5_000;

const at = (course: number, lesson: number) => `/v1/courses/${course}/contents/${lesson}`;

/** How far the videos of a course are; looked at again while one of them is being prepared. */
export function useVideos(courseId: number) {
    return useQuery({
        queryKey: keys.videos(courseId),
        queryFn: () => api.get<List<LessonVideo>>(`/v1/courses/${courseId}/videos`),
        refetchInterval: ({ state }) => (state.data?.items.some((each) => each.state === 'WAITING' || each.state === 'WORKING') ? look_again_ms : look_for_ms),
    });
}

export function usePrepareAgain(courseId: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (lesson: number) => api.post(`${at(courseId, lesson)}/video/again`),
        onSettled: () => client.invalidateQueries({ queryKey: keys.videos(courseId) }),
    });
}

export function useLesson(lesson: number) {
    return useQuery({ queryKey: keys.content(lesson), queryFn: () => api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${lesson}`), staleTime: 5 * 60_000, refetchInterval: 4 * 60_000 });
}

export function useCaptions(courseId: number, lesson: number) {
    return useQuery({ queryKey: keys.captions(lesson), queryFn: () => api.get<List<LessonCaptions>>(`${at(courseId, lesson)}/captions`), staleTime: Infinity });
}

export type CaptionChange = { language: string } & ({ kind: 'save'; cues: Cue[]; version: number } | { kind: 'upload'; file: File } | { kind: 'delete' });

function send(path: string, change: CaptionChange): Promise<unknown> {
    const to = `${path}/captions/${change.language}`;
    switch (change.kind) {
        case 'save': return api.put(to, { cues: change.cues, version: change.version });
        case 'upload': return api.upload(`${to}/file`, change.file);
        case 'delete': return api.delete(to);
    }
}

export function useChangeCaptions(courseId: number, lesson: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (change: CaptionChange) => send(at(courseId, lesson), change),
        onSuccess: () => client.invalidateQueries({ queryKey: keys.captions(lesson) }),
    });
}

export function useMarks(courseId: number, lesson: number) {
    return useQuery({ queryKey: keys.marks(lesson), queryFn: () => api.get<List<VideoMark>>(`${at(courseId, lesson)}/marks`), staleTime: Infinity });
}

export function useChangeMarks(courseId: number, lesson: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (items: VideoMark[]) => api.put<List<VideoMark>>(`${at(courseId, lesson)}/marks`, { items }),
        onSuccess: (kept) => { client.setQueryData(keys.marks(lesson), kept); },
    });
}
