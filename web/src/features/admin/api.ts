import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { CompanyOverview, CompanyRow, InstitutionOverview, InstitutionRow, List, Mail, Member, MemberDetail, Stuck } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export type OrganisationKind = 'institutions' | 'companies';

function usePages<T>(queryKey: readonly unknown[], path: string, query: Record<string, string>) {
    return useInfiniteQuery({
        queryKey,
        queryFn: ({ pageParam, signal }) => api.get<List<T>>(path, { query: { ...query, limit: 50, cursor: pageParam }, signal }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
        placeholderData: (before) => before,
    });
}

export const useMembers = (search: string, role: string, state: string) => usePages<Member>(keys.members(search, role, state), '/v1/admin/members', { search, role, state });
export const useMember = (id: number) => useQuery({ queryKey: keys.member(id), queryFn: () => api.get<MemberDetail>(`/v1/admin/members/${id}`) });

/** Each change answers with the member as it is now; lists are read again. */
function useMemberChange<V>(id: number, send: (values: V) => Promise<MemberDetail>) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: send,
        onSuccess: (member) => { client.setQueryData(keys.member(id), member); },
        onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['members', 'list'] }), client.invalidateQueries({ queryKey: ['organisations'] })]),
    });
}

export function useResetSecondFactor(id: number) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: () => api.delete(`/v1/admin/members/${id}/second-factor`),
        onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: keys.member(id) }), client.invalidateQueries({ queryKey: ['members', 'list'] })]),
    });
}
export const useLock = (id: number) => useMemberChange(id, (reason: string) => api.put<MemberDetail>(`/v1/admin/members/${id}/lock`, { reason }));
export const useUnlock = (id: number) => useMemberChange(id, () => api.delete<MemberDetail>(`/v1/admin/members/${id}/lock`));
export const useMakeAdministrator = (id: number) => useMemberChange(id, () => api.put<MemberDetail>(`/v1/admin/members/${id}/administrator`));
export const useTakeAdministrator = (id: number) => useMemberChange(id, () => api.delete<MemberDetail>(`/v1/admin/members/${id}/administrator`));

export const useInstitutions = (search: string) => usePages<InstitutionRow>(keys.organisations('institutions', search), '/v1/admin/institutions', { search });
export const useCompanies = (search: string) => usePages<CompanyRow>(keys.organisations('companies', search), '/v1/admin/companies', { search });
export const useInstitution = (id: number) => useQuery({ queryKey: keys.organisation('institutions', id), queryFn: () => api.get<InstitutionOverview>(`/v1/admin/institutions/${id}`) });
export const useCompany = (id: number) => useQuery({ queryKey: keys.organisation('companies', id), queryFn: () => api.get<CompanyOverview>(`/v1/admin/companies/${id}`) });

export const useStuck = (days: number) => useQuery({
    queryKey: keys.stuck(days),
    queryFn: () => api.get<{ items: Stuck[] }>('/v1/admin/stuck', { query: { days } }),
    placeholderData: (before) => before,
});
export const useRemind = () => useMutation({
    mutationFn: ({ courseProvideId, affiliationId }: Stuck) => api.post<{ sentCount: number }>(
        courseProvideId ? `/v1/admin/offerings/${courseProvideId}/reminder` : `/v1/admin/affiliations/${affiliationId ?? 0}/reminder`),
});
export function useResend() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (mailId: number) => api.post<Mail>(`/v1/admin/mailbox/${mailId}/resend`),
        onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.mailbox() }), client.invalidateQueries({ queryKey: keys.allStuck() })]),
    });
}
