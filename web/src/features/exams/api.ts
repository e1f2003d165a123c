import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { QuestionResponse } from '@/components/question-view';
import { api, callTagged } from '@/lib/api/client';
import type { CheckedExam, CourseSummary, DraftSaved, ExamDetail, ExamEntry, ExamForm, ExamPaper, ExamResult, ExamSummary, PreviewedPaper } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export type Wanted = QuestionResponse;

/** As the server takes it: nothing is left out. */
export const whole = ({ choices, text, number }: QuestionResponse): { choices: number[]; text: string | null; number: number | null } => ({ choices, text: text ?? null, number: number ?? null });

const of = (courseProvideId: number | undefined) => ({ query: { courseProvideId } });

export const examEntry = (examId: number, courseProvideId: number | undefined) => queryOptions({
    queryKey: keys.examEntry(examId, courseProvideId),
    queryFn: () => api.get<ExamEntry>(`/v1/exams/${examId}`, of(courseProvideId)),
});
export const beginExam = (examId: number, courseProvideId: number | undefined) => api.post<ExamPaper>(`/v1/exams/${examId}/begin`, { courseProvideId });

/** With the moment at which it came, by a clock that nobody can set. */
export interface Arrived { paper: ExamPaper; at: number }
export const openAttempt = (examId: number, courseProvideId: number | undefined) => queryOptions({
    queryKey: keys.examAttempt(examId, courseProvideId),
    queryFn: async (): Promise<Arrived> => ({ paper: await api.get<ExamPaper>(`/v1/exams/${examId}/attempt`, of(courseProvideId)), at: performance.now() }),
    retry: false, staleTime: 0, gcTime: 0,
});
export const saveDraft = (examId: number, submissionId: number, position: number, revision: number, response: QuestionResponse) =>
    api.put<DraftSaved>(`/v1/exams/${examId}/answers/${position}`, { submissionId, revision, response: whole(response) });
export const noteFocus = (examId: number, submissionId: number, awaySeconds: number) => api.post(`/v1/exams/${examId}/focus`, { submissionId, awaySeconds });
export const submitExam = (examId: number, submissionId: number) => api.post<ExamResult>(`/v1/exams/${examId}/submit`, { submissionId });
export const examResult = (examId: number, submissionId: number) => queryOptions({
    queryKey: keys.examResult(examId, submissionId),
    queryFn: () => api.get<ExamResult>(`/v1/exams/${examId}/result`, { query: { submissionId } }),
});

export interface IdentityMethods { methods: ('EMAIL_CODE' | 'TOTP')[] }
export const identityMethods = (examId: number, courseProvideId: number) => queryOptions({
    queryKey: keys.examIdentity(examId),
    queryFn: () => api.get<IdentityMethods>(`/v1/exams/${examId}/identity-check`, of(courseProvideId)),
});
export const sendIdentityCode = (examId: number, courseProvideId: number) => api.post(`/v1/exams/${examId}/identity-check/code`, { courseProvideId });
export const proveIdentity = (examId: number, said: { courseProvideId: number; method: 'EMAIL_CODE' | 'TOTP'; code: string }) => api.post(`/v1/exams/${examId}/identity-check`, said);

export const courseExams = (courseId: number) => queryOptions({
    queryKey: keys.exams(courseId),
    queryFn: () => api.get<{ items: ExamSummary[] }>(`/v1/${courseId}/get`),
});
export const examDetail = (courseId: number, examId: number) => queryOptions({
    queryKey: keys.exam(courseId, examId),
    queryFn: () => api.get<ExamDetail>(`/v1/${courseId}/${examId}/detail`),
});
export const examCheck = (courseId: number, examId: number, courseProvideId: number | undefined, cursor: string) => queryOptions({
    queryKey: keys.examCheck(examId, courseProvideId, cursor),
    queryFn: () => api.get<CheckedExam>(`/v1/${courseId}/${examId}/check`, { query: { courseProvideId, cursor } }),
});
export const previewPaper = (courseId: number, examId: number) => api.get<PreviewedPaper>(`/v1/${courseId}/${examId}/preview`);
export const courseList = () => queryOptions({ queryKey: keys.courses(), queryFn: () => api.get<{ items: CourseSummary[] }>('/v1/courses', { query: { limit: 100 } }) });

/** Saves a new exam, or one that was based on a version. */
export function useSaveExam(courseId: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: async ({ id, version, form }: { id?: number; version?: number; form: ExamForm }) => id === undefined
            ? api.post<ExamDetail>(`/v1/${courseId}/create`, form)
            : (await callTagged<ExamDetail>('PUT', `/v1/${courseId}/${id}/edit`, { body: form, ifMatch: `"${String(version)}"` })).data,
        onSuccess: (saved) => {
            client.setQueryData(keys.exam(courseId, saved.id), saved);
            void client.invalidateQueries({ queryKey: keys.exams(courseId), exact: true });
        },
    });
}
export function useRemoveExam(courseId: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (id: number) => api.delete(`/v1/${courseId}/${id}/delete`),
        onSuccess: () => client.invalidateQueries({ queryKey: keys.exams(courseId), exact: true }),
    });
}
