import type { UseFormReturnType } from '@mantine/form';
import { useState, type SubmitEvent } from 'react';
import { fieldMessages } from './api/problem';

/**
 * Puts the server's messages at their fields and returns true when every message found one; otherwise
 * the page shows the error itself as well.
 */
export function showFieldErrors<T extends object>(form: UseFormReturnType<T>, error: unknown, rename: Record<string, string> = {}): boolean {
    const entries = Object.entries(fieldMessages(error)).map(([path, text]) => [rename[path] ?? path, text] as const);
    if (entries.length === 0) return false;
    form.setErrors(Object.fromEntries(entries));
    const nodes = entries.map(([path]) => form.getInputNode(path));
    nodes.find((node) => node)?.focus();
    return nodes.every((node) => node !== null);
}

interface Submit {
    onSubmit: (event?: SubmitEvent<HTMLFormElement>) => void;
    busy: boolean;
    /** What no field could show; give it to an ErrorPanel. */
    error: unknown;
    fail: (error: unknown) => void;
}

/** Sends a form: one submission at a time, refused fields marked and focused, anything else in `error`. */
export function useSubmit<T extends object>(form: UseFormReturnType<T>, send: (values: T) => Promise<void>, rename?: Record<string, string>): Submit {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const run = async (values: T) => {
        if (busy) return;
        setBusy(true);
        setError(undefined);
        try {
            await send(values);
        } catch (failure) {
            if (!showFieldErrors(form, failure, rename)) setError(failure);
        } finally {
            setBusy(false);
        }
    };
    const onSubmit = form.onSubmit(
        (values) => void run(values),
        (errors) => { const [path] = Object.keys(errors); if (path) form.getInputNode(path)?.focus(); },
    );
    return { onSubmit, busy, error, fail: setError };
}

/** Empty optional fields are left out of a request rather than sent as ''. */
export function filled<T extends object>(values: T): T {
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value as unknown])
        .filter(([, value]) => value !== '' && value !== null && value !== undefined)) as T;
}
