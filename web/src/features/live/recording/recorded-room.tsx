import { Anchor, Loader, Tabs, Text } from '@mantine/core';
import { IconChevronLeft, IconHelpHexagon, IconMessageCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '@/components/page';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import type { LiveLecture, LiveRecording } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from '../live.module.css';
import { ChatReplay } from './chat-replay';
import { RecordedQuizzes } from './recorded-quizzes';
import { RecordingPicture } from './recording-picture';
import { recordingOf, usePlace } from './use-recording';

/** The room of a lecture that is over: its recording, with quizzes and chat where they were. */
export function RecordedRoom({ lecture }: { lecture: LiveLecture }) {
    const { t } = useTranslation('live');
    const ready = lecture.recording === 'READY';
    const recording = useQuery({ ...recordingOf(lecture.id), enabled: ready });
    if (recording.data) return <Room lecture={lecture} recording={recording.data} />;
    return (
        <Page>
            <title>{`${lecture.title} · ${t('brand', { ns: 'common' })}`}</title>
            <h1 className={classes['title']}>{lecture.title}</h1>
            {ready ? <QueryView query={recording} skeleton={<PageSkeleton />}>{() => null}</QueryView> : <Preparing />}
        </Page>
    );
}

export function Preparing() {
    const { t } = useTranslation('live');
    return (
        <div className={classes['picture']}>
            <div className={classes['veil']} role="status">
                <Loader color="gray.3" size="sm" type="dots" aria-hidden />
                <Text className={classes['veilTitle']}>{t('recording.preparing')}</Text>
                <Text size="sm" className={classes['veilHint']}>{t('recording.preparingHint')}</Text>
            </div>
        </div>
    );
}

function Room({ lecture, recording }: { lecture: LiveLecture; recording: LiveRecording }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const video = useRef<HTMLVideoElement>(null);
    const time = usePlace(video, lecture.id);
    const seek = (seconds: number) => { if (video.current) video.current.currentTime = seconds; };
    return (
        <div className={classes['room']}>
            <title>{`${lecture.title} · ${t('brand', { ns: 'common' })}`}</title>
            <div className={classes['main']}>
                <RecordingPicture recording={recording} title={lecture.title} video={video} onSeek={seek} />
                <header className={classes['about']}>
                    <Anchor component={Link} to="/live" size="sm" className={classes['backLink']}><IconChevronLeft size={16} aria-hidden />{t('list.title')}</Anchor>
                    <h1 className={classes['title']}>{lecture.title}</h1>
                    <Text size="sm" c="dimmed">{[t('recording.title'), lecture.course, lecture.instructor, `${format.day(lecture.startTime)} ${format.time(lecture.startTime)}`].filter(Boolean).join(' · ')}</Text>
                    <Text size="sm" c="dimmed">{t('recording.notAttendance')}</Text>
                    {recording.deletedAt && <Text size="sm" c="dimmed">{t('recording.goes', { day: format.day(recording.deletedAt) })}</Text>}
                </header>
            </div>
            <aside className={classes['side']} aria-label={t('room.side')}>
                <Tabs defaultValue="chat" keepMounted className={classes['tabs']}>
                    <Tabs.List grow>
                        <Tabs.Tab value="chat" leftSection={<IconMessageCircle size={18} aria-hidden />}>{t('chat.title')}</Tabs.Tab>
                        <Tabs.Tab value="quiz" leftSection={<IconHelpHexagon size={18} aria-hidden />}>{t('recording.quizzes', { count: recording.quizzes.length })}</Tabs.Tab>
                    </Tabs.List>
                    <Tabs.Panel value="chat" className={classes['panel']}><ChatReplay channelId={lecture.id} time={time} onSeek={seek} /></Tabs.Panel>
                    <Tabs.Panel value="quiz" className={`${classes['panel'] ?? ''} ${classes['scrolls'] ?? ''}`} tabIndex={0}><RecordedQuizzes quizzes={recording.quizzes} time={time} onSeek={seek} /></Tabs.Panel>
                </Tabs>
            </aside>
        </div>
    );
}
