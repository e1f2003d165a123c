import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, callTagged, type CallOptions } from '@/lib/api/client';
import type { Course, CourseCheck, CourseState, CourseSummary, LessonBody, List, StoredFile } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import type { RichNode } from '@/lib/rich-text';

/** A course with the tag that changes build on. */
export interface Held { course: Course; etag: string }

export interface CourseValues { title: string; introduction: string; introductionDocument?: RichNode | null; instructor: string }

/** The versions that this page's own changes made: another one is somebody else's. */
const own = new Map<number, Set<number>>();

async function held(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options?: CallOptions): Promise<Held> {
    const { data, etag } = await callTagged<Course>(method, path, options);
    if (method !== 'GET') own.set(data.id, (own.get(data.id) ?? new Set()).add(data.version));
    return { course: data, etag: etag ?? `"${data.version}"` };
}

const turns = new Map<number, Promise<unknown>>();

/** One change of a course after another: of answers that overtake each other the older one would be shown last. */
function inTurn<T>(courseId: number, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(courseId) ?? Promise.resolve()).catch(() => undefined).then(work);
    turns.set(courseId, turn);
    return turn;
}

/** Whether all that happened between the two versions was done on this page. */
export function onlyOwn(courseId: number, after: number, upTo: number): boolean {
    const versions = own.get(courseId);
    for (let version = after + 1; version <= upTo; version += 1) if (!versions?.has(version)) return false;
    return true;
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

/** Not read again behind one's back: a change builds on what the page shows, so that what others did is noticed. */
export function useCourse(id: number) {
    return useQuery({ queryKey: keys.course(id), queryFn: () => held('GET', `/v1/courses/${id}`), refetchOnWindowFocus: false, refetchOnReconnect: false });
}

/** The course as the server has it now, whatever this page believes. */
export function readCourse(id: number): Promise<Held> {
    return held('GET', `/v1/courses/${id}`);
}

export type LessonKind = 'TEXT' | 'LINK' | 'LIVE' | 'EXAM';
export interface BodyValues { document?: RichNode; url?: string; description?: string }

/** What the builder can ask for; every answer is the whole course and replaces the one on the page. */
export type Change =
    | { kind: 'details'; values: CourseValues }
    | { kind: 'state'; state: CourseState }
    | { kind: 'addChapter'; title: string }
    | { kind: 'renameChapter'; id: number; title: string }
    | { kind: 'removeChapter'; id: number }
    | { kind: 'restoreChapter'; id: number }
    | { kind: 'order'; order: { id: number; contents: number[] }[] }
    | { kind: 'addContent'; chapter: number; title: string; type: LessonKind }
    | { kind: 'renameContent'; id: number; title: string }
    | { kind: 'body'; id: number; values: BodyValues }
    | { kind: 'removeContent'; id: number }
    | { kind: 'restoreContent'; id: number }
    | { kind: 'picture'; file: Blob }
    | { kind: 'removePicture' };

export function sendChange(courseId: number, change: Change, ifMatch: string): Promise<Held> {
    return inTurn(courseId, () => send(courseId, change, ifMatch));
}

function send(courseId: number, change: Change, ifMatch: string): Promise<Held> {
    const course = `/v1/courses/${courseId}`;
    switch (change.kind) {
        case 'details': return held('PUT', course, { body: change.values, ifMatch });
        case 'state': return held('POST', `${course}/state`, { body: { state: change.state }, ifMatch });
        case 'addChapter': return held('POST', `${course}/curriculums`, { body: { title: change.title }, ifMatch });
        case 'renameChapter': return held('PUT', `${course}/curriculums/${change.id}`, { body: { title: change.title }, ifMatch });
        case 'removeChapter': return held('DELETE', `${course}/curriculums/${change.id}`, { ifMatch });
        case 'restoreChapter': return held('POST', `${course}/curriculums/${change.id}/restoration`, { ifMatch });
        case 'order': return held('PUT', `${course}/order`, { body: { curriculums: change.order }, ifMatch });
        case 'addContent': return held('POST', `${course}/curriculums/${change.chapter}/contents`, { body: { title: change.title, type: change.type }, ifMatch });
        case 'renameContent': return held('PUT', `${course}/contents/${change.id}`, { body: { title: change.title }, ifMatch });
        case 'body': return held('PUT', `${course}/contents/${change.id}/body`, { body: change.values, ifMatch });
        case 'removeContent': return held('DELETE', `${course}/contents/${change.id}`, { ifMatch });
        case 'restoreContent': return held('POST', `${course}/contents/${change.id}/restoration`, { ifMatch });
        case 'picture': return held('PUT', `${course}/picture`, { file: change.file, ifMatch });
        case 'removePicture': return held('DELETE', `${course}/picture`, { ifMatch });
    }
}

/** What a course lacks, read anew for each version of it. */
export function useCourseCheck(course: Course) {
    return useQuery({ queryKey: keys.courseCheck(course.id, course.version), queryFn: () => api.get<CourseCheck>(`/v1/courses/${course.id}/check`), placeholderData: keepPreviousData });
}

export function useLessonBody(courseId: number, contentId: number) {
    return useQuery({
        queryKey: keys.lessonBody(courseId, contentId), queryFn: () => api.get<LessonBody>(`/v1/courses/${courseId}/contents/${contentId}/body`),
        staleTime: 0, gcTime: 0, refetchOnWindowFocus: false,
    });
}

export function useCopyCourse() {
    const client = useQueryClient();
    return async (id: number, title: string) => {
        const made = await held('POST', `/v1/courses/${id}/copy`, { body: { title } });
        client.setQueryData(keys.course(made.course.id), made);
        await client.invalidateQueries({ queryKey: keys.courses(), exact: true });
        return made.course;
    };
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
    return inTurn(courseId, () => held('POST', `/v1/courses/${courseId}/curriculums/${chapterId}/save`, {
        body: { title, type: file.mimeType.startsWith('video/') ? 'VIDEO' : 'MATERIAL', key: file.key, ...(contentId !== undefined && { contentId }) },
    }));
}
