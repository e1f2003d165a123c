import { useCallback } from 'react';
import type { ContentDetail } from '@/lib/api/types';
import { renewPlayback } from './api';
import type { Study } from './use-study';
import { VideoPlayer } from './video-player';

interface Props {
    lesson: ContentDetail;
    courseProvideId: number;
    study: Study;
    onExpired: () => void;
    nextTo: string | undefined;
}

/** A video that begins where the trainee left it, and measures what is played. */
export function VideoLesson({ lesson, courseProvideId, study, onExpired, nextTo }: Props) {
    const renew = useCallback(() => renewPlayback(lesson.id, courseProvideId), [lesson.id, courseProvideId]);
    return <VideoPlayer lesson={lesson} study={study} onExpired={onExpired} renew={renew} nextTo={nextTo} />;
}
