import { api } from './api/client';

/**
 * Saves what the server makes under a name. Not by a link to it: a link would save the refusal when the session
 * has to be renewed, and would ask in the browser's language.
 */
export async function saveFile(path: string, name: string): Promise<void> {
    keepFile(await api.file(path), name);
}

export function keepFile(file: Blob, name: string): void {
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // The browser has begun to read it by then; taking it away at once would stop some of them.
    setTimeout(() => { URL.revokeObjectURL(address); }, 10_000);
}
