import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { CompanyName, List, MyAffiliation } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export function useMyAffiliations() {
    return useQuery({ queryKey: keys.myAffiliations(), queryFn: () => api.get<List<MyAffiliation>>('/v1/students/visitor/companies/affiliations') });
}

export function useCompanySearch(search: string) {
    return useQuery({
        queryKey: keys.companySearch(search),
        queryFn: ({ signal }) => api.get<List<CompanyName>>('/v1/students/visitor/companies', { query: { search }, signal }),
        placeholderData: (before) => before,
    });
}

/** Whether my address is of the company's domain: its training officer will recognise me then. */
export function useEmailCheck(companyId: number, email: string) {
    return useQuery({
        queryKey: keys.emailCheck(companyId, email),
        queryFn: () => api.post<{ belongs: boolean }>('/v1/students/visitor/companies/emails/check', { companyId, email }),
        staleTime: Infinity,
    });
}

export function useWithdraw() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (companyId: number) => api.delete('/v1/students/visitor/companies/affiliations', { query: { companyId } }),
        onSettled: () => client.invalidateQueries({ queryKey: keys.myAffiliations() }),
    });
}

export function useAskCompany() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (companyId: number) => api.post('/v1/students/visitor/companies/affiliations', { companyId }),
        onSettled: () => client.invalidateQueries({ queryKey: keys.myAffiliations() }),
    });
}
