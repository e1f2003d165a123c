import type { UseFormReturnType } from '@mantine/form';
import { fieldMessages } from './api/problem';

/**
 * Puts the server's messages at their fields and returns true when every message found one;
 * otherwise the page shows the error itself as well.
 */
export function showFieldErrors<T extends object>(form: UseFormReturnType<T>, error: unknown, rename: Record<string, string> = {}): boolean {
    const messages = fieldMessages(error);
    const known = new Set(Object.keys(form.getValues()));
    const entries = Object.entries(messages).map(([path, text]) => [rename[path] ?? path, text] as const);
    form.setErrors(Object.fromEntries(entries));
    return entries.length > 0 && entries.every(([path]) => known.has(path.split('.')[0] ?? ''));
}
