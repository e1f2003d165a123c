import { Button, Group, Menu, Paper, Text, Title } from '@mantine/core';
import { IconBan, IconBroadcast, IconDotsVertical, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import type { LiveLecture, LiveStatus } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { live, liveCalls, liveChannel } from '../api';
import { ChatPanel, useChat } from '../chat-panel';
import { LivePicture } from '../live-picture';
import classes from '../live.module.css';
import { ManagedRecording } from '../recording/managed-recording';
import { useLiveRoom } from '../use-live-room';
import { useStore } from '../use-store';
import { HealthPanel } from './health-panel';
import { IngestPanel } from './ingest-panel';
import { QuizPanel } from './quiz-panel';
import { SessionEvents } from './session-events';

export function ControlRoomPage() {
    const channelId = Number(useParams()['channelId']);
    // Read for the playback cookie; the channel's answer holds what else is needed.
    const lecture = useQuery({ ...live(channelId), refetchInterval: ({ state }) => (state.data?.recording === 'KEEPING' ? 3_000 : 30_000) });
    return (
        <Page width="wide">
            <QueryView query={lecture} skeleton={<PageSkeleton />}>{(data) => <ControlRoom key={data.id} lecture={data} />}</QueryView>
        </Page>
    );
}

function ControlRoom({ lecture }: { lecture: LiveLecture }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const room = useLiveRoom(lecture);
    const chat = useChat(lecture.id);
    const status = useStore(room.status);
    const channel = useQuery(liveChannel(lecture.id));
    const over = status === 'END' || status === 'CANCELED';
    const report = <Button component={Link} to={`/manage/live/${String(lecture.id)}/report`} variant={over ? 'filled' : 'default'}>{t('manage.report')}</Button>;
    return (
        <>
            <PageHeader
                title={lecture.title} beside={<StateBadge state={status} />} back={{ to: '/manage/live', label: t('manage.title') }}
                about={[lecture.course, lecture.instructor, `${format.day(lecture.startTime)} ${format.time(lecture.startTime)}–${format.time(lecture.endTime)}`].filter(Boolean).join(' · ')}
                actions={<Steps lecture={lecture} status={status} onStatus={(next) => { room.setStatus(next); }} report={status === 'CREATED' || status === 'CANCELED' ? null : report} />}
            />
            {status === 'END' && lecture.status === 'END' && <ManagedRecording lecture={lecture} />}
            <div className={classes['controlRoom']}>
                <div className={classes['column']}>
                    {lecture.status !== 'END' && <LivePicture lecture={lecture} room={room} muted after={status === 'END' ? report : undefined} />}
                    {!over && <HealthPanel channelId={lecture.id} />}
                    {!over && (
                        <Paper component="section" p="md">
                            <Group justify="space-between" gap="sm">
                                <Text size="sm">{t('ingest.studioHint')}</Text>
                                <Button component={Link} to={`/manage/live/${String(lecture.id)}/studio`} variant={status === 'CREATED' ? 'filled' : 'default'} leftSection={<IconBroadcast size={18} aria-hidden />}>{t('ingest.studio')}</Button>
                            </Group>
                        </Paper>
                    )}
                    {!over && <QueryView query={channel}>{(data) => <IngestPanel channel={data} folded={status === 'ON'} />}</QueryView>}
                    {status !== 'CREATED' && status !== 'CANCELED' && <SessionEvents channelId={lecture.id} />}
                </div>
                <div className={classes['column']}><QuizPanel channelId={lecture.id} status={status} /></div>
                <Paper component="section" p={0} className={classes['chatBox']} aria-labelledby="chat-title">
                    <Title order={2} size="h3" id="chat-title">{t('chat.title')}</Title>
                    <ChatPanel chat={chat} channelId={lecture.id} readOnly={over} />
                </Paper>
            </div>
        </>
    );
}

/** End while it runs; cancel or delete before it has begun. */
export function Steps({ lecture, status, onStatus, report }: { lecture: LiveLecture; status: LiveStatus; onStatus: (status: LiveStatus) => void; report: ReactNode }) {
    const { t } = useTranslation('live');
    const navigate = useNavigate();
    const client = useQueryClient();
    const [confirm, dialog] = useConfirm();
    const changed = () => client.invalidateQueries({ queryKey: keys.lives() });
    const end = () => {
        confirm({
            title: t('end.title'), text: t('end.text'), action: t('end.action'), danger: true,
            run: async () => {
                onStatus((await liveCalls.end(lecture.id)).status);
                await changed();
                await navigate(`/manage/live/${String(lecture.id)}/report`);
            },
        });
    };
    const cancel = () => {
        confirm({
            title: t('cancel.title'), text: t('cancel.text'), action: t('cancel.action'), danger: true,
            run: async () => {
                onStatus((await liveCalls.cancel(lecture.id)).status);
                await changed();
            },
        });
    };
    const remove = () => {
        confirm({
            title: t('remove.title'), text: t('remove.text'), action: t('remove.action'), danger: true,
            run: async () => {
                await liveCalls.remove(lecture.id);
                await navigate('/manage/live');
                await changed();
            },
        });
    };
    return (
        <Group gap="xs">
            {report}
            {status === 'ON' && <Button color="red.8" onClick={end}>{t('end.open')}</Button>}
            {(status === 'CREATED' || status === 'CANCELED') && (
                <Menu position="bottom-end">
                    <Menu.Target><Button variant="default" px="xs" aria-label={t('manage.more')}><IconDotsVertical size={18} aria-hidden /></Button></Menu.Target>
                    <Menu.Dropdown>
                        {status === 'CREATED' && <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={cancel}>{t('cancel.open')}</Menu.Item>}
                        <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>{t('remove.open')}</Menu.Item>
                    </Menu.Dropdown>
                </Menu>
            )}
            {dialog}
        </Group>
    );
}
