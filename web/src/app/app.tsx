import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { onSignedOut } from '@/lib/api/client';
import { replaceSession } from '@/lib/session';
import { newQueryClient } from './query-client';
import { newRouter } from './router';
import { theme, variables } from './theme';

const schemes = localStorageColorSchemeManager({ key: 'ahimmoyak.scheme' });

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
                <Notifications position="top-right" containerWidth={360} />
            </QueryClientProvider>
        </MantineProvider>
    );
}
