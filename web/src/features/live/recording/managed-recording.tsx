import { Alert, Button, Group, Paper, Tabs, Text, Title } from '@mantine/core';
import { IconDownload, IconEye, IconEyeOff, IconInfoCircle, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import type { LiveLecture, LiveRecording } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import classes from '../live.module.css';
import { ChatReplay } from './chat-replay';
import { Preparing } from './recorded-room';
import { RecordedQuizzes } from './recorded-quizzes';
import { RecordingPicture } from './recording-picture';
import { recordingCalls, recordingOf, usePlace } from './use-recording';

/** The recording as its institution sees it: played, hidden, saved, deleted. */
export function ManagedRecording({ lecture }: { lecture: LiveLecture }) {
    const { t } = useTranslation('live');
    const there = lecture.recording === 'READY' || lecture.recording === 'HIDDEN';
    const recording = useQuery({ ...recordingOf(lecture.id), enabled: there });
    return (
        <section aria-labelledby="recording">
            <Title order={2} size="h3" id="recording" mb="sm">{t('recording.title')}</Title>
            {lecture.recording === 'KEEPING' && <Preparing />}
            {lecture.recording === 'DELETED' && <Text c="dimmed">{t('recording.deleted')}</Text>}
            {!lecture.recording && <Text c="dimmed">{t(lecture.record ? 'recording.none' : 'recording.notWanted')}</Text>}
            {there && <QueryView query={recording}>{(data) => <Recording lecture={lecture} recording={data} />}</QueryView>}
        </section>
    );
}

function Recording({ lecture, recording }: { lecture: LiveLecture; recording: LiveRecording }) {
    const { t } = useTranslation('live');
    const video = useRef<HTMLVideoElement>(null);
    const time = usePlace(video, lecture.id);
    const seek = (seconds: number) => { if (video.current) video.current.currentTime = seconds; };
    return (
        <div className={classes['managedRecording']}>
            <div>
                {recording.hidden && <Alert icon={<IconInfoCircle aria-hidden />} mb="sm">{t('recording.hiddenHint')}</Alert>}
                <RecordingPicture recording={recording} title={lecture.title} video={video} onSeek={seek} />
                <Tools lecture={lecture} recording={recording} />
            </div>
            <Paper p={0} className={classes['replayBox']}>
                <Tabs defaultValue="chat" keepMounted className={classes['tabs']}>
                    <Tabs.List grow>
                        <Tabs.Tab value="chat">{t('chat.title')}</Tabs.Tab>
                        <Tabs.Tab value="quiz">{t('recording.quizzes', { count: recording.quizzes.length })}</Tabs.Tab>
                    </Tabs.List>
                    <Tabs.Panel value="chat" className={classes['panel']}><ChatReplay channelId={lecture.id} time={time} onSeek={seek} /></Tabs.Panel>
                    <Tabs.Panel value="quiz" className={`${classes['panel'] ?? ''} ${classes['scrolls'] ?? ''}`} tabIndex={0}><RecordedQuizzes quizzes={recording.quizzes} time={time} onSeek={seek} /></Tabs.Panel>
                </Tabs>
            </Paper>
        </div>
    );
}

function Tools({ lecture, recording }: { lecture: LiveLecture; recording: LiveRecording }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const client = useQueryClient();
    const [confirm, dialog] = useConfirm();
    const changed = () => client.invalidateQueries({ queryKey: keys.lives() });
    const hide = useMutation({ mutationFn: () => recordingCalls.hide(lecture.id, !recording.hidden), onSuccess: changed });
    const save = useMutation({
        mutationFn: () => recordingCalls.download(lecture.id),
        onSuccess: (url) => { window.location.assign(url); },
    });
    const remove = () => {
        confirm({
            title: t('recording.removeTitle'), text: t('recording.removeText'), action: t('recording.remove'), danger: true,
            run: async () => {
                await recordingCalls.remove(lecture.id);
                await changed();
            },
        });
    };
    return (
        <>
            <Group gap="xs" mt="sm">
                <Button size="xs" variant="default" loading={hide.isPending} leftSection={recording.hidden ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />} onClick={() => { hide.mutate(); }}>{t(recording.hidden ? 'recording.show' : 'recording.hide')}</Button>
                <Button size="xs" variant="default" loading={save.isPending} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => { save.mutate(); }}>{t('recording.save')}</Button>
                <Button size="xs" variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>{t('recording.remove')}</Button>
            </Group>
            {(hide.isError || save.isError) && <ErrorPanel error={hide.error ?? save.error} />}
            <Text size="sm" c="dimmed" mt="xs">{t('recording.size', { length: format.duration(recording.durationSeconds), size: format.bytes(recording.size), all: format.bytes(recording.sizeOfAll ?? recording.size) })}</Text>
            {recording.deletedAt && <Text size="sm" mt={4}>{t('recording.goes', { day: format.day(recording.deletedAt) })} {t('recording.saveFirst')}</Text>}
            {dialog}
        </>
    );
}
