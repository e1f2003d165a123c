import type { LiveStatus, QuizOption } from '@/lib/api/types';

export type { ChatMessage, ChatToken, LiveStatus, Quiz, QuizOption, QuizState } from '@/lib/api/types';

/** The answer to a heartbeat. */
export interface Presence {
    status: LiveStatus;
    presentSeconds: number;
}

/** What travels with the picture (ID3 TXXX "ahimmoyak") and, as a fallback, over /events. */
export interface QuizEvent {
    id: string;
    type: 'quiz';
    action: 'open' | 'close' | 'reveal';
    quizId: number;
    question?: string;
    options?: QuizOption[];
    timeLimitSeconds?: number;
}
