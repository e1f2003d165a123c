import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ContentDetail, LessonStudy } from '@/lib/api/types';
import { isCode } from '@/lib/api/problem';
import { keys } from '@/lib/query-keys';
import { openViewing, savePosition, sendHeartbeats } from './api';
import { StudyRecorder, type Sample } from './lib/study-recorder';
import { StudySession, type BeatsTaken } from './lib/study-session';

export interface Study {
    study: LessonStudy | undefined;
    /** The trainee went on elsewhere: this page must not play on. */
    takenOver: boolean;
    dayLimitReached: boolean;
    /** Something could not be sent; it is kept and sent again. */
    waiting: boolean;
    sample: (now: Omit<Sample, 'at'>) => void;
    /** Opens a viewing, if none is open. */
    begin: () => void;
    /** Sends what was noted, and where the page stands. */
    report: (positionSeconds: number | undefined, leaving: boolean) => Promise<void>;
    /** Goes on here, and ends it elsewhere. */
    takeBack: () => void;
    /** Who studies has to prove who they are, before anything counts; where, and what comes after it. */
    identity: { contentId: number; courseProvideId: number; due: boolean; passed: () => void; later: () => void };
}

const retry_ms = 10_000;

/** Measures what is really played of a lesson, and tells the server about every ten seconds. */
export function useStudy(lesson: ContentDetail, courseProvideId: number): Study {
    const client = useQueryClient();
    const recorder = useMemo(() => new StudyRecorder(), []);
    const session = useRef<StudySession | undefined>(undefined);
    const opening = useRef<Promise<void> | undefined>(undefined);
    const [state, setState] = useState<Pick<Study, 'study' | 'takenOver' | 'dayLimitReached' | 'waiting'>>({ study: lesson.study ?? undefined, takenOver: false, dayLimitReached: false, waiting: false });
    const [identityDue, setIdentityDue] = useState(false);
    const percent = useRef(lesson.study?.progressPercent ?? 0);

    const hear = useCallback((answer: BeatsTaken | undefined) => {
        if (!answer) return;
        setState({ study: answer.study, takenOver: answer.takenOver, dayLimitReached: answer.dayLimitReached, waiting: false });
        if (answer.study.progressPercent !== percent.current) {
            percent.current = answer.study.progressPercent;
            void client.invalidateQueries({ queryKey: keys.myCourses() });
        }
    }, [client]);

    const begin = useCallback(() => {
        if (session.current || opening.current) return;
        opening.current = openViewing(lesson.id, courseProvideId)
            .then((made) => {
                session.current = new StudySession(made, performance.now(), sendHeartbeats);
                void client.invalidateQueries({ queryKey: keys.myCourses() });
            })
            .catch((error: unknown) => {
                if (isCode(error, 'identity_check_required')) setIdentityDue(true);
                else setState((before) => ({ ...before, waiting: true }));
            })
            .finally(() => { opening.current = undefined; });
    }, [client, lesson.id, courseProvideId]);

    const report = useCallback(async (positionSeconds: number | undefined, leaving: boolean) => {
        await opening.current;
        if (!session.current) {
            if (positionSeconds !== undefined) await savePosition(lesson.id, courseProvideId, positionSeconds, leaving);
            return;
        }
        session.current.add(recorder.take());
        try {
            hear(await session.current.send(positionSeconds, leaving));
        } catch (error) {
            setState((before) => ({ ...before, waiting: true }));
            throw error;
        }
    }, [recorder, hear, lesson.id, courseProvideId]);

    const takeBack = useCallback(() => {
        session.current = undefined;
        recorder.take();
        setState((before) => ({ ...before, takenOver: false }));
        begin();
    }, [recorder, begin]);

    // What could not be sent goes as soon as it can, even while nothing plays.
    useEffect(() => {
        if (!state.waiting) return;
        const timer = setInterval(() => {
            if (!session.current) begin();
            report(undefined, false).catch(() => undefined);
        }, retry_ms);
        return () => { clearInterval(timer); };
    }, [state.waiting, begin, report]);
    const sample = useCallback((now: Omit<Sample, 'at'>) => { recorder.sample({ ...now, at: performance.now() }); }, [recorder]);
    const identity = {
        contentId: lesson.id, courseProvideId, due: identityDue,
        passed: () => { recorder.take(); setIdentityDue(false); begin(); },
        later: () => { setIdentityDue(false); },
    };
    return { ...state, sample, begin, report, takeBack, identity };
}
