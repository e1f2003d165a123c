import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Account, ExternalIdentities, OwnSessions } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export function useOwnSessions() {
    return useQuery({ queryKey: keys.ownSessions(), queryFn: async () => (await api.get<OwnSessions>('/auth/v1/sessions')).items });
}

function useEnd<V>(send: (values: V) => Promise<void>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: send, onSettled: () => client.invalidateQueries({ queryKey: keys.ownSessions() }) });
}

export const useEndSession = () => useEnd((id: number) => api.delete(`/auth/v1/sessions/${id}`));
export const useEndOthers = () => useEnd(() => api.post('/auth/v1/signout-everywhere', { keepThis: true }));

/** The account says whether there is a second factor, and the pages ask it. */
export function useSecondFactorChanged() {
    const client = useQueryClient();
    return (on: boolean) => {
        void client.invalidateQueries({ queryKey: keys.secondFactor() });
        client.setQueryData<Account | null>(keys.session(), (account) => account && { ...account, secondFactor: on });
    };
}

export function useExternalIdentities() {
    return useQuery({ queryKey: keys.externalIdentities(), queryFn: () => api.get<ExternalIdentities>('/users/v1/user/external-identities') });
}

export function useDisconnect() {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (provider: string) => api.delete(`/users/v1/user/external-identities/${provider}`),
        onSettled: () => client.invalidateQueries({ queryKey: keys.externalIdentities() }),
    });
}
