import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, callTagged } from '@/lib/api/client';
import type { List, Schemas } from '@/lib/api/types';

export type MarkedExam = Schemas['MarkedExam'];
export type DeskExam = Schemas['DeskExam'];
export type DeskQuestion = Schemas['DeskQuestion'];
export type DeskAnswer = Schemas['DeskAnswer'];
export type AnswerLine = Schemas['AnswerLine'];
export type ExamMark = Schemas['ExamMark'];
export type MarkingRule = Schemas['MarkingRule'];
export type CopySummary = Schemas['CopySummary'];
export type CopyCase = Schemas['CopyCase'];
export type CopySide = Schemas['CopySide'];
export type Item = Schemas['AnalysedItem'];
export type RegradeForm = Schemas['RegradeForm'];
export type RegradePreview = Schemas['RegradePreview'];
export type Regrade = Schemas['ShownRegrade'];

const keys = {
    all: ['marking'] as const,
    exams: ['marking', 'exams'] as const,
    exam: (id: number) => ['marking', 'exam', id] as const,
    answers: (exam: number, question: number) => ['marking', 'answers', exam, question] as const,
    items: (exam: number) => ['marking', 'items', exam] as const,
    regrades: (exam: number) => ['marking', 'regrades', exam] as const,
    copies: (state: string) => ['marking', 'copies', state] as const,
    copy: (id: number) => ['marking', 'copy', id] as const,
};

/** Whatever changes one, what is shown of marking is read again. */
function useChange<V, R>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSuccess: () => { void client.invalidateQueries({ queryKey: keys.all }); } });
}

export const useExams = () => useQuery({ queryKey: keys.exams, queryFn: () => api.get<List<MarkedExam>>('/v1/marking/exams') });
export const useExam = (id: number) => useQuery({ queryKey: keys.exam(id), queryFn: () => api.get<DeskExam>(`/v1/marking/exams/${id}`) });
export const useChangeRule = (exam: number, version: number) => useChange((rule: Omit<MarkingRule, 'version'>) => callTagged<MarkingRule>('PUT', `/v1/marking/exams/${exam}/rule`, { body: rule, ifMatch: `"${version}"` }));

export function useAnswers(exam: number, question: number, enabled: boolean) {
    return useInfiniteQuery({
        queryKey: keys.answers(exam, question),
        queryFn: ({ pageParam }) => api.get<{ items: AnswerLine[]; nextAfter?: number | null }>(`/v1/marking/exams/${exam}/answers`, { query: { questionId: question, limit: 50, after: pageParam } }),
        initialPageParam: 0,
        getNextPageParam: (last) => last.nextAfter ?? undefined,
        enabled,
    });
}

/** Not queries: to open an answer is to take it, so nothing does it again by itself. */
export const takeNext = (exam: number, question: number, after: number) => api.post<{ answer?: DeskAnswer | null }>(`/v1/marking/exams/${exam}/next`, { questionId: question, after });
export const readAnswer = (submission: number, position: number) => api.get<DeskAnswer>(`/v1/marking/answers/${submission}/${position}`);
export const takeAnswer = (submission: number, position: number) => api.post<DeskAnswer>(`/v1/marking/answers/${submission}/${position}/take`, {});

export interface Given { pointsHundredths: number; criteriaHundredths: number[]; comment?: string; reason?: string }
export const useMark = () => useChange(({ answer, given }: { answer: DeskAnswer; given: Given }) =>
    callTagged<DeskAnswer>('POST', `/v1/marking/answers/${answer.submissionId}/${answer.position}/marks`, { body: given, ifMatch: `"${answer.version}"` }));

export function useCopies(state: string) {
    return useInfiniteQuery({
        queryKey: keys.copies(state),
        queryFn: ({ pageParam }) => api.get<List<CopySummary>>('/v1/marking/copies', { query: { state: state || undefined, cursor: pageParam } }),
        initialPageParam: '',
        getNextPageParam: (last: List<CopySummary>) => last.nextCursor ?? undefined,
    });
}
export const useCopy = (id: number) => useQuery({ queryKey: keys.copy(id), queryFn: () => api.get<CopyCase>(`/v1/marking/copies/${id}`) });
export interface Verdict { decision: 'COPIED' | 'NOT_COPIED'; reason: string; zeroFirst: boolean; zeroSecond: boolean }
export const useDecide = (id: number, version: number) => useChange((verdict: Verdict) => callTagged<CopyCase>('POST', `/v1/marking/copies/${id}/decisions`, { body: verdict, ifMatch: `"${version}"` }));

export const useItems = (exam: number) => useQuery({ queryKey: keys.items(exam), queryFn: () => api.get<{ items: Item[]; leastAttempts: number }>(`/v1/marking/exams/${exam}/items`) });
export const useRegrades = (exam: number) => useQuery({ queryKey: keys.regrades(exam), queryFn: () => api.get<{ items: Regrade[] }>(`/v1/marking/exams/${exam}/regrades`) });
export const usePreview = (exam: number) => useMutation({ mutationFn: (form: RegradeForm) => api.post<RegradePreview>(`/v1/marking/exams/${exam}/regrades/preview`, form) });
export const useRegrade = (exam: number) => useChange((form: RegradeForm) => api.post(`/v1/marking/exams/${exam}/regrades`, form));
export const useUndo = () => useChange(({ id, reason }: { id: number; reason: string }) => api.post(`/v1/marking/regrades/${id}/undo`, { reason }));

/** Hundredths of a point, as people say them. */
export const points = (hundredths: number) => Math.round(hundredths) / 100;
