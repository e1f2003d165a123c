import type { ShownQuestion, WrittenQuestion } from '@/lib/api/types';
import { numberIn } from '@/components/question-view';
import { isBlank, isRichNode, type RichNode } from '@/lib/rich-text';
import type { Kind } from './api';

/** A line of the form; its key stays with it wherever it is moved. */
export interface Line { key: number; text: string }
export interface ChoiceLine extends Line { correct: boolean }
export interface RubricLine extends Line { share: string }

/** A question as it is being written: what was typed for one kind stays while another is looked at. */
export interface Draft {
    kind: Kind;
    content: RichNode | undefined;
    choices: ChoiceLine[];
    accepted: Line[];
    number: string;
    tolerance: string;
    rubric: RubricLine[];
    explanation: string;
    picture: { id: number; alt: string } | undefined;
    points: string;
    difficulty: ShownQuestion['difficulty'];
    tags: string[];
}

let keys = 0;
export const nextKey = () => (keys += 1);

export const mostChoices = 10;

const someChoices = (): ChoiceLine[] => Array.from({ length: 4 }, () => ({ key: nextKey(), text: '', correct: false }));

export function draftOf(question: ShownQuestion | undefined, like?: Draft): Draft {
    const document = question?.document;
    const choices = (document?.choices ?? []).map((each) => ({ key: nextKey(), ...each }));
    const accepted = (document?.accepted ?? []).map((text) => ({ key: nextKey(), text }));
    return {
        kind: document?.kind ?? like?.kind ?? 'CHOICE',
        content: isRichNode(document?.content) ? document.content : undefined,
        choices: choices.length > 0 ? choices : someChoices(),
        accepted: accepted.length > 0 ? accepted : [{ key: nextKey(), text: '' }],
        number: typeof document?.number === 'number' ? String(document.number) : '',
        tolerance: document?.tolerance ? String(document.tolerance) : '',
        rubric: (document?.rubric ?? []).map(({ title, share }) => ({ key: nextKey(), text: title, share: String(share) })),
        explanation: document?.explanation ?? '',
        picture: document?.picture ?? undefined,
        points: String(question?.points ?? like?.points ?? 10),
        difficulty: question?.difficulty ?? like?.difficulty ?? 'MEDIUM',
        tags: question?.tags ?? like?.tags ?? [],
    };
}

const filled = <T extends Line>(lines: T[]) => lines.filter((each) => each.text.trim() !== '');

/** What of a draft is sent: lines that are empty are not. */
export function writtenOf(draft: Draft): WrittenQuestion {
    const { kind } = draft;
    const choosing = kind === 'CHOICE' || kind === 'MULTIPLE_CHOICE';
    return {
        document: {
            kind,
            content: { ...(draft.content ?? { type: 'doc' }) },
            choices: choosing ? filled(draft.choices).map(({ text, correct }) => ({ text: text.trim(), correct })) : [],
            accepted: kind === 'SHORT_ANSWER' ? filled(draft.accepted).map(({ text }) => text.trim()) : [],
            ...(kind === 'NUMERIC' && { number: numberIn(draft.number) ?? null, tolerance: draft.tolerance.trim() === '' ? 0 : numberIn(draft.tolerance) ?? -1 }),
            rubric: kind === 'ESSAY' ? filled(draft.rubric).map(({ text, share }) => ({ title: text.trim(), share: Number(share) || 0 })) : [],
            ...(draft.explanation.trim() !== '' && { explanation: draft.explanation.trim() }),
            ...(draft.picture && { picture: { id: draft.picture.id, alt: draft.picture.alt.trim() } }),
        },
        difficulty: draft.difficulty,
        points: Math.trunc(Number(draft.points)) || 0,
        tags: draft.tags,
    };
}

/** Would saving the one save what the other does? Lines that are empty, and what was typed for another kind, do not count. */
export function isSame(one: Draft, other: Draft): boolean {
    const saved = (draft: Draft) => JSON.stringify(writtenOf(isBlank(draft.content) ? { ...draft, content: undefined } : draft));
    return saved(one) === saved(other);
}

/** The server's messages at the lines that they are about: it counts only those that were sent. */
export function messageAt(messages: Record<string, string>, list: 'choices' | 'accepted' | 'rubric', lines: Line[], key: number): string | undefined {
    const at = filled(lines).findIndex((each) => each.key === key);
    const place = `document.${list}.${at}`;
    return at < 0 ? undefined : messages[place] ?? messages[`${place}.text`] ?? messages[`${place}.title`] ?? messages[`${place}.share`];
}

export function moved<T>(lines: T[], from: number, to: number): T[] {
    const next = [...lines];
    const [taken] = next.splice(from, 1);
    if (taken === undefined || to < 0 || to > next.length) return lines;
    next.splice(to, 0, taken);
    return next;
}
