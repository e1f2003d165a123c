import { queryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { ContentDetail, GivenReview, IdentityAnswer, IdentityCheckState, List, LiveLecture, MyCourse, MyCourseDetail, OwnExams, OwnReview } from '@/lib/api/types';
import { language } from '@/lib/i18n';
import { keys } from '@/lib/query-keys';
import type { BeatsTaken, Heartbeats, Viewing } from './lib/study-session';

export const myCourses = () =>
    queryOptions({ queryKey: keys.myCourses(), queryFn: ({ signal }) => api.get<List<MyCourse>>('/v1/courses/courseList', { signal }) });

export const myCourse = (courseProvideId: number) =>
    queryOptions({
        queryKey: keys.myCourse(courseProvideId),
        queryFn: ({ signal }) => api.get<MyCourseDetail>(`/v1/courses/courseList/${String(courseProvideId)}`, { signal }),
    });

/** The address in it is signed and runs out, so a page that was away reads it anew. */
export const content = (contentId: number, courseProvideId: number) =>
    queryOptions({
        queryKey: keys.content(contentId, courseProvideId),
        queryFn: ({ signal }) => api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${String(contentId)}`, { query: { courseProvideId }, signal }),
        staleTime: Infinity,
        gcTime: 0,
        refetchOnWindowFocus: false,
    });

/** The cookie that opens a lesson's video comes with the lesson, and lasts ten minutes. */
export const renewPlayback = (contentId: number, courseProvideId: number) =>
    api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${String(contentId)}`, { query: { courseProvideId } });

export const upcomingLives = () =>
    queryOptions({ queryKey: keys.livesUpcoming(), queryFn: ({ signal }) => api.get<List<LiveLecture>>('/v1/live/upcoming', { signal }), refetchInterval: 60_000 });

export const courseLives = (courseProvideId: number) =>
    queryOptions({ queryKey: keys.livesOf(courseProvideId), queryFn: ({ signal }) => api.get<List<LiveLecture>>(`/v1/live/list/${String(courseProvideId)}`, { signal }) });

export const openViewing = (contentId: number, courseProvideId: number) => api.post<Viewing>(`/v1/learning/contents/${String(contentId)}/viewings`, { courseProvideId });

const reviewPath = (courseProvideId: number) => `/v1/reviews/offerings/${String(courseProvideId)}`;

export const ownReview = (courseProvideId: number) =>
    queryOptions({ queryKey: keys.ownReview(courseProvideId), queryFn: ({ signal }) => api.get<OwnReview>(reviewPath(courseProvideId), { signal }) });

export const giveReview = (courseProvideId: number, body: GivenReview) => api.put<OwnReview>(reviewPath(courseProvideId), body);

const identityPath = (contentId: number) => `/v1/learning/contents/${String(contentId)}/identity-check`;

export const identityCheck = (contentId: number, courseProvideId: number) =>
    queryOptions({ queryKey: keys.identityCheck(contentId, courseProvideId), queryFn: ({ signal }) => api.get<IdentityCheckState>(identityPath(contentId), { query: { courseProvideId }, signal }), gcTime: 0 });

export const sendIdentityCode = (contentId: number, courseProvideId: number) => api.post(`${identityPath(contentId)}/code`, { courseProvideId });

export const proveIdentity = (contentId: number, body: IdentityAnswer) => api.post(identityPath(contentId), body);

/** What was played since the last time. */
export async function sendHeartbeats(viewing: number, body: Heartbeats, leaving: boolean): Promise<BeatsTaken | undefined> {
    const path = `/v1/learning/viewings/${String(viewing)}/heartbeats`;
    if (!leaving) return api.post<BeatsTaken>(path, body);
    await lastWord('POST', path, body);
    return undefined;
}

/** Where to resume, of a lesson that was not played yet. */
export async function savePosition(contentId: number, courseProvideId: number, positionSeconds: number, leaving: boolean): Promise<void> {
    const path = `/v1/learning/contents/${String(contentId)}/position`;
    const body = { courseProvideId, positionSeconds };
    if (leaving) await lastWord('PUT', path, body);
    else await api.put(path, body);
}

/** A request made while leaving outlives the page and asks for no refresh of the session. */
async function lastWord(method: string, path: string, body: unknown): Promise<void> {
    await fetch(path, {
        method,
        keepalive: true,
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'Accept-Language': language() },
        body: JSON.stringify(body),
    });
}

/** The exams of one's course, or only that of a lesson. */
export const ownExams = (courseProvideId: number, contentId?: number) =>
    queryOptions({
        queryKey: keys.ownExams(courseProvideId, contentId),
        queryFn: ({ signal }) => api.get<OwnExams>('/v1/exams', { query: { courseProvideId, contentId }, signal }),
    });
