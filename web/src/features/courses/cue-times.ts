/** 3725042 → "1:02:05.042"; hours only when there are some. */
export function cueTime(ms: number): string {
    const pad = (value: number, size = 2) => String(value).padStart(size, '0');
    const hours = Math.floor(ms / 3_600_000);
    const rest = `${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
    return hours > 0 ? `${String(hours)}:${rest}` : rest;
}

/** Reads what cueTime writes, and what people write: "5", "1:02", "1:02:05,5". Nothing when it is no time. */
export function cueTimeFrom(text: string): number | undefined {
    const parts = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
    if (!parts) return undefined;
    const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts;
    if (parts[2] !== undefined && Number(seconds) > 59) return undefined;
    if (parts[1] !== undefined && Number(minutes) > 59) return undefined;
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'));
}
