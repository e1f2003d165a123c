// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MultipartUpload, PartRefused, gate, type PutPart } from './multipart';

vi.mock('@/lib/i18n', () => ({ language: () => 'ko' }));

const began: unknown[] = [];
const completed: unknown[] = [];
const resumed: unknown[] = [];
/** What the store says of an upload that is known by its mark. */
let resumeAnswer: () => Response;
const address = (part: number) => `/part/${String(part)}`;
const ofStore = (parts: number[]) => Response.json({ uploadId: 'u1', key: 'k', partSize: 10, presignedUrls: Array.from({ length: 10 }, (_, part) => address(part)), parts: parts.map((part) => ({ number: part + 1, etag: `"${address(part)}"`, sizeBytes: part === 9 ? 5 : 10 })) });
const noPause = () => Promise.resolve();

beforeEach(() => {
    began.length = 0;
    completed.length = 0;
    resumed.length = 0;
    resumeAnswer = () => ofStore([]);
    vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
        const body = JSON.parse(init.body) as { filesize: number };
        if (path.endsWith('/upload')) {
            began.push(body);
            const parts = Math.ceil(body.filesize / 10);
            return Promise.resolve(Response.json({ uploadId: `u${String(began.length)}`, key: 'k', partSize: 10, presignedUrls: Array.from({ length: parts }, (_, part) => `/part/${String(part)}`) }, { status: 201 }));
        }
        if (path.endsWith('/resume')) {
            resumed.push(body);
            return Promise.resolve(resumeAnswer());
        }
        completed.push(body);
        return Promise.resolve(Response.json({ key: 'k', sizeBytes: 95, mimeType: 'video/mp4', timeAmountSeconds: 3 }));
    });
});
afterEach(() => { vi.unstubAllGlobals(); });

const file = new File([new Uint8Array(95)], '강의.mp4', { type: 'video/mp4' });
const quiet = { onProgress: () => undefined };
const signal = () => new AbortController().signal;

