import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { noResponse, type QuestionResponse } from '@/components/question-view';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from '@/lib/api/problem';
import type { AnsweredQuestion, ExamPaper } from '@/lib/api/types';
import { useEventsState } from '@/lib/events';
import { openAttempt, saveDraft } from './api';
import { DraftKeeper, type KeptDraft, type Outcome, type SaveState } from './lib/draft-keeper';

/** A question whose answer says something. */
export function isAnswered(response: QuestionResponse | undefined): boolean {
    return response !== undefined && (response.choices.length > 0 || (response.text ?? '').trim() !== '' || (response.number ?? null) !== null);
}

export interface Room {
    answer: (position: number) => QuestionResponse;
    put: (position: number, response: QuestionResponse, typed: boolean) => void;
    state: (position: number) => SaveState;
    marked: ReadonlySet<number>;
    mark: (position: number) => void;
    offline: boolean;
    unsaved: number;
    flush: () => Promise<boolean>;
    end: () => void;
    /** When it ends: an outage may have put it off since the paper came. */
    deadlineAt: string;
    /** Of the time in which the server was away. */
    givenBackSeconds: number;
    /** The clock here has come to its end: it is over, unless the server has put the end off meanwhile. */
    timeIsUp: () => void;
}

function storage(): Storage | undefined {
    try { return window.localStorage; } catch { return undefined; }
}

/** A response as the page has it. */
const shown = ({ response }: AnsweredQuestion): QuestionResponse => (response ? { choices: response.choices, text: response.text ?? null, number: response.number ?? null } : noResponse);

/** The answers of an open attempt. */
export function useRoom(paper: ExamPaper, onOver: () => void, onOlder: () => void): Room {
    const { examId, submissionId } = paper;
    const [, draw] = useReducer((count: number) => count + 1, 0);
    const [deadlineAt, setDeadlineAt] = useState(paper.deadlineAt);
    const [answers] = useState(() => new Map<number, KeptDraft>(paper.questions.map((each) => [each.position, { response: shown(each), revision: each.revision }])));
    const keeper = useMemo(() => {
        return new DraftKeeper(`exam-drafts.${String(submissionId)}`, {
            send: async (position, { response, revision }): Promise<Outcome> => {
                try {
                    const saved = await saveDraft(examId, submissionId, position, revision, response);
                    setDeadlineAt(saved.deadlineAt);
                    return saved.kept ? 'kept' : 'older';
                } catch (error) {
                    if (!(error instanceof ApiError)) return 'unreachable';
                    const { status, code } = error.problem;
                    if (status === 409 && code === 'exam_over') return 'over';
                    return status === 0 || status === 429 || status >= 500 || status === 401 ? 'unreachable' : 'refused';
                }
            },
            changed: draw,
            store: storage(),
        });
    }, [examId, submissionId]);
    useEffect(() => { keeper.listen({ over: onOver, older: onOlder }); }, [keeper, onOver, onOlder]);
    useEffect(() => {
        keeper.resume();
        // What was typed before a reload and is newer than what the server has goes on its way.
        for (const [position, draft] of keeper.left()) {
            const has = answers.get(position);
            if (!has || draft.revision > has.revision) answers.set(position, draft);
        }
        draw();
        const again = () => { void keeper.flush(); };
        again();
        window.addEventListener('online', again);
        return () => { window.removeEventListener('online', again); keeper.leave(); };
    }, [keeper, answers]);

    const client = useQueryClient();
    const { courseProvideId } = paper;
    /** Who writes nothing hears nothing of an end that was put off; so it is asked for. */
    const lookAgain = useCallback(async (): Promise<string> => {
        const { paper: found } = await client.query({ ...openAttempt(examId, courseProvideId), staleTime: 0 });
        if (found.submissionId !== submissionId) return deadlineAt;
        setDeadlineAt(found.deadlineAt);
        return found.deadlineAt;
    }, [client, examId, courseProvideId, submissionId, deadlineAt]);
    // The server is there again; as long as it is not, the page goes on by itself.
    useEventsState((open) => { if (open) lookAgain().catch(() => undefined); });

    const [marked, setMarked] = useState<ReadonlySet<number>>(() => readMarks(submissionId));
    return {
        answer: (position) => answers.get(position)?.response ?? noResponse,
        put: (position, response, typed) => {
            const draft = { response, revision: (answers.get(position)?.revision ?? 0) + 1 };
            answers.set(position, draft);
            keeper.put(position, draft, typed ? 600 : 0);
        },
        state: (position) => keeper.state(position),
        marked,
        mark: (position) => {
            const next = new Set(marked);
            if (!next.delete(position)) next.add(position);
            setMarked(next);
            try { storage()?.setItem(`exam-marks.${String(submissionId)}`, JSON.stringify([...next])); } catch { /* it is marked on this page only */ }
        },
        offline: keeper.offline,
        unsaved: keeper.unsaved,
        flush: () => keeper.flush(),
        end: () => { keeper.end(); try { storage()?.removeItem(`exam-marks.${String(submissionId)}`); } catch { /* nothing was kept */ } },
        deadlineAt,
        givenBackSeconds: paper.givenBackSeconds + Math.max(0, Math.round((Date.parse(deadlineAt) - Date.parse(paper.deadlineAt)) / 1_000)),
        timeIsUp: () => { lookAgain().then((now) => { if (now === deadlineAt) onOver(); }, onOver); },
    };
}

function readMarks(submissionId: number): ReadonlySet<number> {
    try { return new Set(JSON.parse(storage()?.getItem(`exam-marks.${String(submissionId)}`) ?? '[]') as number[]); } catch { return new Set(); }
}
