import { expect, test } from 'vitest';
import { blank, formOf, localMoment, momentOf, pointSum, questionCount } from './form';

test('a moment goes through the field and comes back', () => {
    expect(momentOf(localMoment('2026-12-01T00:30:00.000Z'))).toBe('2026-12-01T00:30:00.000Z');
    expect([localMoment(null), momentOf('')]).toEqual(['', null]);
});

test('a form says what the papers are made of', () => {
    const parts = [{ key: 1, questionId: 7, points: 5 }, { key: 2, drawnCount: 3, drawnTag: '안전', points: 2 }];
    expect([questionCount(parts), pointSum(parts)]).toEqual([4, 11]);
    const form = formOf({ ...blank, title: ' 기말 ', timeLimitMinutes: '', parts }, undefined);
    expect(form.title).toBe('기말');
    expect([form.timeLimitMinutes, form.opensAt, form.contentId, 'state' in form]).toEqual([null, null, null, false]);
    expect(form.questions).toEqual([{ questionId: 7, points: 5 }, { drawnCount: 3, drawnTag: '안전', drawnDifficulty: null, points: 2 }]);
});
