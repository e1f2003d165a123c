// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it, vi } from 'vitest';
import { replaceSession, useSession } from './session';
import { keys } from './query-keys';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
afterEach(() => { vi.restoreAllMocks(); });

it('asks nothing in the name of who has just signed out', async () => {
    const ask = vi.fn(() => Promise.resolve('seen'));
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
    client.setQueryData(keys.session(), { id: 1 });
    function Page() {
        useSession();
        return <p>{useQuery({ queryKey: keys.ownSessions(), queryFn: ask }).data}</p>;
    }
    const root = createRoot(document.body.appendChild(document.createElement('div')));
    await act(async () => { root.render(<QueryClientProvider client={client}><Page /></QueryClientProvider>); await Promise.resolve(); });
    expect(ask).toHaveBeenCalledTimes(1);

    await act(async () => { replaceSession(client, null); await Promise.resolve(); });
    expect(ask).toHaveBeenCalledTimes(1);

    // The page has gone; who signs in next finds nothing of it.
    await act(async () => { root.render(null); await Promise.resolve(); });
    replaceSession(client, { id: 2 } as never);
    expect(client.getQueryData(keys.ownSessions())).toBeUndefined();
});
