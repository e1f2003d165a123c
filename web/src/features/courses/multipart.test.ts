// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MultipartUpload, PartRefused, gate, type PutPart } from './multipart';

vi.mock('@/lib/i18n', () => ({ language: () => 'ko' }));

const began: unknown[] = [];
const completed: unknown[] = [];
const noPause = () => Promise.resolve();

beforeEach(() => {
    began.length = 0;
    completed.length = 0;
    vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
        const body = JSON.parse(init.body) as { filesize: number };
        if (path.endsWith('/upload')) {
            began.push(body);
            const parts = Math.ceil(body.filesize / 10);
            return Promise.resolve(Response.json({ uploadId: `u${String(began.length)}`, key: 'k', partSize: 10, presignedUrls: Array.from({ length: parts }, (_, part) => `/part/${String(part)}`) }, { status: 201 }));
        }
        completed.push(body);
        return Promise.resolve(Response.json({ key: 'k', sizeBytes: 95, mimeType: 'video/mp4', timeAmountSeconds: 3 }));
    });
});
afterEach(() => { vi.unstubAllGlobals(); });

const file = new File([new Uint8Array(95)], '강의.mp4', { type: 'video/mp4' });
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
        const stored = await new MultipartUpload(file, put, noPause).run((bytes) => progress.push(bytes), signal());
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
        await new MultipartUpload(file, put, noPause).run(() => undefined, signal());
        expect(completed).toHaveLength(1);
    });

    it('goes on where it stopped: only the missing part is sent on the next run', async () => {
        let broken = true;
        const sent: string[] = [];
        const put: PutPart = async (url) => {
            if (broken && url === '/part/9') throw new PartRefused(400);
            sent.push(url);
            return url;
        };
        const upload = new MultipartUpload(file, put, noPause);
        await expect(upload.run(() => undefined, signal())).rejects.toBeInstanceOf(PartRefused);
        const before = sent.length;
        broken = false;
        await upload.run(() => undefined, signal());
        expect(began).toHaveLength(1);
        expect(sent.slice(before)).toContain('/part/9');
        expect(new Set(sent).size).toBe(sent.length);
    });

    it('begins anew when the addresses have expired', async () => {
        let expired = true;
        const put: PutPart = async (url) => {
            if (expired) throw new PartRefused(403);
            return url;
        };
        const upload = new MultipartUpload(file, put, noPause);
        await expect(upload.run(() => undefined, signal())).rejects.toBeInstanceOf(PartRefused);
        expired = false;
        await upload.run(() => undefined, signal());
        expect(began).toHaveLength(2);
        expect(completed).toMatchObject([{ uploadId: 'u2' }]);
    });

    it('stops when cancelled and completes nothing', async () => {
        const controller = new AbortController();
        const put: PutPart = (_url, _bytes, _progress, aborted) => new Promise((_, reject) => {
            aborted.addEventListener('abort', () => { reject(new DOMException('aborted', 'AbortError')); });
            controller.abort();
        });
        await expect(new MultipartUpload(file, put, noPause).run(() => undefined, controller.signal)).rejects.toThrow('aborted');
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
