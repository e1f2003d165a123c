import { Alert, AspectRatio, Button, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { LessonVideo } from '@/components/lesson-video';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import type { LessonVideo as Video } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { CaptionEditor } from './caption-editor';
import { MarkEditor } from './mark-editor';
import classes from './video-page.module.css';
import { useCaptions, useLesson, useMarks, usePrepareAgain, useVideos } from './video-api';

/** One video: how it is, its captions and its chapters. */
export default function VideoPage() {
    const { t } = useTranslation(['videos', 'common']);
    const params = useParams();
    const courseId = Number(params['courseId']);
    const lessonId = Number(params['contentId']);
    const lesson = useLesson(lessonId);
    const videos = useVideos(courseId);
    const captions = useCaptions(courseId, lessonId);
    const marks = useMarks(courseId, lessonId);
    const video = useRef<HTMLVideoElement>(null);
    const now = useCallback(() => (video.current?.currentTime ?? 0) * 1000, []);
    const goTo = useCallback((ms: number) => { if (video.current?.paused) video.current.currentTime = ms / 1000; }, []);
    const state = videos.data?.items.find((each) => each.contentId === lessonId);
    return (
        <Page width="wide">
            <PageHeader title={lesson.data?.title ?? t('title')} about={t('about')} back={{ to: `/manage/courses/${courseId}`, label: lesson.data?.courseTitle ?? t('course') }} />
            <div className={classes['layout']}>
                <Stack gap="md" className={classes['seen']}>
                    <QueryView query={lesson} skeleton={<AspectRatio ratio={16 / 9}><Skeleton /></AspectRatio>}>
                        {(data) => <LessonVideo reference={video} title={data.title} url={data.url} playlist={data.video?.playlistUrl ?? undefined} poster={data.video?.posterUrl ?? undefined} />}
                    </QueryView>
                    {state && <State courseId={courseId} video={state} />}
                    <QueryView query={marks} skeleton={<Skeleton h={120} />}>{(data) => <MarkEditor courseId={courseId} lesson={lessonId} kept={data.items} now={now} />}</QueryView>
                </Stack>
                <QueryView query={captions} skeleton={<Skeleton h={320} />}>{(data) => <CaptionEditor courseId={courseId} lesson={lessonId} all={data.items} now={now} goTo={goTo} />}</QueryView>
            </div>
        </Page>
    );
}

function State({ courseId, video }: { courseId: number; video: Video }) {
    const { t } = useTranslation('videos');
    const format = useFormat();
    const again = usePrepareAgain(courseId);
    if (video.state === 'READY') {
        return (
            <Stack gap={4}>
                <Text size="sm" c="dimmed">{[
                    t('facts.sizes', { sizes: video.sizes.map((size) => `${String(size)}p`).join(', ') }),
                    typeof video.durationMs === 'number' ? format.duration(video.durationMs / 1000) : undefined,
                    typeof video.loudnessCentiLufs === 'number' ? t('facts.loudness', { lufs: (video.loudnessCentiLufs / 100).toFixed(1) }) : t('facts.silent'),
                ].filter(Boolean).join(' · ')}</Text>
                {video.damaged && <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />}>{t('facts.damaged')}</Alert>}
            </Stack>
        );
    }
    if (video.state === 'FAILED') {
        return (
            <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('state.FAILED')} role="alert">
                <Stack gap="sm" align="flex-start">
                    <Text size="sm">{t(`reasons.${video.reason ?? 'CRASHED'}`)}</Text>
                    <Button size="xs" variant="default" loading={again.isPending} onClick={() => { again.mutate(video.contentId); }}>{t('again')}</Button>
                    {again.isError && <ErrorPanel error={again.error} />}
                </Stack>
            </Alert>
        );
    }
    return (
        <Stack gap={4} role="status">
            <Text size="sm">{video.state === 'WAITING' ? t('state.WAITING') : t('state.busy', { percent: video.percent })}</Text>
            <Progress value={video.percent} aria-label={t('state.busy', { percent: video.percent })} />
        </Stack>
    );
}
