import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Organisation } from '@/components/organisation-fields';
import { api, callTagged } from '@/lib/api/client';
import type { Company, Institution, List, StaffInvitation, StaffMember } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

/** What an organisation says of itself, with the tag that a change builds on. */
export interface Held { details: Company | Institution; etag: string }

/** Where the details are read and changed. */
export interface Place { key: readonly unknown[]; read: string; change: (id: number) => string }
export const ownCompany: Place = { key: [...keys.company(), 'held'], read: '/v1/students/companies/info', change: () => '/v1/companies' };
export const ownInstitution: Place = { key: keys.institution(), read: '/v1/institutions/detail', change: (id) => `/v1/institutions/${id}/detail` };

async function held(method: 'GET' | 'PUT', path: string, options?: { body: Organisation; ifMatch: string }): Promise<Held> {
    const { data, etag } = await callTagged<Company | Institution>(method, path, options);
    return { details: data, etag: etag ?? `"${data.version}"` };
}

export function useDetails(place: Place) {
    return useQuery({ queryKey: place.key, queryFn: () => held('GET', place.read) });
}

export function useChangeDetails(place: Place) {
    const client = useQueryClient();
    return async (id: number, body: Organisation, etag: string) => {
        const changed = await held('PUT', place.change(id), { body, ifMatch: etag });
        client.setQueryData(place.key, changed);
        void client.invalidateQueries({ queryKey: keys.company(), exact: true });
        return changed;
    };
}

const staff = '/v1/institutions/managers';

function usePages<T>(queryKey: readonly unknown[], path: string) {
    return useInfiniteQuery({
        queryKey,
        queryFn: ({ pageParam }) => api.get<List<T>>(path, { query: { limit: 50, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
    });
}
export const useStaff = () => usePages<StaffMember>(keys.staff(), staff);
export const useStaffInvitations = () => usePages<StaffInvitation>(keys.staffInvitations(), `${staff}/invitations`);

function useChange<V, R>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSettled: () => client.invalidateQueries({ queryKey: keys.staff() }) });
}
export const useInviteStaff = () => useChange((who: { name: string; email: string }) => api.post<StaffInvitation>(staff, who));
export const useResendStaff = () => useChange((id: number) => api.post(`${staff}/invitations/${id}/resend`));
export const useTakeBackStaff = () => useChange((id: number) => api.delete(`${staff}/invitations/${id}`));
/** Oneself: the caller renews the session afterwards, so nothing is read again with the role that is gone. */
export const useRemoveStaff = () => useMutation({ mutationFn: (userId: number) => api.delete(`${staff}/${userId}`) });
