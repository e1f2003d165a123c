import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Department, Employee, ImportPreview, Invitation, List, NewEmployee } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

const people = '/v1/companies/employees';
const invitations = `${people}/invitations`;
export const templateAddress = `${people}/template`;
export const exportAddress = `${people}/export`;

function usePages<T>(queryKey: readonly unknown[], path: string, search: string, department: string) {
    return useInfiniteQuery({
        queryKey,
        queryFn: ({ pageParam, signal }) => api.get<List<T>>(path, { query: { search, department, limit: 50, cursor: pageParam }, signal }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
        placeholderData: (before) => before,
    });
}

export function useEmployees(search: string, department: string) {
    return usePages<Employee>(keys.employees(search, department), people, search, department);
}

export function useInvitations(search: string, department: string) {
    return usePages<Invitation>(keys.invitations(search, department), invitations, search, department);
}

export function useDepartments() {
    return useQuery({ queryKey: keys.departments(), queryFn: async () => (await api.get<List<Department>>(`${people}/departments`)).items.map(({ name }) => name) });
}

/** Whatever changes somebody changes lists, counts and departments. */
function useChange<V, R>(send: (values: V) => Promise<R>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSettled: () => client.invalidateQueries({ queryKey: keys.allEmployees() }) });
}

export const useInvite = () => useChange((who: NewEmployee) => api.post<Invitation>(people, who));
export const useResend = () => useChange((id: number) => api.post(`${invitations}/${id}/resend`));
export const useResendExpired = () => useChange(() => api.post<{ sentCount: number }>(`${invitations}/resend`));
export const useTakeBack = () => useChange((id: number) => api.delete(`${invitations}/${id}`));
export const useSetDepartment = () => useChange(({ userId, department }: { userId: number; department: string }) =>
    api.put(`${people}/${userId}/department`, department === '' ? {} : { department }));

/** Oneself included: the caller renews the session then, so nothing is read again with the role that is gone. */
export const useRemoveEmployee = () => useMutation({ mutationFn: (userId: number) => api.delete(people, { query: { userId } }) });
export const useSupervise = () => useMutation({ mutationFn: ({ userId, isSupervisor }: { userId: number; isSupervisor: boolean }) => api.put(`${people}/${userId}`, { isSupervisor }) });

export const usePreviewImport = () => useMutation({ mutationFn: (file: Blob) => api.upload<ImportPreview>(`${people}/import/preview`, file) });
export const useImport = () => useChange((file: Blob) => api.upload<{ addedCount: number; unchangedCount: number }>(`${people}/import`, file));
