import { useSyncExternalStore } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { isStatus } from '@/lib/api/problem';
import { keys } from '@/lib/query-keys';
import { mapContent } from './api';
import { MultipartUpload, type UploadMark } from './multipart';
import { forgetRecord, isSameFile, records, remember, type UploadRecord } from './upload-records';

/** LEFT: begun before this page was opened; the person has to choose the file again. */
export type UploadState = 'SENDING' | 'WAITING' | 'PAUSED' | 'MAPPING' | 'FAILED' | 'LEFT';

export interface UploadRow {
    id: number;
    courseId: number;
    chapterId: number;
    /** The lesson whose file is replaced, and keeps its title; absent for a new lesson. */
    lesson?: { id: number; title: string };
    name: string;
    sizeBytes: number;
    sentBytes: number;
    state: UploadState;
    error?: unknown;
}

interface Running { upload: MultipartUpload; controller: AbortController; client: QueryClient; mark?: UploadMark }

// Outside of any component: an upload goes on while its manager looks at another page.
let rows: UploadRow[] = [];
let lastId = 0;
const running = new Map<number, Running>();
const left = new Map<number, UploadRecord>();
const listeners = new Set<() => void>();

function publish(next: UploadRow[]): void {
    rows = next;
    listeners.forEach((listener) => { listener(); });
}

function patch(id: number, change: Partial<UploadRow>): void {
    publish(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
}

const rowOf = (id: number) => rows.find((row) => row.id === id);

for (const record of records()) {
    lastId += 1;
    left.set(lastId, record);
    rows.push({ id: lastId, courseId: record.courseId, chapterId: record.chapterId, name: record.name, sizeBytes: record.sizeBytes, sentBytes: 0, state: 'LEFT', ...(record.lesson && { lesson: record.lesson }) });
}

export function lessonTitle(filename: string): string {
    const stem = filename.replace(/\.[^.]{1,8}$/, '').normalize('NFC').trim();
    return Array.from(stem || filename).slice(0, 100).join('');
}

export function startUploads(client: QueryClient, courseId: number, chapterId: number, files: File[], lesson?: UploadRow['lesson']): void {
    for (const file of files) {
        // A file that was being sent before the page was loaded anew: it goes on where it was.
        const earlier = rows.find((row) => row.state === 'LEFT' && row.courseId === courseId && row.lesson?.id === lesson?.id && isLeftFile(row.id, file));
        if (earlier) {
            continueUpload(client, earlier.id, file);
            continue;
        }
        lastId += 1;
        const id = lastId;
        running.set(id, { upload: new MultipartUpload(file), controller: new AbortController(), client });
        publish([...rows, {
            id, courseId, chapterId, name: file.name.normalize('NFC'), sizeBytes: file.size, sentBytes: 0, state: 'SENDING',
            ...(lesson && { lesson }),
        }]);
        void drive(id);
    }
}

function isLeftFile(id: number, file: File): boolean {
    const record = left.get(id);
    return record !== undefined && isSameFile(record, file);
}

/** Goes on with what was LEFT, by the same file; false when it is another. */
export function continueUpload(client: QueryClient, id: number, file: File): boolean {
    const record = left.get(id);
    if (!record || !isSameFile(record, file)) return false;
    left.delete(id);
    const mark = { uploadId: record.uploadId, key: record.key };
    running.set(id, { upload: new MultipartUpload(file, undefined, undefined, mark), controller: new AbortController(), client, mark });
    void drive(id);
    return true;
}

async function drive(id: number): Promise<void> {
    const job = running.get(id);
    const row = rowOf(id);
    if (!job || !row) return;
    patch(id, { state: 'SENDING', error: undefined });
    const refreshStorage = () => void job.client.invalidateQueries({ queryKey: keys.storage() });
    const onMark = (mark: UploadMark | undefined) => {
        if (job.mark) forgetRecord(job.mark.key);
        if (mark) {
            job.mark = mark;
            const { name, sizeBytes, courseId, chapterId, lesson } = row;
            remember({ ...mark, courseId, chapterId, name, sizeBytes, lastModified: job.upload.file.lastModified, begunAt: Date.now(), ...(lesson && { lesson }) });
            refreshStorage();
        } else delete job.mark;
    };
    try {
        const file = await job.upload.run({
            onProgress: (sentBytes) => { patch(id, { sentBytes }); },
            onWaiting: (waits) => { if (rowOf(id)?.state !== 'PAUSED') patch(id, { state: waits ? 'WAITING' : 'SENDING' }); },
            onMark,
        }, job.controller.signal);
        patch(id, { state: 'MAPPING' });
        const answer = await mapContent(row.courseId, row.chapterId, file, row.lesson?.title ?? lessonTitle(row.name), row.lesson?.id);
        job.client.setQueryData(keys.course(row.courseId), answer);
        void job.client.invalidateQueries({ queryKey: keys.courses(), exact: true });
        forget(id);
        refreshStorage();
    } catch (error) {
        if (!job.controller.signal.aborted) patch(id, { state: 'FAILED', error });
        // What the bytes forbid, no other try allows.
        if (isStatus(error, 422) && job.mark) { forgetRecord(job.mark.key); refreshStorage(); }
    }
}

function forget(id: number): void {
    const mark = running.get(id)?.mark ?? left.get(id);
    if (mark) forgetRecord(mark.key);
    running.delete(id);
    left.delete(id);
    publish(rows.filter((row) => row.id !== id));
}

/** What is under way stops and stays where it is. */
export function pauseUpload(id: number): void {
    const row = rowOf(id);
    if (!row || (row.state !== 'SENDING' && row.state !== 'WAITING')) return;
    patch(id, { state: 'PAUSED' });
    running.get(id)?.controller.abort();
}

/** After a pause or a failure. */
export function retryUpload(id: number): void {
    const job = running.get(id);
    const state = rowOf(id)?.state;
    if (!job || (state !== 'FAILED' && state !== 'PAUSED')) return;
    running.set(id, { ...job, controller: new AbortController() });
    void drive(id);
}

export function cancelUpload(id: number): void {
    const job = running.get(id);
    const record = left.get(id);
    if (rowOf(id)?.state === 'MAPPING') return; // it has arrived
    job?.controller.abort();
    forget(id);
    const upload = job?.upload ?? (record && new MultipartUpload(new File([], record.name), undefined, undefined, { uploadId: record.uploadId, key: record.key }));
    void upload?.giveUp().then(() => job?.client.invalidateQueries({ queryKey: keys.storage() }));
}

window.addEventListener('beforeunload', (event) => {
    if (rows.some((row) => row.state === 'SENDING' || row.state === 'WAITING' || row.state === 'MAPPING')) event.preventDefault();
});

const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
};

export function useUploads(courseId: number): UploadRow[] {
    return useSyncExternalStore(subscribe, () => rows).filter((row) => row.courseId === courseId);
}
