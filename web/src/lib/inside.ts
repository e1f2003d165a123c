/** Only a page of ours: never `//elsewhere`. */
export function inside(next: string | null): string | undefined {
    return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : undefined;
}
