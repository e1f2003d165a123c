import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { api } from '@/lib/api/client';
import type { AttachedFile, BoardFileAddress, Upload } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { PartRefused, putPart } from '@/lib/put-part';

export const mostFiles = 10;
export const mostFileBytes = 50 * 1024 * 1024;

/** Whose room a file takes: that of the institution of this course or offering. */
export interface FilePlace { courseId?: number; courseProvideId?: number }

export interface FileRow { id: number; name: string; sizeBytes: number; sentBytes: number; state: 'SENDING' | 'READY' | 'FAILED'; file?: AttachedFile; error?: unknown }

const pauses = [500, 2000, 5000];

async function putAgain(url: string, bytes: Blob, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
    for (let tried = 0; ; tried += 1) {
        try {
            return await putPart(url, bytes, onProgress, signal);
        } catch (error) {
            const pause = pauses[tried];
            if (!(error instanceof PartRefused) || (error.status !== 0 && error.status < 500) || pause === undefined) throw error;
            await new Promise((done) => { setTimeout(done, pause); });
        }
    }
}

async function send(file: File, place: FilePlace, onProgress: (sent: number) => void, signal: AbortSignal): Promise<AttachedFile> {
    const { uploadId, key, partSize, presignedUrls } = await api.post<Upload>('/board/v1/files', { filename: file.name.normalize('NFC'), filesize: file.size, ...place }, { signal });
    const etags: string[] = [];
    for (const [part, url] of presignedUrls.entries()) {
        const begin = part * partSize;
        etags.push(await putAgain(url, file.slice(begin, begin + partSize), (sent) => { onProgress(begin + sent); }, signal));
    }
    return api.post<AttachedFile>('/board/v1/files/completion', { uploadId, key, etags }, { signal });
}

/** The files of what is being written: those it has, and those on their way. */
export function useFiles(start: AttachedFile[], place: FilePlace | undefined) {
    const [rows, setRows] = useState<FileRow[]>(() => start.map((file, at) => ({ id: -1 - at, name: file.name, sizeBytes: file.sizeBytes, sentBytes: file.sizeBytes, state: 'READY', file })));
    const controllers = useRef(new Map<number, AbortController>());
    const lastId = useRef(0);
    const patch = useCallback((id: number, change: Partial<FileRow>) => { setRows((all) => all.map((row) => (row.id === id ? { ...row, ...change } : row))); }, []);
    const add = (file: File) => {
        if (!place) return;
        lastId.current += 1;
        const id = lastId.current;
        const row: FileRow = { id, name: file.name.normalize('NFC'), sizeBytes: file.size, sentBytes: 0, state: 'SENDING' };
        if (file.size > mostFileBytes || file.size === 0) {
            setRows((all) => [...all, { ...row, state: 'FAILED', error: file.size === 0 ? 'empty' : 'tooLarge' }]);
            return;
        }
        const controller = new AbortController();
        controllers.current.set(id, controller);
        setRows((all) => [...all, row]);
        send(file, place, (sentBytes) => { patch(id, { sentBytes }); }, controller.signal)
            .then((kept) => { patch(id, { state: 'READY', sentBytes: file.size, file: kept }); })
            .catch((error: unknown) => { if (!controller.signal.aborted) patch(id, { state: 'FAILED', error }); })
            .finally(() => { controllers.current.delete(id); });
    };
    const letGo = (row: FileRow) => {
        controllers.current.get(row.id)?.abort();
        // What is not attached yet need not wait for the server's tidying.
        if (row.id > 0 && row.file) void api.delete(`/board/v1/files/${row.file.key}`).catch(() => undefined);
    };
    const remove = (id: number) => {
        const row = rows.find((each) => each.id === id);
        if (row) letGo(row);
        setRows((all) => all.filter((each) => each.id !== id));
    };
    return {
        rows, add, remove,
        clear: () => { setRows([]); },
        giveUp: () => { rows.forEach(letGo); },
        busy: rows.some((row) => row.state === 'SENDING'),
        failed: rows.some((row) => row.state === 'FAILED'),
        keys: rows.flatMap((row) => (row.file ? [row.file.key] : [])),
        ready: place !== undefined,
        full: rows.length >= mostFiles,
    };
}

export type Files = ReturnType<typeof useFiles>;

export const addressOf = (key: string, shown: boolean) => api.get<BoardFileAddress>(`/board/v1/files/${key}`, { query: { shown } });

/** An address lasts ten minutes; this one is always good. */
export function useShownFile(key: string) {
    return useQuery({ queryKey: keys.boardFile(key), queryFn: () => addressOf(key, true), staleTime: 8 * 60_000, refetchInterval: 8 * 60_000 });
}
