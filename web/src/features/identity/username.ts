/** A start for the username: what the address begins with, as far as it may stand there. */
export function usernameFrom(email: string): string {
    const plain = (email.split('@')[0] ?? '').toLowerCase().replace(/[^a-z0-9._-]/g, '').slice(0, 20);
    return plain.length >= 3 ? plain : '';
}
