import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from './api/client';
import type { Certificate, List } from './api/types';
import { keys } from './query-keys';
import { saveFile } from './save-file';

/** One's own, the newest first. */
export const useOwnCertificates = () =>
    useInfiniteQuery({
        queryKey: keys.certificates(),
        queryFn: ({ pageParam, signal }) => api.get<List<Certificate>>('/v1/certificates', { query: { limit: 100, cursor: pageParam }, signal }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });

export type PaperLanguage = 'ko' | 'en';

export const saveOwnPaper = (which: Certificate, language: PaperLanguage) =>
    saveFile(`/v1/certificates/${String(which.id)}/pdf?language=${language}`, `${which.number}-${language}.pdf`);
