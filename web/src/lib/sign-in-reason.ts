const where = 'ahimmoyak.restoredAt';
const longest = 30 * 60_000;

/** A restore has begun here: whoever is led to the sign-in page in this tab soon after is told why. */
export function noteRestore(): void {
    try { sessionStorage.setItem(where, String(Date.now())); } catch { /* then it is not said */ }
}

/** It did not happen, or it was said. */
export function forgetRestore(): void {
    try { sessionStorage.removeItem(where); } catch { /* nothing was kept */ }
}

export function wasRestored(): boolean {
    try { return Date.now() - Number(sessionStorage.getItem(where) ?? 0) < longest; } catch { return false; }
}
