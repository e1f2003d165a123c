import { Anchor, Button, Group, Tabs, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconHelpHexagon, IconMessageCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '@/components/page';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import type { LiveLecture } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { live } from './api';
import { ChatPanel, useChat } from './chat-panel';
import type { LiveRoom } from './lib/live-room';
import { hasAnswer } from './lib/quiz-board';
import { LivePicture } from './live-picture';
import classes from './live.module.css';
import { QuizList } from './quiz-list';
import { QuizAnnouncer, QuizStage } from './quiz-stage';
import { RecordedRoom } from './recording/recorded-room';
import { useLiveRoom } from './use-live-room';
import { useStore } from './use-store';

export function RoomPage() {
    const channelId = Number(useParams()['channelId']);
    const lecture = useQuery({ ...live(channelId), refetchInterval: ({ state }) => (state.data?.recording === 'KEEPING' ? 3_000 : 30_000) });
    // Who was in the room when it ended stays there until they ask for the recording.
    const [entered, setEntered] = useState<number>();
    const { data } = lecture;
    const recorded = data?.status === 'END' && (data.recording === 'READY' || data.recording === 'KEEPING');
    if (data && recorded && entered !== data.id) return <RecordedRoom key={data.id} lecture={data} />;
    if (data && entered !== data.id && data.status === 'ON') setEntered(data.id);
    if (lecture.data) return <Room key={lecture.data.id} lecture={lecture.data} onRecording={recorded ? () => { setEntered(undefined); } : undefined} />;
    return <Page><QueryView query={lecture} skeleton={<PageSkeleton />}>{() => null}</QueryView></Page>;
}

type Tab = 'chat' | 'quiz';

function Room({ lecture, onRecording }: { lecture: LiveLecture; onRecording: (() => void) | undefined }) {
    const { t } = useTranslation('live');
    const room = useLiveRoom(lecture);
    const chat = useChat(lecture.id);
    const status = useStore(room.status);
    const narrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false });
    const [tab, setTab] = useState<Tab>('chat');
    const over = status === 'END' || status === 'CANCELED';
    useQuizTab(room, narrow, setTab);
    return (
        <div className={classes['room']}>
            <title>{`${lecture.title} · ${t('brand', { ns: 'common' })}`}</title>
            <div className={classes['main']}>
                <LivePicture lecture={lecture} room={room} after={<Group gap="xs" justify="center">{onRecording && <Button onClick={onRecording}>{t('recording.watch')}</Button>}<Button component={Link} to="/live" variant="default">{t('room.back')}</Button></Group>}>
                    {!over && !(narrow && tab === 'quiz') && <QuizStage room={room} narrow={narrow} onOpen={() => { setTab('quiz'); }} />}
                </LivePicture>
                <QuizAnnouncer room={room} />
                <About lecture={lecture} room={room} />
            </div>
            <aside className={classes['side']} aria-label={t('room.side')}>
                <Tabs value={tab} onChange={(value) => { setTab(value === 'quiz' ? 'quiz' : 'chat'); }} keepMounted className={classes['tabs']}>
                    <Tabs.List grow>
                        <Tabs.Tab value="chat" leftSection={<IconMessageCircle size={18} aria-hidden />}>{t('chat.title')}</Tabs.Tab>
                        <Tabs.Tab value="quiz" leftSection={<IconHelpHexagon size={18} aria-hidden />}><QuizTabLabel room={room} /></Tabs.Tab>
                    </Tabs.List>
                    <Tabs.Panel value="chat" className={classes['panel']}><ChatPanel chat={chat} channelId={lecture.id} readOnly={over} /></Tabs.Panel>
                    <Tabs.Panel value="quiz" className={`${classes['panel'] ?? ''} ${classes['scrolls'] ?? ''}`} tabIndex={0}><QuizList room={room} /></Tabs.Panel>
                </Tabs>
            </aside>
        </div>
    );
}

function About({ lecture, room }: { lecture: LiveLecture; room: LiveRoom }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const present = useStore(room.presentSeconds);
    return (
        <header className={classes['about']}>
            <Anchor component={Link} to="/live" size="sm" className={classes['backLink']}><IconChevronLeft size={16} aria-hidden />{t('list.title')}</Anchor>
            <h1 className={classes['title']}>{lecture.title}</h1>
            <Text size="sm" c="dimmed">{[lecture.course, lecture.instructor, `${format.time(lecture.startTime)}–${format.time(lecture.endTime)}`].filter(Boolean).join(' · ')}</Text>
            {present > 0 && <Text size="sm" c="dimmed" className="ah-number">{t('room.present', { duration: format.duration(present) })}</Text>}
        </header>
    );
}

function QuizTabLabel({ room }: { room: LiveRoom }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    const waiting = cards.some((card) => card.state === 'OPEN' && !hasAnswer(card));
    return waiting ? <strong>{t('quiz.tabWaiting')}</strong> : t('quiz.title');
}

/** On a phone a new quiz comes to the front by itself, but takes no words out of anybody's mouth. */
function useQuizTab(room: LiveRoom, narrow: boolean, setTab: (tab: Tab) => void): void {
    useEffect(() => {
        if (!narrow) return;
        let known = room.quizzes.state.get().cards.length;
        return room.quizzes.state.subscribe(() => {
            const { cards } = room.quizzes.state.get();
            const fresh = cards.length > known && cards.at(-1)?.state === 'OPEN';
            known = cards.length;
            const typing = document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value !== '';
            if (fresh && !typing) setTab('quiz');
        });
    }, [room, narrow, setTab]);
}
