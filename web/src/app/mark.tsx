/** The logo: a roof that is a letter A, with a play mark below. */
export function Mark({ size = 28 }: { size?: number }) {
    return (
        <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
            <rect width="32" height="32" rx="8" fill="var(--ah-accent)" />
            <path d="M8.5 22.5 16 8.5l7.5 14" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
            <path d="M13.5 17.5v6l5.5-3z" fill="#fff" />
        </svg>
    );
}
