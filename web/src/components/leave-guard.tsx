import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';
import { Dialog } from './dialog';

interface Words { title: string; text: string; stay: string; go: string }

/** Asks who leaves for another page; `says` where something else is at stake than changes. */
function LeaveDialog({ when, says }: { when: () => boolean; says: Words }) {
    const blocker = useBlocker(({ currentLocation, nextLocation }) => when() && currentLocation.pathname !== nextLocation.pathname);
    return (
        <Dialog opened={blocker.state === 'blocked'} onClose={() => { blocker.reset?.(); }} title={says.title}>
            <Stack>
                <Text>{says.text}</Text>
                <Group justify="flex-end">
                    <Button variant="default" data-autofocus onClick={() => { blocker.reset?.(); }}>{says.stay}</Button>
                    <Button color="red.8" onClick={() => { blocker.proceed?.(); }}>{says.go}</Button>
                </Group>
            </Stack>
        </Dialog>
    );
}

export function LeaveGuard({ when, says }: { when: boolean; says: Words }) {
    return <LeaveDialog when={() => when} says={says} />;
}

/**
 * A form with changes that are not saved is not lost by a click beside it, nor by closing the window: render `guard`
 * once, and call `release` when it is saved, before going elsewhere.
 */
export function useUnsavedGuard(unsaved: boolean): { guard: ReactNode; release: () => void } {
    const { t } = useTranslation();
    const released = useRef(false);
    useEffect(() => {
        if (!unsaved) return undefined;
        const ask = (event: BeforeUnloadEvent) => { if (!released.current) event.preventDefault(); };
        window.addEventListener('beforeunload', ask);
        return () => { window.removeEventListener('beforeunload', ask); };
    }, [unsaved]);
    const says = { title: t('common:leave.title'), text: t('common:leave.text'), stay: t('common:leave.stay'), go: t('common:leave.go') };
    return { guard: <LeaveDialog when={() => unsaved && !released.current} says={says} />, release: () => { released.current = true; } };
}
