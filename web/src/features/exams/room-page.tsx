import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconChecklist } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageSkeleton } from '@/components/skeletons';
import { isStatus } from '@/lib/api/problem';
import { keys } from '@/lib/query-keys';
import { openAttempt, type Arrived } from './api';
import { Room } from './room';

/** Where an exam is written: the attempt as the server has it, on whichever device. */
export default function RoomPage() {
    const examId = Number(useParams()['examId']);
    const [query] = useSearchParams();
    const courseProvideId = Number(query.get('courseProvideId')) || undefined;
    const attempt = useQuery({ ...openAttempt(examId, courseProvideId), refetchOnWindowFocus: false, refetchOnReconnect: false });
    const client = useQueryClient();
    const navigate = useNavigate();
    const { t } = useTranslation('exams');
    // What the room works on changes only when it is told to: a refetch must not take away what is being typed.
    const [held, setHeld] = useState<Arrived>();
    if (attempt.data && !held) setHeld(attempt.data);

    const reload = useCallback(() => {
        void client.query({ ...openAttempt(examId, courseProvideId), staleTime: 0 }).then(setHeld, () => undefined);
    }, [client, examId, courseProvideId]);
    const submissionId = held?.paper.submissionId;
    const done = useCallback(() => {
        if (submissionId === undefined) return;
        // The attempt is no more: what asks for it leaves this page, and what else is known of the exam is read anew.
        void client.invalidateQueries({ queryKey: keys.allOwnExams(), refetchType: 'none' });
        void client.invalidateQueries({ queryKey: keys.myCourses() });
        void navigate(`/learn/exams/${examId}/results/${submissionId}`, { replace: true });
    }, [client, navigate, examId, submissionId]);

    const entry = `/learn/exams/${examId}${courseProvideId ? `?courseProvideId=${courseProvideId}` : ''}`;
    useEffect(() => {
        if (!held) return undefined;
        // Leaving by mistake loses nothing, but time.
        const warn = (event: BeforeUnloadEvent) => { if (document.body.dataset['examUnsaved'] === 'true') event.preventDefault(); };
        window.addEventListener('beforeunload', warn);
        return () => { window.removeEventListener('beforeunload', warn); };
    }, [held]);

    if (held) return <Room key={held.at} arrived={held} entry={entry} onDone={done} onOlder={reload} />;
    return (
        <Page width="text">
            {attempt.isError
                ? isStatus(attempt.error, 404)
                    ? <EmptyState alone icon={IconChecklist} title={t('room.none')} hint={t('room.noneHint')} action={<Button component={Link} to={entry}>{t('room.toEntry')}</Button>} />
                    : <ErrorPanel error={attempt.error} onRetry={() => void attempt.refetch()} />
                : <PageSkeleton />}
        </Page>
    );
}
