import { ApiError } from '@/lib/api/problem';
import { Store } from './store';
import type { Quiz, QuizEvent, QuizState } from './types';

/**
 * The quizzes of one lecture as a trainee sees them: opened, closed and revealed at their moment
 * of the picture, answered once.
 */

export interface QuizCard extends Quiz {
    /** When it appeared here, ms since 1970; the time left is counted from here or to `closesAt`. */
    shownAt: number;
    /** ms since 1970 after which answers are not taken here any more. */
    endsAt: number | null;
    sending: number | null;
    problem: 'closed' | 'offline' | null;
    /** The trainee put it away; it stays in the list. */
    dismissed: boolean;
}

export interface QuizBoardState {
    cards: QuizCard[];
}

export interface QuizBoardOptions {
    fetchQuiz: (quizId: number) => Promise<Quiz>;
    fetchAll: () => Promise<Quiz[]>;
    answer: (quizId: number, option: number) => Promise<unknown>;
    now?: () => number;
    wait?: (ms: number) => Promise<void>;
}

const rank: Record<QuizState, number> = { DRAFT: 0, OPEN: 1, CLOSED: 2, REVEALED: 3 };
const after: Record<QuizEvent['action'], QuizState> = { open: 'OPEN', close: 'CLOSED', reveal: 'REVEALED' };
const retry_ms = [500, 1_000, 2_000, 4_000, 8_000];

export class QuizBoard {
    readonly state = new Store<QuizBoardState>({ cards: [] });
    private readonly now: () => number;
    private readonly wait: (ms: number) => Promise<void>;

    constructor(private readonly options: QuizBoardOptions) {
        this.now = options.now ?? Date.now;
        this.wait = options.wait ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
    }

    /** On entry, and after an interruption: what was asked while this page did not see it. */
    async load(): Promise<void> {
        const quizzes = await this.options.fetchAll();
        for (const quiz of quizzes) if (quiz.state !== 'DRAFT') this.merge(quiz);
    }

    /** An event at its moment of the picture. */
    async apply(event: QuizEvent): Promise<void> {
        const known = this.find(event.quizId);
        const state = after[event.action];
        if (event.action === 'open' && event.question !== undefined && event.options !== undefined) {
            const timeLimitSeconds = event.timeLimitSeconds ?? null;
            if (!known) this.merge({ id: event.quizId, channelId: 0, question: event.question, options: event.options, timeLimitSeconds, state });
            return;
        }
        if (known) this.merge({ ...known, state });
        if (known && event.action === 'close') return;
        // The event was too long to carry the question, or the answer is out now.
        await this.refresh(event.quizId);
    }

    /** The trainee chose; shown at once, stored exactly once. */
    async answer(quizId: number, option: number): Promise<void> {
        const card = this.find(quizId);
        if (!card || card.state !== 'OPEN' || card.sending !== null || hasAnswer(card)) return;
        this.change(quizId, { sending: option, problem: null });
        for (let attempt = 0; ; attempt++) {
            try {
                await this.options.answer(quizId, option);
                this.change(quizId, { sending: null, myAnswer: option });
                return;
            } catch (problem) {
                const { status, code } = refusalOf(problem);
                if (status === 409 || status === 404 || status === 403) {
                    this.change(quizId, { sending: null, problem: code === 'quiz_closed' ? 'closed' : null });
                    // Another tab or device was quicker, or the time is over: show what the server has.
                    await this.refresh(quizId).catch(() => undefined);
                    return;
                }
                const temporary = status === 0 || status === 429 || status >= 500;
                if (!temporary || attempt >= retry_ms.length) {
                    this.change(quizId, { sending: null, problem: 'offline' });
                    return;
                }
                // The same answer again is the same answer: the server takes it once.
                await this.wait(retry_ms[attempt]!);
            }
        }
    }

    dismiss(quizId: number): void {
        this.change(quizId, { dismissed: true });
    }

    bringBack(quizId: number): void {
        this.change(quizId, { dismissed: false });
    }

    async refresh(quizId: number): Promise<void> {
        this.merge(await this.options.fetchQuiz(quizId));
    }

    private merge(quiz: Quiz): void {
        const known = this.find(quiz.id);
        if (!known) {
            this.set([...this.state.get().cards, this.newCard(quiz)]);
            return;
        }
        // Events and answers may overtake each other: a quiz never goes back.
        const newer = rank[quiz.state] >= rank[known.state];
        const state = newer ? quiz.state : known.state;
        const revealedNow = state === 'REVEALED' && known.state !== 'REVEALED';
        this.change(quiz.id, {
            question: quiz.question,
            options: quiz.options,
            state,
            timeLimitSeconds: quiz.timeLimitSeconds ?? known.timeLimitSeconds,
            answer: quiz.answer ?? known.answer,
            solution: quiz.solution ?? known.solution,
            myAnswer: quiz.myAnswer ?? known.myAnswer,
            dismissed: revealedNow ? false : known.dismissed,
        });
    }

    private newCard(quiz: Quiz): QuizCard {
        const now = this.now();
        const limit = quiz.timeLimitSeconds ? now + quiz.timeLimitSeconds * 1000 : null;
        const closes = quiz.closesAt ? Date.parse(quiz.closesAt) : null;
        return {
            ...quiz,
            shownAt: now,
            endsAt: closes !== null && limit !== null ? Math.min(closes, limit) : (closes ?? limit),
            sending: null,
            problem: null,
            // What was over before this page came needs no window over the picture.
            dismissed: quiz.state !== 'OPEN',
        };
    }

    private find(quizId: number): QuizCard | undefined {
        return this.state.get().cards.find((card) => card.id === quizId);
    }

    private change(quizId: number, change: Partial<QuizCard>): void {
        this.set(this.state.get().cards.map((card) => (card.id === quizId ? { ...card, ...change } : card)));
    }

    private set(cards: QuizCard[]): void {
        this.state.set({ cards });
    }
}

export function hasAnswer(quiz: Quiz): boolean {
    return quiz.myAnswer !== null && quiz.myAnswer !== undefined;
}

/** The quiz to show over the picture now: the newest that is open or just got its result. */
export function onStage(cards: QuizCard[]): QuizCard | null {
    return cards.findLast((card) => !card.dismissed) ?? null;
}

function refusalOf(problem: unknown): { status: number; code: string } {
    return problem instanceof ApiError ? problem : { status: 0, code: '' };
}
