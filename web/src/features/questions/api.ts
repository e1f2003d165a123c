import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, callTagged } from '@/lib/api/client';
import type { BankPage, BankTags, QuestionImportPreview, ShownQuestion, WrittenQuestion } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export const pageSize = 20;
export const kinds = ['CHOICE', 'MULTIPLE_CHOICE', 'SHORT_ANSWER', 'NUMERIC', 'ESSAY'] as const;
export const difficulties = ['EASY', 'MEDIUM', 'HARD'] as const;
export type Kind = (typeof kinds)[number];
export type FileFormat = 'TABLE' | 'GIFT';

export interface Filter { search: string; kind: string; difficulty: string; tag: string }
export interface Wish extends Filter { page: number }

export function useBank(wish: Wish) {
    return useQuery({ queryKey: keys.bank(wish), queryFn: () => api.get<BankPage>('/v1/questions', { query: { ...wish, limit: pageSize } }), placeholderData: keepPreviousData });
}

export function useBankTags() {
    return useQuery({ queryKey: keys.bankTags(), queryFn: async () => (await api.get<BankTags>('/v1/questions/tags')).items });
}

export function useQuestion(id: number) {
    return useQuery({ queryKey: keys.bankQuestion(id), queryFn: () => api.get<ShownQuestion>(`/v1/questions/${id}`), enabled: Number.isSafeInteger(id) });
}

/** Whatever changes one question changes lists and tags. */
function useChange<V, R>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: keys.questions() }) });
}

export const useSave = (of: ShownQuestion | undefined) => useChange((values: WrittenQuestion) => of
    ? callTagged<ShownQuestion>('PUT', `/v1/questions/${of.id}`, { body: values, ifMatch: `"${of.version}"` }).then(({ data }) => data)
    : api.post<ShownQuestion>('/v1/questions', values));
export const useSendPicture = () => useMutation({ mutationFn: (file: Blob) => api.upload<{ id: number }>('/v1/questions/pictures', file) });
export const useCopy = () => useChange((id: number) => api.post<ShownQuestion>(`/v1/questions/${id}/copy`));
export const useRemove = () => useChange(({ id, version }: { id: number; version: number }) => api.delete(`/v1/questions/${id}`, { ifMatch: `"${version}"` }));

export interface ChosenFile { name: string; format: FileFormat; bytes: Blob }
export const usePreviewImport = () => useMutation({ mutationFn: ({ bytes, format }: ChosenFile) => api.upload<QuestionImportPreview>(`/v1/questions/import/preview?format=${format}`, bytes) });
export const useImport = () => useChange(({ bytes, format }: ChosenFile) => api.upload<{ addedCount: number; unchangedCount: number }>(`/v1/questions/import?format=${format}`, bytes));

export const templateAddress = '/v1/questions/template';
/** What is searched, as a file. */
export function exportAddress(as: 'xlsx' | 'gift', { search, kind, difficulty, tag }: Filter): string {
    const asked = Object.entries({ search, kind, difficulty, tag }).filter(([, value]) => value !== '');
    return `/v1/questions/export/${as}${asked.length > 0 ? `?${new URLSearchParams(asked).toString()}` : ''}`;
}

/** A workbook and a CSV are told apart by what is in them; GIFT by its name, or by what each question has. */
export async function formatOf(file: File): Promise<FileFormat> {
    if (/\.(xlsx|csv|tsv)$/i.test(file.name)) return 'TABLE';
    if (/\.gift(\.txt)?$/i.test(file.name)) return 'GIFT';
    return /\{[^}]*\}/.test(await file.slice(0, 20_000).text()) ? 'GIFT' : 'TABLE';
}
