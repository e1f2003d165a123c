import { describe, expect, it } from 'vitest';
import { userTexts } from './id3';
import { textTag } from './native-playback';
import { quizEventsOf, readQuizEvent } from './quiz-event';

const open = { id: 'e1', type: 'quiz', action: 'open', quizId: 7, question: '맞습니까?', options: [{ idx: 1, text: '예' }, { idx: 2, text: '아니요' }], timeLimitSeconds: 30 };

describe('quiz events in ID3', () => {
    it('reads the event with its Korean text', () => {
        expect(quizEventsOf(textTag('ahimmoyak', JSON.stringify(open)))).toEqual([open]);
    });

    it('reads a tag of more than 127 bytes, whose size is syncsafe', () => {
        const long = { ...open, question: '가'.repeat(250) };
        expect(quizEventsOf(textTag('ahimmoyak', JSON.stringify(long)))[0]?.question).toHaveLength(250);
    });

    it('leaves texts of others alone', () => {
        expect(quizEventsOf(textTag('encoder', JSON.stringify(open)))).toEqual([]);
        expect(userTexts(textTag('encoder', 'x'))).toEqual([{ description: 'encoder', value: 'x' }]);
    });

    it('survives every truncation and a wrong beginning', () => {
        const tag = textTag('ahimmoyak', JSON.stringify(open));
        for (let size = 0; size < tag.length; size++) expect(quizEventsOf(tag.subarray(0, size))).toEqual([]);
        expect(quizEventsOf(new Uint8Array(40))).toEqual([]);
    });

    it('takes a number as id and plain texts as options', () => {
        expect(readQuizEvent({ ...open, id: 12, options: ['a', 'b'] })).toMatchObject({ id: '12', options: [{ idx: 1, text: 'a' }, { idx: 2, text: 'b' }] });
    });

    it.each([[null], ['text'], [{ ...open, type: 'poll' }], [{ ...open, action: 'explode' }], [{ ...open, quizId: '7' }], [{ ...open, id: undefined }]])('refuses %j', (value) => {
        expect(readQuizEvent(value)).toBeNull();
    });

    it('leaves broken options out, so that the page asks for the quiz', () => {
        expect(readQuizEvent({ ...open, options: [{ text: 'x' }] })).not.toHaveProperty('options');
    });
});
