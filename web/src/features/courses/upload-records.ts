/** An unfinished upload as this browser remembers it over a reload. The bytes are with the store, and with the person. */
export interface UploadRecord {
    key: string;
    uploadId: string;
    courseId: number;
    chapterId: number;
    lesson?: { id: number; title: string };
    name: string;
    sizeBytes: number;
    lastModified: number;
    begunAt: number;
}

const place = 'ahimmoyak.uploads';
/** The server keeps an unfinished upload for a day. */
const kept = 24 * 60 * 60 * 1000;

function isRecord(value: unknown): value is UploadRecord {
    const record = value as Partial<UploadRecord> | null;
    return typeof record === 'object' && record !== null && typeof record.key === 'string' && typeof record.uploadId === 'string'
        && typeof record.courseId === 'number' && typeof record.chapterId === 'number' && typeof record.name === 'string'
        && typeof record.sizeBytes === 'number' && typeof record.lastModified === 'number' && typeof record.begunAt === 'number';
}

export function records(now = Date.now()): UploadRecord[] {
    try {
        const all = JSON.parse(localStorage.getItem(place) ?? '[]') as unknown;
        return Array.isArray(all) ? all.filter(isRecord).filter(({ begunAt }) => now - begunAt < kept) : [];
    } catch {
        return []; // no storage (a private window), or not ours
    }
}

function write(all: UploadRecord[]): void {
    try {
        localStorage.setItem(place, JSON.stringify(all));
    } catch { /* then it goes on for as long as the page is open */ }
}

export function remember(record: UploadRecord): void {
    write([...records().filter(({ key }) => key !== record.key), record]);
}

export function forgetRecord(gone: string): void {
    write(records().filter(({ key }) => key !== gone));
}

/** Is this the file that was being sent? */
export function isSameFile(record: UploadRecord, file: File): boolean {
    return file.size === record.sizeBytes && file.lastModified === record.lastModified && file.name.normalize('NFC') === record.name;
}
