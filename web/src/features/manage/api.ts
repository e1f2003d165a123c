import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { CourseSummary, CourseProvideDetail, Inbox, Institution, List, LiveLecture } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useRequestStep, type Side } from '@/lib/requests';

export const institutionSide: Side = { list: '/v1/institutions', detail: (id) => `/v1/institutions/${id}/courseProvideDetail` };

export const pageSize = 20;

/** What was found stays on the screen until the next answer is there. */
export function useInbox(wish: { search: string; state: string; sort: string; page: number }) {
    return useQuery({ queryKey: keys.inbox(wish), queryFn: () => api.get<Inbox>('/v1/institutions/requests', { query: { ...wish, limit: pageSize } }), placeholderData: keepPreviousData });
}

export function useInstitution() {
    return useQuery({ queryKey: keys.institution(), queryFn: () => api.get<Institution>('/v1/institutions/detail') });
}

export function useUpcomingLectures(on: boolean) {
    return useQuery({ queryKey: keys.livesUpcoming(), queryFn: () => api.get<List<LiveLecture>>('/v1/live/upcoming'), enabled: on });
}

export function useLecturesOf(courseProvideId: number, on: boolean) {
    return useQuery({ queryKey: keys.livesOf(courseProvideId), queryFn: () => api.get<List<LiveLecture>>(`/v1/live/list/${courseProvideId}`), enabled: on });
}

export function useCourseCount() {
    return useQuery({ queryKey: keys.courses(), queryFn: () => api.get<List<CourseSummary>>('/v1/courses', { query: { limit: 100 } }) });
}

export function useAnswer(id: number) {
    return useRequestStep(id, (answer: { accepted: boolean; reason?: string }) => api.post<CourseProvideDetail>(`/v1/institutions/${id}/response`, answer));
}

export function useRegister(id: number) {
    return useRequestStep(id, (seen: number) => api.post<CourseProvideDetail>(`/v1/institutions/${id}/registration`, {}, { ifMatch: `"${seen}"` }));
}
