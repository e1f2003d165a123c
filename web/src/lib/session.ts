import { useQuery, useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { api, arrive, refreshSession } from './api/client';
import { nameInstallation, preferLanguage } from './i18n';
import { isStatus } from './api/problem';
import type { Account, Installation, Role } from './api/types';
import { keys } from './query-keys';

async function readSession(): Promise<Account | null> {
    try {
        return await api.get<Account>('/auth/v1/info');
    } catch (error) {
        if (isStatus(error, 401)) return null;
        throw error;
    }
}

/** `null`: nobody is signed in. */
export function useSession() {
    return useQuery({ queryKey: keys.session(), queryFn: readSession, staleTime: Infinity });
}

/** The account on pages that only signed-in people reach. */
export function useAccount(): Account {
    const { data } = useSession();
    if (!data) throw new Error('useAccount is used outside a signed-in page');
    return data;
}

async function readInstallation(): Promise<Installation> {
    const is = await api.get<Installation>('/v1/installation');
    nameInstallation(is.name ?? undefined);
    await preferLanguage(is.defaultLanguage);
    return is;
}

export function useInstallation() {
    return useQuery({ queryKey: keys.installation(), queryFn: readInstallation, staleTime: Infinity });
}

/** Asks whether the session goes on: when it was ended, the pages lead to the sign-in at once. */
export function useLookAgain(): () => void {
    const client = useQueryClient();
    return () => {
        void readSession().then((account) => { if (!account) replaceSession(client, null); }, () => undefined);
    };
}

/** An administrator has to set up a second factor before anything that only administrators may do. */
export function useLacksSecondFactor(): boolean {
    const { data: account } = useSession();
    const { data: installation } = useInstallation();
    return account?.role === 'ADMIN' && !account.secondFactor && Boolean(installation?.administratorsNeedSecondFactor);
}

const ofThePerson = (query: Query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'installation';

/**
 * After sign-in, sign-out or a change of role nothing that another person saw may stay. The page that one signs out
 * of is still there for a moment, and what is taken from under it, it would ask for again: that goes at the next sign-in.
 */
export function replaceSession(client: QueryClient, account: Account | null): void {
    if (!account) void client.cancelQueries({ predicate: ofThePerson });
    client.removeQueries({ predicate: ofThePerson, type: account ? 'all' : 'inactive' });
    client.setQueryData(keys.session(), account);
    if (account) arrive();
}

/** The role changes when the server says so (a company made, an affiliation accepted): new tokens, new account. */
export function useRenewSession(): () => Promise<void> {
    const client = useQueryClient();
    return async () => {
        await refreshSession();
        replaceSession(client, await api.get<Account>('/auth/v1/info'));
    };
}

const homes: Record<Role, string> = { NORMAL: '/welcome', EMPLOYEE: '/learn', SUPERVISOR: '/company', MANAGER: '/manage', ADMIN: '/admin' };

export function homeOf(role: Role): string {
    return homes[role];
}
