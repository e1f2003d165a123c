import type { ExamDetail, ExamForm, ShownExamPart } from '@/lib/api/types';

/** A part of the papers as the editor has it: with the words that it shows. */
export interface Part {
    key: number;
    questionId?: number;
    words?: string;
    kind?: ShownExamPart['kind'];
    removed?: boolean;
    drawnCount?: number;
    drawnTag?: string;
    drawnDifficulty?: 'EASY' | 'MEDIUM' | 'HARD';
    available?: number;
    points: number;
}

export interface Fields {
    title: string;
    description: string;
    kind: ExamForm['kind'];
    contentId: string;
    opensAt: string;
    closesAt: string;
    timeLimitMinutes: number | '';
    attempts: number;
    passPercent: number;
    weight: number;
    shuffleQuestions: boolean;
    shuffleChoices: boolean;
    resultsShown: ExamDetail['resultsShown'];
    parts: Part[];
}

export const blank: Fields = {
    title: '', description: '', kind: 'FINAL', contentId: '', opensAt: '', closesAt: '', timeLimitMinutes: 60, attempts: 1, passPercent: 60, weight: 100,
    shuffleQuestions: true, shuffleChoices: true, resultsShown: 'SCORE_AT_ONCE', parts: [],
};

let keys = 0;
export const nextKey = () => { keys += 1; return keys; };

/** A moment as <input type="datetime-local"> has it, and back. */
export function localMoment(at: string | null | undefined): string {
    if (!at) return '';
    const moment = new Date(at);
    return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
export const momentOf = (local: string) => (local === '' ? null : new Date(local).toISOString());

export function fieldsOf(exam: ExamDetail): Fields {
    return {
        title: exam.title, description: exam.description ?? '', kind: exam.kind, contentId: exam.contentId ? String(exam.contentId) : '',
        opensAt: localMoment(exam.opensAt), closesAt: localMoment(exam.closesAt), timeLimitMinutes: exam.timeLimitMinutes ?? '', attempts: exam.attempts, passPercent: exam.passPercent, weight: exam.weight,
        shuffleQuestions: exam.shuffleQuestions, shuffleChoices: exam.shuffleChoices, resultsShown: exam.resultsShown,
        parts: exam.questions.map((each) => ({
            key: nextKey(), points: each.points,
            ...(each.questionId ? { questionId: each.questionId, words: each.words ?? '', kind: each.kind ?? null, removed: each.removed ?? false }
                : { drawnCount: each.drawnCount ?? 1, ...(each.drawnTag && { drawnTag: each.drawnTag }), ...(each.drawnDifficulty && { drawnDifficulty: each.drawnDifficulty }), ...(typeof each.available === 'number' && { available: each.available }) }),
        })),
    };
}

export function formOf(fields: Fields, state: ExamForm['state']): ExamForm {
    return {
        title: fields.title.trim(), description: fields.description.trim(), kind: fields.kind, contentId: fields.contentId === '' ? null : Number(fields.contentId),
        opensAt: momentOf(fields.opensAt), closesAt: momentOf(fields.closesAt), timeLimitMinutes: fields.timeLimitMinutes === '' ? null : fields.timeLimitMinutes,
        attempts: fields.attempts, passPercent: fields.passPercent, weight: fields.weight, shuffleQuestions: fields.shuffleQuestions, shuffleChoices: fields.shuffleChoices, resultsShown: fields.resultsShown,
        ...(state && { state }),
        questions: fields.parts.map((each) => each.questionId !== undefined
            ? { questionId: each.questionId, points: each.points }
            : { drawnCount: each.drawnCount ?? 1, drawnTag: each.drawnTag ?? null, drawnDifficulty: each.drawnDifficulty ?? null, points: each.points }),
    };
}

export const questionCount = (parts: Part[]) => parts.reduce((sum, each) => sum + (each.questionId === undefined ? each.drawnCount ?? 0 : 1), 0);
export const pointSum = (parts: Part[]) => parts.reduce((sum, each) => sum + each.points * (each.questionId === undefined ? each.drawnCount ?? 0 : 1), 0);
