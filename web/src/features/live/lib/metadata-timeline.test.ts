import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MetadataTimeline } from './metadata-timeline';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made(grace = 2000) {
    const fired: string[] = [];
    const timeline = new MetadataTimeline<{ id: string }>({ fire: (event, by) => fired.push(`${event.id} ${by}`), graceMs: () => grace });
    return { timeline, fired };
}

describe('MetadataTimeline', () => {
    it('fires at the frame of its media time, not before', () => {
        const { timeline, fired } = made();
        timeline.fromPicture({ id: 'a' }, 10);
        timeline.show(9.97);
        expect(fired).toEqual([]);
        timeline.show(10);
        expect(fired).toEqual(['a picture']);
    });

    it('fires in order of media time, once, though a part and its segment both carry it', () => {
        const { timeline, fired } = made();
        timeline.fromPicture({ id: 'b' }, 11);
        timeline.fromPicture({ id: 'a' }, 10);
        timeline.fromPicture({ id: 'a' }, 10);
        timeline.show(12);
        timeline.fromPicture({ id: 'a' }, 10);
        timeline.show(13);
        expect(fired).toEqual(['a picture', 'b picture']);
    });

    it('prefers the picture to the socket', () => {
        const { timeline, fired } = made();
        timeline.fromSocket({ id: 'a' });
        timeline.fromPicture({ id: 'a' }, 5);
        vi.advanceTimersByTime(1000);
        timeline.show(5);
        vi.advanceTimersByTime(60_000);
        expect(fired).toEqual(['a picture']);
    });

    it('falls back to the socket after the grace time', () => {
        const { timeline, fired } = made(1500);
        timeline.fromSocket({ id: 'a' });
        vi.advanceTimersByTime(1499);
        expect(fired).toEqual([]);
        vi.advanceTimersByTime(1);
        expect(fired).toEqual(['a socket']);
        timeline.fromPicture({ id: 'a' }, 5);
        timeline.show(6);
        timeline.fromSocket({ id: 'a' });
        vi.advanceTimersByTime(60_000);
        expect(fired).toEqual(['a socket']);
    });

    it('waits longer for a picture that is already loaded, but not for ever', () => {
        const { timeline, fired } = made(1500);
        timeline.fromSocket({ id: 'a' });
        timeline.fromPicture({ id: 'a' }, 500);
        vi.advanceTimersByTime(4000);
        expect(fired).toEqual([]);
        vi.advanceTimersByTime(6000);
        expect(fired).toEqual(['a socket']);
    });

    it('still shows an event whose timeline was exchanged', () => {
        const { timeline, fired } = made(1500);
        timeline.fromPicture({ id: 'a' }, 500);
        timeline.fromSocket({ id: 'a' });
        timeline.clearQueue();
        vi.advanceTimersByTime(1500);
        expect(fired).toEqual(['a socket']);
    });

    it('says nothing after the page is left', () => {
        const { timeline, fired } = made();
        timeline.fromSocket({ id: 'a' });
        timeline.dispose();
        vi.advanceTimersByTime(60_000);
        expect(fired).toEqual([]);
    });
});
