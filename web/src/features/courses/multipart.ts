import { api } from '@/lib/api/client';
import { ApiError } from '@/lib/api/problem';
import type { StoredFile, Upload } from '@/lib/api/types';

/** Sends one part and answers its ETag. Swapped in tests. */
export type PutPart = (url: string, bytes: Blob, onProgress: (sentBytes: number) => void, signal: AbortSignal) => Promise<string>;

export class PartRefused extends Error {
    readonly status: number;
    constructor(status: number) {
        super(`the store answered ${String(status)}`);
        this.status = status;
    }
}

/** XMLHttpRequest, because fetch does not tell how much of a body has left. */
export const putPart: PutPart = (url, bytes, onProgress, signal) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => { request.abort(); };
    request.open('PUT', url);
    request.upload.onprogress = (event) => { onProgress(event.loaded); };
    request.onload = () => {
        const etag = request.getResponseHeader('ETag');
        if (request.status >= 200 && request.status < 300 && etag) resolve(etag);
        else reject(new PartRefused(request.status));
    };
    request.onerror = () => { reject(new PartRefused(0)); };
    request.onabort = () => { reject(new DOMException('aborted', 'AbortError')); };
    request.onloadend = () => { signal.removeEventListener('abort', abort); };
    if (signal.aborted) { reject(new DOMException('aborted', 'AbortError')); return; }
    signal.addEventListener('abort', abort);
    request.send(bytes);
});

/** At most so many at once, whoever asks. */
export function gate(places: number): <T>(work: () => Promise<T>) => Promise<T> {
    const waiting: (() => void)[] = [];
    let free = places;
    return async (work) => {
        if (free > 0) free -= 1;
        else await new Promise<void>((enter) => { waiting.push(enter); });
        try {
            return await work();
        } finally {
            const next = waiting.shift();
            if (next) next();
            else free += 1;
        }
    };
}

const partTries = 4;
/** Four parts in flight for the whole page, however many files were dropped. */
const inFlight = gate(4);

/**
 * One file on its way into the store. `run` may be called again after a failure: parts that arrived stay
 * where they are, and a fresh upload is begun only when the store no longer knows the old one.
 */
export class MultipartUpload {
    readonly file: File;
    private readonly put: PutPart;
    private readonly pause: (milliseconds: number) => Promise<void>;
    private upload: Upload | undefined;
    private etags: (string | undefined)[] = [];
    private sent: number[] = [];

    constructor(file: File, put: PutPart = putPart, pause = (milliseconds: number) => new Promise<void>((done) => { setTimeout(done, milliseconds); })) {
        this.file = file;
        this.put = put;
        this.pause = pause;
    }

    async run(onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<StoredFile> {
        try {
            return await this.attempt(onProgress, signal);
        } catch (error) {
            // Its addresses expired or the upload was swept away: the next run begins anew.
            if ((error instanceof PartRefused && [403, 404].includes(error.status)) || (error instanceof ApiError && error.status === 404)) this.upload = undefined;
            throw error;
        }
    }

    private async attempt(onProgress: (sentBytes: number) => void, signal: AbortSignal): Promise<StoredFile> {
        const upload = this.upload ??= await this.begin(signal);
        const report = () => { onProgress(this.sent.reduce((sum, bytes) => sum + bytes, 0)); };
        report();
        // One part that fails for good stops its sisters.
        const stop = new AbortController();
        const either = AbortSignal.any([signal, stop.signal]);
        const missing = upload.presignedUrls.map((url, part) => ({ url, part })).filter(({ part }) => this.etags[part] === undefined);
        const results = await Promise.allSettled(missing.map(({ url, part }) => inFlight(async () => {
            try {
                await this.sendPart(url, part, upload.partSize, report, either);
            } catch (error) {
                stop.abort();
                throw error;
            }
        })));
        const failures = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
        const cause = failures.find((failure) => !(failure instanceof DOMException && failure.name === 'AbortError')) ?? failures[0];
        if (cause !== undefined) throw cause as Error;
        return api.post<StoredFile>('/builder/v1/files/complete-multipart', { uploadId: upload.uploadId, key: upload.key, etags: this.etags }, { signal });
    }

    private async begin(signal: AbortSignal): Promise<Upload> {
        const { name, size, type } = this.file;
        const upload = await api.post<Upload>('/builder/v1/files/upload', { filename: name, filesize: size, type: type || 'application/octet-stream' }, { signal });
        this.etags = upload.presignedUrls.map(() => undefined);
        this.sent = upload.presignedUrls.map(() => 0);
        return upload;
    }

    private async sendPart(url: string, part: number, partSize: number, report: () => void, signal: AbortSignal): Promise<void> {
        const bytes = this.file.slice(part * partSize, (part + 1) * partSize);
        for (let tried = 1; ; tried += 1) {
            if (signal.aborted) throw new DOMException('aborted', 'AbortError');
            try {
                this.etags[part] = await this.put(url, bytes, (sentBytes) => { this.sent[part] = sentBytes; report(); }, signal);
                this.sent[part] = bytes.size;
                report();
                return;
            } catch (error) {
                this.sent[part] = 0;
                const passing = error instanceof PartRefused && (error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500);
                if (!passing || tried === partTries) throw error;
                await this.pause(500 * 2 ** tried);
            }
        }
    }
}
