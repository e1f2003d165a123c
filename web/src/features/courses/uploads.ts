import { useSyncExternalStore } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '@/lib/query-keys';
import { mapContent } from './api';
import { MultipartUpload } from './multipart';

export type UploadState = 'SENDING' | 'MAPPING' | 'FAILED';

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

interface Running { upload: MultipartUpload; controller: AbortController; client: QueryClient }

// Outside of any component: an upload goes on while its manager looks at another page.
let rows: UploadRow[] = [];
let lastId = 0;
const running = new Map<number, Running>();
const listeners = new Set<() => void>();

function publish(next: UploadRow[]): void {
    rows = next;
    listeners.forEach((listener) => { listener(); });
}

function patch(id: number, change: Partial<UploadRow>): void {
    publish(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));
}

export function lessonTitle(filename: string): string {
    const stem = filename.replace(/\.[^.]{1,8}$/, '').normalize('NFC').trim();
    return Array.from(stem || filename).slice(0, 100).join('');
}

export function startUploads(client: QueryClient, courseId: number, chapterId: number, files: File[], lesson?: UploadRow['lesson']): void {
    for (const file of files) {
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

async function drive(id: number): Promise<void> {
    const job = running.get(id);
    const row = rows.find((known) => known.id === id);
    if (!job || !row) return;
    patch(id, { state: 'SENDING', error: undefined });
    try {
        const file = await job.upload.run((sentBytes) => { patch(id, { sentBytes }); }, job.controller.signal);
        patch(id, { state: 'MAPPING' });
        const answer = await mapContent(row.courseId, row.chapterId, file, row.lesson?.title ?? lessonTitle(row.name), row.lesson?.id);
        job.client.setQueryData(keys.course(row.courseId), answer);
        void job.client.invalidateQueries({ queryKey: keys.courses(), exact: true });
        forget(id);
    } catch (error) {
        if (job.controller.signal.aborted) forget(id);
        else patch(id, { state: 'FAILED', error });
    }
}

function forget(id: number): void {
    running.delete(id);
    publish(rows.filter((row) => row.id !== id));
}

export function retryUpload(id: number): void {
    const job = running.get(id);
    if (!job) return;
    running.set(id, { ...job, controller: new AbortController() });
    void drive(id);
}

export function cancelUpload(id: number): void {
    running.get(id)?.controller.abort();
    if (rows.find((row) => row.id === id)?.state === 'FAILED') forget(id);
}

window.addEventListener('beforeunload', (event) => {
    if (rows.some((row) => row.state !== 'FAILED')) event.preventDefault();
});

const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
};

export function useUploads(courseId: number): UploadRow[] {
    return useSyncExternalStore(subscribe, () => rows).filter((row) => row.courseId === courseId);
}
