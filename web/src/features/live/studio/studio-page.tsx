import { Alert, Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { LeaveGuard } from '@/components/leave-guard';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import type { LiveLecture } from '@/lib/api/types';
import { live, liveChannel } from '../api';
import { ChatPanel, useChat } from '../chat-panel';
import classes from '../live.module.css';
import { Steps } from '../manage/control-room-page';
import { IngestPanel } from '../manage/ingest-panel';
import { QuizPanel } from '../manage/quiz-panel';
import { useLiveRoom } from '../use-live-room';
import { useStore } from '../use-store';
import { lack, type Lack } from './lib/capture';
import { Studio } from './studio';

/** Where an instructor broadcasts from the browser, with quizzes and chat beside. */
export function StudioPage() {
    const channelId = Number(useParams()['channelId']);
    const lecture = useQuery({ ...live(channelId), refetchInterval: 30_000 });
    return (
        <Page width="wide">
            <QueryView query={lecture} skeleton={<PageSkeleton />}>{(data) => <StudioRoom key={data.id} lecture={data} />}</QueryView>
        </Page>
    );
}

function StudioRoom({ lecture }: { lecture: LiveLecture }) {
    const { t } = useTranslation(['studio', 'live']);
    const room = useLiveRoom(lecture);
    const chat = useChat(lecture.id);
    const status = useStore(room.status);
    const [onAir, setOnAir] = useState(false);
    const over = status === 'END' || status === 'CANCELED';
    const missing = lack();
    const report = <Button component={Link} to={`/manage/live/${String(lecture.id)}/report`} variant={over ? 'filled' : 'default'}>{t('live:manage.report')}</Button>;
    return (
        <>
            <PageHeader
                title={t('title', { title: lecture.title })} beside={<StateBadge state={status} />} back={{ to: `/manage/live/${String(lecture.id)}`, label: t('back') }}
                actions={<Steps lecture={lecture} status={status} onStatus={(next) => { room.setStatus(next); }} report={status === 'CREATED' || status === 'CANCELED' ? null : report} />}
            />
            <div className={classes['controlRoom']}>
                <div className={classes['column']}>
                    {over && <Alert icon={<IconAlertTriangle aria-hidden />}>{t('over')}</Alert>}
                    {!over && missing && <Without lacks={missing} channelId={lecture.id} />}
                    {!over && !missing && <Studio lecture={lecture} onAir={setOnAir} />}
                </div>
                <div className={classes['column']}><QuizPanel channelId={lecture.id} status={status} /></div>
                <Paper component="section" p={0} className={classes['chatBox']} aria-labelledby="chat-title">
                    <Title order={2} size="h3" id="chat-title">{t('live:chat.title')}</Title>
                    <ChatPanel chat={chat} channelId={lecture.id} readOnly={over} />
                </Paper>
            </div>
            <Leaving onAir={onAir && !over} />
        </>
    );
}

/** Another program has to do it: why, and which address it needs. */
function Without({ lacks, channelId }: { lacks: Lack; channelId: number }) {
    const { t } = useTranslation('studio');
    const channel = useQuery(liveChannel(channelId));
    return (
        <Stack>
            <Alert icon={lacks === 'insecure' ? <IconLock aria-hidden /> : <IconAlertTriangle aria-hidden />} title={t(`lack.${lacks}`)}>
                <Text size="sm" maw="70ch">{t(`lackHint.${lacks}`)}</Text>
                {lacks === 'insecure' && window.location.hostname !== 'localhost' && (
                    <Text size="sm" mt="xs"><Anchor href={`https://${window.location.host}${window.location.pathname}`}>{t('tryHttps')}</Anchor></Text>
                )}
            </Alert>
            <QueryView query={channel}>{(data) => <IngestPanel channel={data} folded={false} />}</QueryView>
        </Stack>
    );
}

/** Who leaves while on air is asked; the broadcast would end with the page. */
function Leaving({ onAir }: { onAir: boolean }) {
    const { t } = useTranslation('studio');
    return <LeaveGuard when={onAir} says={{ title: t('leave.title'), text: t('leave.text'), stay: t('leave.stay'), go: t('leave.go') }} />;
}
