import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Certificate, ConfirmedCertificate, OfferingCertificates } from '@/lib/api/types';
import type { PaperLanguage } from '@/lib/certificates';
import { keys } from '@/lib/query-keys';
import { saveFile } from '@/lib/save-file';

const path = (offering: number) => `/v1/certificates/offerings/${String(offering)}`;

export const useOfferingCertificates = (offering: number) =>
    useQuery({ queryKey: keys.offeringCertificates(offering), queryFn: ({ signal }) => api.get<OfferingCertificates>(path(offering), { signal }), refetchInterval: 60_000 });

export const savePaper = (offering: number, certificate: number, number: string, language: PaperLanguage) =>
    saveFile(`${path(offering)}/${String(certificate)}/pdf?language=${language}`, `${number}-${language}.pdf`);

export const saveAll = (offering: number, name: string, language: PaperLanguage) => saveFile(`${path(offering)}/zip?language=${language}`, name);

export const saveEvidence = (offering: number, name: string) => saveFile(`/v1/evidence/offerings/${String(offering)}`, name);

export function useRevoke(offering: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: ({ certificate, reason }: { certificate: number; reason: string }) => api.post<Certificate>(`${path(offering)}/${String(certificate)}/revocation`, { reason }),
        onSettled: () => client.invalidateQueries({ queryKey: keys.offeringCertificates(offering) }),
    });
}

/** What a code confirms; nobody needs to be signed in. */
export const confirmation = (code: string) =>
    queryOptions({ queryKey: keys.confirmation(code), queryFn: ({ signal }) => api.get<ConfirmedCertificate>(`/v1/verify/${encodeURIComponent(code)}`, { signal }), retry: false, gcTime: 0 });
