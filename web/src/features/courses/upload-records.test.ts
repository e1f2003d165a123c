// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetRecord, isSameFile, records, remember, type UploadRecord } from './upload-records';

const record: UploadRecord = { key: 'k', uploadId: 'u', courseId: 1, chapterId: 2, name: '강의.mp4', sizeBytes: 3, lastModified: 7, begunAt: Date.now() };

beforeEach(() => { localStorage.clear(); });

describe('what a browser remembers of unfinished uploads', () => {
    it('keeps each once, for a day', () => {
        remember(record);
        remember({ ...record, chapterId: 3 });
        remember({ ...record, key: 'old', begunAt: Date.now() - 25 * 60 * 60 * 1000 });
        expect(records()).toEqual([{ ...record, chapterId: 3 }]);
        forgetRecord('k');
        expect(records()).toEqual([]);
    });

    it('takes anything for what it is', () => {
        for (const text of ['no', '{}', 'null', '[1, null, {"key": 3}]']) {
            localStorage.setItem('ahimmoyak.uploads', text);
            expect(records()).toEqual([]);
        }
    });

    it('knows the file again, however its name is composed', () => {
        const file = (name: string, bytes = 'abc', lastModified = 7) => new File([bytes], name, { lastModified });
        expect(isSameFile(record, file('강의.mp4'.normalize('NFD')))).toBe(true);
        expect(isSameFile(record, file('강의.mp4', 'abcd'))).toBe(false);
        expect(isSameFile(record, file('강의.mp4', 'abc', 8))).toBe(false);
        expect(isSameFile(record, file('다른.mp4'))).toBe(false);
    });
});
