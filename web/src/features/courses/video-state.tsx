import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertTriangle, IconBadgeCc } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Content } from '@/lib/api/types';
import { useVideos } from './video-api';

/** How a lesson's video is; leads to its captions, chapters, and to what can be done. */
export function VideoState({ courseId, lesson }: { courseId: number; lesson: Content }) {
    const { t } = useTranslation('videos');
    const videos = useVideos(courseId);
    const video = videos.data?.items.find((each) => each.contentId === lesson.id);
    const busy = video?.state === 'WAITING' || video?.state === 'WORKING';
    const failed = video?.state === 'FAILED';
    const said = busy ? t('state.busy', { percent: video.percent }) : failed ? t('state.FAILED') : t('state.open');
    return (
        <ActionIcon component={Link} to={`/manage/courses/${courseId}/contents/${lesson.id}/video`} variant="subtle" color={failed ? 'red' : 'gray'} {...(!failed && { c: 'dimmed' })}
            title={said} aria-label={`${said}: ${lesson.title}`} data-video={video?.state}>
            {busy ? <Loader size={16} color="gray" aria-hidden /> : failed ? <IconAlertTriangle size={18} aria-hidden /> : <IconBadgeCc size={18} aria-hidden />}
        </ActionIcon>
    );
}
