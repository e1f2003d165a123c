import { api } from '@/lib/api/client';
import { ApiError, isCode, isStatus } from '@/lib/api/problem';
import type { ResumedUpload, StoredFile, Upload } from '@/lib/api/types';
import { PartRefused, putPart, type PutPart } from '@/lib/put-part';

export { PartRefused, putPart, type PutPart };

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

/** Four parts in flight for the whole page, however many files were dropped. */
const inFlight = gate(4);
/** A part is tried again for about ten minutes: a train leaves its tunnel, a router starts anew. */
const partTries = 24;
const longestPause = 30_000;

/** What is enough to go on with an upload after a reload, once the person has chosen the file again. */
export interface UploadMark { uploadId: string; key: string }

export interface Hooks {
    onProgress: (sentBytes: number) => void;
    /** The network is gone, or back: parts wait, or go on. */
    onWaiting?: (waits: boolean) => void;
    /** The server knows the upload from here on; nothing once it does not any more. */
    onMark?: (mark: UploadMark | undefined) => void;
}

/** Waits, but not longer than until the network is back. */
function pauseOrOnline(milliseconds: number): Promise<void> {
    return new Promise((done) => {
        const go = () => { window.removeEventListener('online', go); clearTimeout(timer); done(); };
        const timer = setTimeout(go, milliseconds);
        window.addEventListener('online', go);
    });
}

const aborted = () => new DOMException('aborted', 'AbortError');

/**
 * One file on its way into the store. `run` may be called again after a pause or a failure: what arrived is
 * asked of the server, and a fresh upload is begun only when the store no longer knows the old one. The file is read
 * part by part, never whole.
 */
export class MultipartUpload {
    readonly file: File;
    private readonly put: PutPart;
    private readonly pause: (milliseconds: number) => Promise<void>;
    private upload: Upload | undefined;
    private mark: UploadMark | undefined;
    private etags: (string | undefined)[] = [];
    private sent: number[] = [];
    private waiting = 0;
    private last: Promise<unknown> = Promise.resolve();

    constructor(file: File, put: PutPart = putPart, pause: (milliseconds: number) => Promise<void> = pauseOrOnline, mark?: UploadMark) {
        this.file = file;
        this.put = put;
        this.pause = pause;
        this.mark = mark;
    }

    /** One run after another: the end of a paused one must not meet the next. */
    run(hooks: Hooks, signal: AbortSignal): Promise<StoredFile> {
        const result = this.last.then(() => this.once(hooks, signal));
        this.last = result.catch(() => undefined);
        return result;
    }

    private async once(hooks: Hooks, signal: AbortSignal): Promise<StoredFile> {
        this.waiting = 0;
        try {
            return await this.attempt(hooks, signal);
        } catch (error) {
            // Asked for anew with the next run: addresses may have expired.
            this.upload = undefined;
            if ((error instanceof PartRefused || error instanceof ApiError) && error.status === 404) this.forget(hooks);
            throw error;
        }
    }

    /** Tells the server that nothing more comes. What fails here is tidied up there after a day. */
    async giveUp(): Promise<void> {
        if (!this.mark) return;
        const { uploadId, key } = this.mark;
        this.mark = undefined;
        await api.post('/builder/v1/files/abort-multipart', { uploadId, key }).catch(() => undefined);
    }

    private forget(hooks: Hooks): void {
        this.mark = undefined;
        hooks.onMark?.(undefined);
    }

    private async attempt(hooks: Hooks, signal: AbortSignal): Promise<StoredFile> {
        if (signal.aborted) throw aborted();
        if (!this.upload && this.mark) {
            const known = await this.resume(this.mark, hooks, signal);
            if (known === 'complete') return this.complete(this.mark, ['-'], signal);
            this.upload = known;
        }
        const upload = this.upload ??= await this.begin(hooks, signal);
        const report = () => { hooks.onProgress(this.sent.reduce((sum, bytes) => sum + bytes, 0)); };
        report();
        // One part that fails for good stops its sisters.
        const stop = new AbortController();
        const either = AbortSignal.any([signal, stop.signal]);
        const missing = upload.presignedUrls.map((url, part) => ({ url, part })).filter(({ part }) => this.etags[part] === undefined);
        const results = await Promise.allSettled(missing.map(({ url, part }) => inFlight(async () => {
            try {
                await this.sendPart(url, part, upload.partSize, report, hooks, either);
            } catch (error) {
                stop.abort();
                throw error;
            }
        })));
        const failures = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown);
        const cause = failures.find((failure) => !(failure instanceof DOMException && failure.name === 'AbortError')) ?? failures[0];
        if (cause !== undefined) throw cause as Error;
        return this.complete(upload, this.etags, signal);
    }

    private complete({ uploadId, key }: UploadMark, etags: (string | undefined)[], signal: AbortSignal): Promise<StoredFile> {
        return api.post<StoredFile>('/builder/v1/files/complete-multipart', { uploadId, key, etags }, { signal });
    }

    private async begin(hooks: Hooks, signal: AbortSignal): Promise<Upload> {
        const { name, size, type } = this.file;
        const upload = await api.post<Upload>('/builder/v1/files/upload', { filename: name, filesize: size, type: type || 'application/octet-stream' }, { signal });
        this.etags = upload.presignedUrls.map(() => undefined);
        this.sent = upload.presignedUrls.map(() => 0);
        this.mark = { uploadId: upload.uploadId, key: upload.key };
        hooks.onMark?.(this.mark);
        return upload;
    }

    /** What the store has of an earlier run; nothing when it has to begin anew, 'complete' when only that was not heard. */
    private async resume({ uploadId, key }: UploadMark, hooks: Hooks, signal: AbortSignal): Promise<Upload | 'complete' | undefined> {
        let known: ResumedUpload;
        try {
            known = await api.post<ResumedUpload>('/builder/v1/files/resume', { uploadId, key }, { signal });
        } catch (error) {
            if (isCode(error, 'upload_complete')) return 'complete';
            if (!isStatus(error, 404)) throw error;
            this.forget(hooks);
            return undefined;
        }
        this.etags = known.presignedUrls.map(() => undefined);
        this.sent = known.presignedUrls.map(() => 0);
        for (const { number, etag, sizeBytes } of known.parts) {
            this.etags[number - 1] = etag;
            this.sent[number - 1] = sizeBytes;
        }
        return known;
    }

    private async sendPart(url: string, part: number, partSize: number, report: () => void, hooks: Hooks, signal: AbortSignal): Promise<void> {
        const bytes = this.file.slice(part * partSize, (part + 1) * partSize);
        const waits = (change: 1 | -1) => {
            this.waiting += change;
            hooks.onWaiting?.(this.waiting > 0);
        };
        for (let tried = 1; ; tried += 1) {
            if (signal.aborted) throw aborted();
            try {
                this.etags[part] = await this.put(url, bytes, (sentBytes) => { this.sent[part] = sentBytes; report(); }, signal);
                this.sent[part] = bytes.size;
                report();
                return;
            } catch (error) {
                this.sent[part] = 0;
                report();
                const passing = error instanceof PartRefused && (error.status === 0 || error.status === 408 || error.status === 429 || (error.status >= 500 && error.status !== 507));
                if (!passing || tried === partTries) throw error;
                waits(1);
                try {
                    await Promise.race([this.pause(Math.min(longestPause, 500 * 2 ** tried)), new Promise<never>((_, reject) => {
                        const stop = () => { reject(aborted()); };
                        if (signal.aborted) stop();
                        else signal.addEventListener('abort', stop, { once: true });
                    })]);
                } finally {
                    waits(-1);
                }
            }
        }
    }
}
