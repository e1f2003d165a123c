import { userTexts } from './id3';
import type { QuizEvent, QuizOption } from './types';

const description = 'ahimmoyak';
const actions = ['open', 'close', 'reveal'];

/** The quiz events inside one ID3 tag. */
export function quizEventsOf(tag: Uint8Array): QuizEvent[] {
    return userTexts(tag)
        .filter((text) => text.description === description)
        .map((text) => readQuizEvent(parsed(text.value)))
        .filter((event) => event !== null);
}

/** A checked event, or null for anything else: whatever a stream carries must not break the page. */
export function readQuizEvent(value: unknown): QuizEvent | null {
    if (typeof value !== 'object' || value === null) return null;
    const it = value as Record<string, unknown>;
    if (it.type !== 'quiz' || !actions.includes(String(it.action)) || typeof it.quizId !== 'number') return null;
    if (typeof it.id !== 'string' && typeof it.id !== 'number') return null;
    const event: QuizEvent = { id: String(it.id), type: 'quiz', action: it.action as QuizEvent['action'], quizId: it.quizId };
    if (typeof it.question === 'string') event.question = it.question;
    if (typeof it.timeLimitSeconds === 'number') event.timeLimitSeconds = it.timeLimitSeconds;
    if (Array.isArray(it.options)) {
        const options = it.options.map(readOption);
        if (options.every((option) => option !== null)) event.options = options;
    }
    return event;
}

function readOption(value: unknown, index: number): QuizOption | null {
    if (typeof value === 'string') return { idx: index + 1, text: value };
    if (typeof value !== 'object' || value === null) return null;
    const { idx, text } = value as Record<string, unknown>;
    return typeof idx === 'number' && typeof text === 'string' ? { idx, text } : null;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
