import { describe, expect, it } from 'vitest';
import { StudyRecorder, type Sample } from './study-recorder';

function play(recorder: StudyRecorder, from: Partial<Sample> & { at: number; media: number }, seconds: number, rate = 1): void {
    for (let second = 0; second <= seconds; second += 0.25) recorder.sample({ rate, playing: true, visible: true, ...from, at: from.at + second * 1000, media: from.media + second * rate });
}

describe('what was played', () => {
    it('is one stretch while it goes on', () => {
        const recorder = new StudyRecorder();
        play(recorder, { at: 0, media: 0 }, 10);
        expect(recorder.take()).toEqual([{ endedAt: 10_000, fromMs: 0, toMs: 10_000, ratePercent: 100, visible: true }]);
        expect(recorder.take()).toEqual([]);
    });

    it('goes on where it was taken', () => {
        const recorder = new StudyRecorder();
        play(recorder, { at: 0, media: 0 }, 10);
        recorder.take();
        play(recorder, { at: 10_000, media: 10 }, 5);
        expect(recorder.take().map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[10_000, 15_000]]);
    });

    it('has a gap at a seek, forward and back', () => {
        const recorder = new StudyRecorder();
        play(recorder, { at: 0, media: 0 }, 5);
        play(recorder, { at: 5_250, media: 60 }, 5);
        play(recorder, { at: 10_500, media: 2 }, 1);
        expect(recorder.take().map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[0, 5_000], [60_000, 65_000], [2_000, 3_000]]);
    });

    it('ends with a pause and counts no pause', () => {
        const recorder = new StudyRecorder();
        play(recorder, { at: 0, media: 0 }, 5);
        recorder.sample({ at: 5_000, media: 5, rate: 1, playing: false, visible: true });
        recorder.sample({ at: 60_000, media: 5, rate: 1, playing: true, visible: true });
        play(recorder, { at: 60_000, media: 5 }, 5);
        expect(recorder.take().map(({ fromMs, toMs, endedAt }) => [fromMs, toMs, endedAt])).toEqual([[0, 5_000, 5_000], [5_000, 10_000, 65_000]]);
    });

    it('tells rates and looking away apart', () => {
        const recorder = new StudyRecorder();
        play(recorder, { at: 0, media: 0 }, 5);
        play(recorder, { at: 5_000, media: 5 }, 5, 2);
        play(recorder, { at: 10_000, media: 15, visible: false }, 5, 2);
        expect(recorder.take().map(({ fromMs, toMs, ratePercent, visible }) => [fromMs, toMs, ratePercent, visible])).toEqual([
            [0, 5_000, 100, true], [5_000, 15_000, 200, true], [15_000, 25_000, 200, false],
        ]);
    });
});
