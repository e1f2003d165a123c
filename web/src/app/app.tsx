import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { RouterProvider } from 'react-router';
import { onSignedOut } from '@/lib/api/client';
import { replaceSession } from '@/lib/session';
import { newQueryClient } from './query-client';
import { newRouter } from './router';
import { theme, variables } from './theme';

const schemes = localStorageColorSchemeManager({ key: 'ahimmoyak.scheme' });

/** Who is offline by then goes without them: nothing that is extra may take the page down. */
const nothing: { default: () => ReactNode } = { default: () => null };
const Toasts = lazy<() => ReactNode>(() => import('./toasts').catch(() => nothing));

/** What nobody waits for comes after the page stands. */
function Later({ children }: { children: ReactNode }) {
    const [come, setCome] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => { setCome(true); }, 3000);
        return () => { clearTimeout(timer); };
    }, []);
    return come && children;
}

export function App() {
    const [client] = useState(newQueryClient);
    const [router] = useState(newRouter);
    useEffect(() => onSignedOut(() => {
        if (client.getQueryData(['session'])) replaceSession(client, null);
    }), [client]);
    return (
        <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" colorSchemeManager={schemes}>
            <QueryClientProvider client={client}>
                <RouterProvider router={router} />
                <Suspense><Later><Toasts /></Later></Suspense>
            </QueryClientProvider>
        </MantineProvider>
    );
}
