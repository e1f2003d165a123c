import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, callTagged, type CallOptions } from '@/lib/api/client';
import type { Course, CourseState, CourseSummary, List, StoredFile } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

/** A course with the tag that changes build on. */
export interface Held { course: Course; etag: string }

export interface CourseValues { title: string; introduction: string; instructor: string }

async function held(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options?: CallOptions): Promise<Held> {
    const { data, etag } = await callTagged<Course>(method, path, options);
    return { course: data, etag: etag ?? `"${data.version}"` };
}

export function useCourses() {
    return useQuery({ queryKey: keys.courses(), queryFn: () => api.get<List<CourseSummary>>('/v1/courses', { query: { limit: 100 } }) });
}

export function useCreateCourse() {
    const client = useQueryClient();
    return async (values: CourseValues) => {
        const made = await held('POST', '/v1/courses', { body: values });
        client.setQueryData(keys.course(made.course.id), made);
        await client.invalidateQueries({ queryKey: keys.courses(), exact: true });
        return made.course;
    };
}

export function useCourse(id: number) {
    return useQuery({ queryKey: keys.course(id), queryFn: () => held('GET', `/v1/courses/${id}`) });
}

/** What the builder can ask for; every answer is the whole course and replaces the one on the page. */
export type Change =
    | { kind: 'details'; values: CourseValues }
    | { kind: 'state'; state: CourseState }
    | { kind: 'addChapter'; title: string }
    | { kind: 'renameChapter'; id: number; title: string }
    | { kind: 'removeChapter'; id: number }
    | { kind: 'order'; order: { id: number; contents: number[] }[] }
    | { kind: 'renameContent'; id: number; title: string }
    | { kind: 'removeContent'; id: number };

function send(courseId: number, change: Change, etag: string): Promise<Held> {
    const course = `/v1/courses/${courseId}`;
    switch (change.kind) {
        case 'details': return held('PUT', course, { body: change.values, ifMatch: etag });
        case 'state': return held('POST', `${course}/state`, { body: { state: change.state } });
        case 'addChapter': return held('POST', `${course}/curriculums`, { body: { title: change.title } });
        case 'renameChapter': return held('PUT', `${course}/curriculums/${change.id}`, { body: { title: change.title } });
        case 'removeChapter': return held('DELETE', `${course}/curriculums/${change.id}`);
        case 'order': return held('PUT', `${course}/order`, { body: { curriculums: change.order }, ifMatch: etag });
        case 'renameContent': return held('PUT', `${course}/contents/${change.id}`, { body: { title: change.title } });
        case 'removeContent': return held('DELETE', `${course}/contents/${change.id}`);
    }
}

export function useChangeCourse(courseId: number) {
    const client = useQueryClient();
    return useMutation({
        // One after another: each change builds on the tag of the one before.
        scope: { id: `course-${courseId}` },
        mutationFn: (change: Change) => send(courseId, change, client.getQueryData<Held>(keys.course(courseId))?.etag ?? ''),
        onSuccess: (answer) => {
            client.setQueryData(keys.course(courseId), answer);
            void client.invalidateQueries({ queryKey: keys.courses(), exact: true });
        },
    });
}

export function useDeleteCourse() {
    const client = useQueryClient();
    return async (id: number) => {
        await api.delete(`/v1/courses/${id}`);
        client.removeQueries({ queryKey: keys.course(id) });
        await client.invalidateQueries({ queryKey: keys.courses(), exact: true });
    };
}

/** Function 18: makes a stored file a lesson of a chapter, or the new file of a lesson. */
export function mapContent(courseId: number, chapterId: number, file: StoredFile, title: string, contentId?: number): Promise<Held> {
    return held('POST', `/v1/courses/${courseId}/curriculums/${chapterId}/save`, {
        body: { title, type: file.mimeType.startsWith('video/') ? 'VIDEO' : 'MATERIAL', key: file.key, ...(contentId !== undefined && { contentId }) },
    });
}
