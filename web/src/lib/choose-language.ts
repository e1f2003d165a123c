import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './api/client';
import type { User } from './api/types';
import { chooseLanguage, type Language } from './i18n';
import { keys } from './query-keys';
import { useSession } from './session';

/** Pages change at once; letters follow, for who is signed in. The server speaks the reader's language too, so all is read again. */
export function useChooseLanguage() {
    const client = useQueryClient();
    const { data: account } = useSession();
    return useMutation({
        mutationFn: async (next: Language) => {
            await chooseLanguage(next);
            if (account) await api.put('/users/v1/user/language', { language: next });
        },
        onMutate: (next) => { client.setQueryData<User>(keys.user(), (user) => user && { ...user, language: next }); },
        onSettled: () => client.invalidateQueries(),
    });
}