describe('a multipart upload', () => {
    it('sends every part, at most four at once, and completes with the tags in order', async () => {
        let now = 0;
        let most = 0;
        const sizes: number[] = [];
        const put: PutPart = async (url, bytes, onProgress) => {
            now += 1;
            most = Math.max(most, now);
            await Promise.resolve();
            sizes.push(bytes.size);
            onProgress(bytes.size);
            now -= 1;
            return `"${url}"`;
        };
        const progress: number[] = [];
        const stored = await new MultipartUpload(file, put, noPause).run({ onProgress: (bytes) => progress.push(bytes) }, signal());
        expect(stored.mimeType).toBe('video/mp4');
        expect(began).toEqual([{ filename: '강의.mp4', filesize: 95, type: 'video/mp4' }]);
        expect(most).toBe(4);
        expect(sizes.sort((a, b) => a - b)).toEqual([5, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
        expect(progress.at(-1)).toBe(95);
        expect(completed).toEqual([{ uploadId: 'u1', key: 'k', etags: Array.from({ length: 10 }, (_, part) => `"/part/${String(part)}"`) }]);
    });

    it('sends a part again when the connection broke', async () => {
        const failures = new Map([['/part/3', 2]]);
        const put: PutPart = async (url) => {
            const left = failures.get(url) ?? 0;
            failures.set(url, left - 1);
            if (left > 0) throw new PartRefused(0);
            return url;
        };
        await new MultipartUpload(file, put, noPause).run(quiet, signal());
        expect(completed).toHaveLength(1);
    });

    it('goes on where it stopped: the store is asked, and only what it has not is sent', async () => {
        let broken = true;
        const sent: string[] = [];
        const put: PutPart = (url) => {
            if (broken && url === address(9)) return Promise.reject(new PartRefused(400));
            sent.push(url);
            return Promise.resolve(`"${url}"`);
        };
        const upload = new MultipartUpload(file, put, noPause);
        await expect(upload.run(quiet, signal())).rejects.toBeInstanceOf(PartRefused);
        const there = [...sent.keys()];
        resumeAnswer = () => ofStore(there.slice(1));
        broken = false;
        const before = sent.length;
        await upload.run(quiet, signal());
        expect(began).toHaveLength(1);
        expect(resumed).toEqual([{ uploadId: 'u1', key: 'k' }]);
        expect(sent.slice(before).sort()).toEqual([address(0), ...Array.from({ length: 10 - there.length }, (_, at) => address(there.length + at))].sort());
        expect(completed).toHaveLength(1);
    });

    it('after a reload goes on by its mark, with what the store has', async () => {
        resumeAnswer = () => ofStore([0, 1, 2, 9]);
        const sent: string[] = [];
        const progress: number[] = [];
        const marks: unknown[] = [];
        const put: PutPart = (url) => { sent.push(url); return Promise.resolve(`"${url}"`); };
        await new MultipartUpload(file, put, noPause, { uploadId: 'u1', key: 'k' }).run({ onProgress: (bytes) => progress.push(bytes), onMark: (mark) => marks.push(mark) }, signal());
        expect(began).toHaveLength(0);
        expect(progress[0]).toBe(35);
        expect(sent).toHaveLength(6);
        expect(marks).toEqual([]);
        expect(completed).toEqual([{ uploadId: 'u1', key: 'k', etags: Array.from({ length: 10 }, (_, part) => `"${address(part)}"`) }]);
    });

    it('begins anew when the store does not know it any more', async () => {
        resumeAnswer = () => Response.json({ code: 'not_found' }, { status: 404 });
        const marks: unknown[] = [];
        await new MultipartUpload(file, (url) => Promise.resolve(url), noPause, { uploadId: 'u0', key: 'k' }).run({ ...quiet, onMark: (mark) => marks.push(mark) }, signal());
        expect(marks).toEqual([undefined, { uploadId: 'u1', key: 'k' }]);
        expect(completed).toMatchObject([{ uploadId: 'u1' }]);
    });

    it('was complete already, and only the answer was lost', async () => {
        resumeAnswer = () => Response.json({ code: 'upload_complete' }, { status: 409 });
        const stored = await new MultipartUpload(file, () => Promise.reject(new Error('nothing is sent')), noPause, { uploadId: 'u1', key: 'k' }).run(quiet, signal());
        expect(stored.mimeType).toBe('video/mp4');
    });

    it('asks for new addresses when these have expired', async () => {
        let expired = true;
        const put: PutPart = (url) => (expired ? Promise.reject(new PartRefused(403)) : Promise.resolve(url));
        const upload = new MultipartUpload(file, put, noPause);
        await expect(upload.run(quiet, signal())).rejects.toBeInstanceOf(PartRefused);
        expired = false;
        await upload.run(quiet, signal());
        expect(began).toHaveLength(1);
        expect(resumed).toHaveLength(1);
    });

    it('says that it waits while the network is gone, and that it goes on', async () => {
        let left = 3;
        const put: PutPart = (url) => (url === address(4) && (left -= 1) >= 0 ? Promise.reject(new PartRefused(0)) : Promise.resolve(url));
        const waits: boolean[] = [];
        await new MultipartUpload(file, put, noPause).run({ ...quiet, onWaiting: (is) => waits.push(is) }, signal());
        expect(waits).toEqual([true, false, true, false, true, false]);
    });

    it('a pause in the middle of waiting holds at once', async () => {
        const controller = new AbortController();
        const never = () => new Promise<void>(() => { controller.abort(); });
        await expect(new MultipartUpload(file, () => Promise.reject(new PartRefused(0)), never).run(quiet, controller.signal)).rejects.toThrow('aborted');
        expect(completed).toHaveLength(0);
    });

    it('stops when cancelled and completes nothing', async () => {
        const controller = new AbortController();
        const put: PutPart = (_url, _bytes, _progress, aborted) => new Promise((_, reject) => {
            aborted.addEventListener('abort', () => { reject(new DOMException('aborted', 'AbortError')); });
            controller.abort();
        });
        await expect(new MultipartUpload(file, put, noPause).run(quiet, controller.signal)).rejects.toThrow('aborted');
        expect(completed).toHaveLength(0);
    });
});

describe('a gate', () => {
    it('lets the next one in when work fails', async () => {
        const enter = gate(1);
        await expect(enter(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
        await expect(enter(() => Promise.resolve(1))).resolves.toBe(1);
    });
});
