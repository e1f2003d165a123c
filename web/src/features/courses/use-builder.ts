import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { isStatus } from '@/lib/api/problem';
import type { Course } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { onlyOwn, readCourse, sendChange, type Change, type Held } from './api';
import type { RichNode } from '@/lib/rich-text';
import { fitted, stepOf, type Step } from './undo';

export interface Conflict { change: Change; before: Course; theirs: Held }

export interface Builder {
    courseId: number;
    /** Makes a change; answers the course after it. A change that was not made is thrown, after the page was told. */
    run: (change: Change) => Promise<Course>;
    /** The same for who only has to start it. */
    start: (change: Change) => void;
    /** Of which kind what is being saved is. */
    saving: Change['kind'] | undefined;
    /** What was not saved, and why. */
    failed: { change: Change; error: unknown } | undefined;
    conflict: Conflict | undefined;
    /** Makes the change that was in the way of another's after it, or forgets it. */
    settle: (keepMine: boolean) => Promise<void>;
    undo: () => Promise<Step | undefined>;
    redo: () => Promise<Step | undefined>;
    canUndo: boolean;
    canRedo: boolean;
    /** Counts the times the course was taken over from another: forms begin anew. */
    edition: number;
}

class Refused extends Error {}

const sameThing = (one: Change, other: Change) => one.kind === other.kind && (one.kind === 'details' || (one.kind === 'body' && other.kind === 'body' && one.id === other.id));

/** One's own change on top of another's: of a course's details only what one has changed oneself. */
function onTop({ change, before, theirs: { course } }: Conflict): Change {
    if (change.kind !== 'details') return change;
    const { values } = change;
    const same = JSON.stringify(values.introductionDocument ?? null) === JSON.stringify(before.introductionDocument ?? null);
    return {
        kind: 'details',
        values: {
            title: values.title === before.title ? course.title : values.title,
            instructor: values.instructor === before.instructor ? course.instructor : values.instructor,
            introduction: same ? course.introduction : values.introduction,
            introductionDocument: (same ? course.introductionDocument as RichNode | null : values.introductionDocument) ?? null,
        },
    };
}

/**
 * Everything that changes a course goes through here, one after another, each based on the version before it. What a
 * colleague did meanwhile is never overwritten: the page shows it and asks.
 */
export function useBuilder(courseId: number): Builder {
    const client = useQueryClient();
    const [saving, setSaving] = useState<Change['kind']>();
    const [failed, setFailed] = useState<Builder['failed']>();
    const [conflict, setConflict] = useState<Conflict>();
    const [edition, setEdition] = useState(0);
    const [done, setDone] = useState<Step[]>([]);
    const [undone, setUndone] = useState<Step[]>([]);
    const queue = useRef<Promise<unknown>>(Promise.resolve());
    const stopped = useRef(false);

    const here = useCallback(() => client.getQueryData<Held>(keys.course(courseId)), [client, courseId]);
    const take = useCallback((answer: Held) => {
        client.setQueryData(keys.course(courseId), answer);
        void client.invalidateQueries({ queryKey: keys.courses(), exact: true });
    }, [client, courseId]);

    const make = useCallback(async (change: Change): Promise<{ before: Course; after: Course }> => {
        const base = here();
        if (!base || stopped.current) {
            // Who writes on while he is asked means the newest.
            setConflict((known) => (known && sameThing(known.change, change) ? { ...known, change } : known));
            throw new Refused();
        }
        const fit = (course: Course): Change => (change.kind === 'order' ? { ...change, order: fitted(change.order, course) } : change);
        try {
            const answer = await sendChange(courseId, fit(base.course), base.etag);
            take(answer);
            return { before: base.course, after: answer.course };
        } catch (error) {
            if (!isStatus(error, 412)) throw error;
            const theirs = await readCourse(courseId);
            if (!onlyOwn(courseId, base.course.version, theirs.course.version)) {
                stopped.current = true;
                setConflict({ change, before: base.course, theirs });
                throw new Refused();
            }
            // Only an upload of this page was quicker.
            const answer = await sendChange(courseId, fit(theirs.course), theirs.etag);
            take(answer);
            return { before: theirs.course, after: answer.course };
        }
    }, [courseId, here, take]);

    const inTurn = useCallback((change: Change) => {
        const turn = queue.current.catch(() => undefined).then(async () => {
            setSaving(change.kind);
            setFailed(undefined);
            try {
                return await make(change);
            } catch (error) {
                if (!(error instanceof Refused)) setFailed({ change, error });
                throw error;
            } finally {
                setSaving(undefined);
            }
        });
        queue.current = turn;
        return turn;
    }, [make]);

    const run = useCallback(async (change: Change) => {
        const { before, after } = await inTurn(change);
        const step = stepOf(change, before, after);
        if (step) {
            setDone((steps) => [...steps.slice(-99), step]);
            setUndone([]);
        }
        return after;
    }, [inTurn]);
    const start = useCallback((change: Change) => { run(change).catch(() => undefined); }, [run]);

    const undo = useCallback(async () => {
        const step = done.at(-1);
        if (!step) return undefined;
        setDone((steps) => steps.slice(0, -1));
        await inTurn(step.undo);
        setUndone((steps) => [...steps, step]);
        return step;
    }, [done, inTurn]);
    const redo = useCallback(async () => {
        const step = undone.at(-1);
        if (!step) return undefined;
        setUndone((steps) => steps.slice(0, -1));
        await inTurn(step.redo);
        setDone((steps) => [...steps, step]);
        return step;
    }, [undone, inTurn]);

    const settle = useCallback(async (keepMine: boolean) => {
        if (!conflict) return;
        take(conflict.theirs);
        stopped.current = false;
        setConflict(undefined);
        if (keepMine) await run(onTop(conflict)).catch(() => undefined); // what refuses it is on the page
        // A text that is being written is the newest; every other form begins with what there is now.
        if (!keepMine || conflict.change.kind !== 'body') setEdition((known) => known + 1);
    }, [conflict, take, run]);

    return useMemo(() => ({
        courseId, run, start, saving, failed, conflict, settle, undo, redo, canUndo: done.length > 0, canRedo: undone.length > 0, edition,
    }), [courseId, run, start, saving, failed, conflict, settle, undo, redo, done.length, undone.length, edition]);
}
