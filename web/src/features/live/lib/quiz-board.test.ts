import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/lib/api/problem';
import { onStage, QuizBoard } from './quiz-board';
import type { Quiz, QuizEvent } from './types';

const base: Quiz = { id: 7, channelId: 1, question: '물은 몇 도에 끓나요?', options: [{ idx: 1, text: '90' }, { idx: 2, text: '100' }], timeLimitSeconds: 20, state: 'OPEN' };
const open: QuizEvent = { id: 'e1', type: 'quiz', action: 'open', quizId: 7, question: base.question, options: base.options, timeLimitSeconds: 20 };

function board(more: Partial<ConstructorParameters<typeof QuizBoard>[0]> = {}) {
    const options = {
        fetchQuiz: vi.fn(async () => ({ ...base })),
        fetchAll: vi.fn(async () => [] as Quiz[]),
        answer: vi.fn<(quiz: number, option: number) => Promise<unknown>>(async () => ({})),
        now: () => 1_000_000,
        wait: async () => undefined,
        ...more,
    };
    const made = new QuizBoard(options);
    return { made, options, card: () => made.state.get().cards[0] };
}

const refusal = (status: number, code = '') => new ApiError({ status, code, title: '', detail: '' });

describe('QuizBoard', () => {
    it('opens from the event alone, without asking the server', async () => {
        const { made, options, card } = board();
        await made.apply(open);
        expect(card()).toMatchObject({ question: base.question, state: 'OPEN', endsAt: 1_020_000 });
        expect(options.fetchQuiz).not.toHaveBeenCalled();
        expect(onStage(made.state.get().cards)?.id).toBe(7);
    });

    it('asks for a quiz that was too long for the event', async () => {
        const { made, options, card } = board();
        await made.apply({ id: 'e1', type: 'quiz', action: 'open', quizId: 7 });
        expect(options.fetchQuiz).toHaveBeenCalledWith(7);
        expect(card()?.question).toBe(base.question);
    });

    it('shows the choice at once and stores it', async () => {
        let finish: (value: unknown) => void = () => undefined;
        const { made, card } = board({ answer: () => new Promise((done) => (finish = done)) });
        await made.apply(open);
        const stored = made.answer(7, 2);
        expect(card()?.sending).toBe(2);
        finish({});
        await stored;
        expect(card()).toMatchObject({ sending: null, myAnswer: 2 });
    });

    it('answers once, however often one clicks', async () => {
        const { made, options, card } = board();
        await made.apply(open);
        await Promise.all([made.answer(7, 2), made.answer(7, 1), made.answer(7, 2)]);
        await made.answer(7, 1);
        expect(options.answer).toHaveBeenCalledTimes(1);
        expect(card()?.myAnswer).toBe(2);
    });

    it('sends the same answer again when the network failed', async () => {
        const answer = vi.fn().mockRejectedValueOnce(new TypeError('network')).mockRejectedValueOnce(refusal(503)).mockResolvedValueOnce({});
        const { made, card } = board({ answer });
        await made.apply(open);
        await made.answer(7, 2);
        expect(answer.mock.calls).toEqual([[7, 2], [7, 2], [7, 2]]);
        expect(card()?.myAnswer).toBe(2);
    });

    it('says so when the network stays away, and lets one try again', async () => {
        const { made, card } = board({ answer: () => Promise.reject(new TypeError('network')) });
        await made.apply(open);
        await made.answer(7, 2);
        expect(card()).toMatchObject({ sending: null, problem: 'offline' });
    });

    it('shows the answer given elsewhere', async () => {
        const { made, card } = board({ answer: () => Promise.reject(refusal(409, 'already_answered')), fetchQuiz: async () => ({ ...base, myAnswer: 1 }) });
        await made.apply(open);
        await made.answer(7, 2);
        expect(card()).toMatchObject({ myAnswer: 1, problem: null });
    });

    it('tells when the answer came too late', async () => {
        const { made, card } = board({ answer: () => Promise.reject(refusal(409, 'quiz_closed')), fetchQuiz: async () => ({ ...base, state: 'CLOSED' as const }) });
        await made.apply(open);
        await made.answer(7, 2);
        expect(card()).toMatchObject({ state: 'CLOSED', problem: 'closed', sending: null });
        expect(card()?.myAnswer).toBeUndefined();
    });

    it('never goes back, whatever order events and answers come in', async () => {
        const { made, card } = board({ fetchQuiz: async () => ({ ...base, state: 'REVEALED' as const, answer: 2, solution: '1기압' }) });
        await made.apply({ id: 'e3', type: 'quiz', action: 'reveal', quizId: 7 });
        await made.apply({ id: 'e2', type: 'quiz', action: 'close', quizId: 7 });
        await made.apply(open);
        expect(card()).toMatchObject({ state: 'REVEALED', answer: 2, solution: '1기압' });
    });

    it('brings a put away quiz back for its result', async () => {
        const { made } = board({ fetchQuiz: async () => ({ ...base, state: 'REVEALED' as const, answer: 2 }) });
        await made.apply(open);
        made.dismiss(7);
        expect(onStage(made.state.get().cards)).toBeNull();
        await made.apply({ id: 'e3', type: 'quiz', action: 'reveal', quizId: 7 });
        expect(onStage(made.state.get().cards)?.state).toBe('REVEALED');
    });

    it('gives a late comer the open quiz with the time that is left, and old ones only in the list', async () => {
        const { made } = board({
            fetchAll: async () => [
                { ...base, id: 6, state: 'REVEALED' as const },
                { ...base, id: 7, closesAt: new Date(1_005_000).toISOString() },
                { ...base, id: 8, state: 'DRAFT' as const },
            ],
        });
        await made.load();
        expect(made.state.get().cards.map((card) => card.id)).toEqual([6, 7]);
        expect(onStage(made.state.get().cards)).toMatchObject({ id: 7, endsAt: 1_005_000 });
    });
});
