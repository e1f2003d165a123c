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
