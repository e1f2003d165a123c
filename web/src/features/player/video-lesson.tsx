import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ContentDetail } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { savePosition } from './api';
import { VideoPlayer } from './video-player';

interface Props {
    lesson: ContentDetail;
    courseProvideId: number;
    onExpired: () => void;
    nextTo: string | undefined;
}

/** A video that begins where the trainee left it. */
export function VideoLesson({ lesson, courseProvideId, onExpired, nextTo }: Props) {
    const client = useQueryClient();
    const save = useCallback(
        async (seconds: number, leaving: boolean) => {
            await savePosition(lesson.id, courseProvideId, seconds, leaving);
            await client.invalidateQueries({ queryKey: keys.myCourses() });
        },
        [client, lesson.id, courseProvideId],
    );
    return <VideoPlayer url={lesson.url} title={lesson.title} start={lesson.positionSeconds} save={save} onExpired={onExpired} nextTo={nextTo} />;
}
