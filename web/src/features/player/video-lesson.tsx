import type { ContentDetail } from '@/lib/api/types';
import type { Study } from './use-study';
import { VideoPlayer } from './video-player';

interface Props {
    lesson: ContentDetail;
    study: Study;
    onExpired: () => void;
    nextTo: string | undefined;
}

/** A video that begins where the trainee left it, and measures what is played. */
export function VideoLesson({ lesson, study, onExpired, nextTo }: Props) {
    return <VideoPlayer url={lesson.url} title={lesson.title} start={lesson.positionSeconds} study={study} onExpired={onExpired} nextTo={nextTo} />;
}
