import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconBookmark, IconBookmarkFilled, IconChevronLeft, IconChevronRight, IconCloudOff, IconSend } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { Page } from '@/components/page';
import { QuestionView } from '@/components/question-view';
import { isCode } from '@/lib/api/problem';
import type { ExamPaper } from '@/lib/api/types';
import { examResult, submitExam, type Arrived } from './api';
import { Clock } from './clock';
import classes from './exams.module.css';
import { Overview } from './overview';
import { useFocusNotes } from './use-focus-notes';
import { isAnswered, useRoom, type Room as RoomState } from './use-room';
import { useRoomKeys } from './use-room-keys';

interface Props {
    arrived: Arrived;
    entry: string;
    onDone: () => void;
    /** A newer answer came from another device. */
    onOlder: () => void;
}

/** One question at a time, with the clock of the server and what became of each answer. */
export function Room({ arrived: { paper, at }, onDone, onOlder }: Props) {
    const { t } = useTranslation('exams');
    const [over, setOver] = useState(false);
    const end = useCallback(() => { setOver(true); }, []);
    const room = useRoom(paper, end, onOlder);
    useFocusNotes(paper.examId, paper.submissionId);
    useEffect(() => {
        document.body.dataset['examUnsaved'] = String(room.unsaved > 0);
        return () => { delete document.body.dataset['examUnsaved']; };
    }, [room.unsaved]);
    const [place, setPlace] = useState(() => Math.max(0, paper.questions.findIndex(({ position }) => !isAnswered(room.answer(position)))));
    const card = useRef<HTMLHeadingElement>(null);
    const go = (to: number) => {
        if (to < 0 || to >= paper.questions.length) return;
        setPlace(to);
        requestAnimationFrame(() => { card.current?.focus({ preventScroll: true }); window.scrollTo({ top: 0, behavior: 'smooth' }); });
    };
    const question = paper.questions[place];
    useRoomKeys({ paper, place, room, go });
    const handIn = useHandIn(paper, room, onDone, end);
    if (!question) return null;
    const name = t('room.question', { number: place + 1 });
    const answer = room.answer(question.position);
    const last = place === paper.questions.length - 1;
    return (
        <Page width="wide">
            <title>{`${paper.title} · ${t('room.title')}`}</title>
            <div className={classes['bar']}>
                <div className={classes['barTitle']}>
                    <Title order={1} size="h3">{paper.title}</Title>
                    <Text size="sm" c="dimmed">{t('room.attempt', { number: paper.attempt })} · {t('room.points', { count: paper.pointsPossible })}</Text>
                </div>
                <Clock deadlineAt={room.deadlineAt} serverNow={paper.now} arrivedAt={at} onOver={room.timeIsUp} />
                <Button leftSection={<IconSend size={16} aria-hidden />} onClick={handIn.ask} disabled={over}>{t('room.submit')}</Button>
            </div>
            {room.givenBackSeconds > 0 && <Alert color="blue" mb="md" role="status">{t('room.givenBack', { count: room.givenBackSeconds })}</Alert>}
            {room.offline && (
                <Alert color="orange" mb="md" icon={<IconCloudOff aria-hidden />} title={t('room.offline')} role="alert">{t('room.offlineHint', { count: room.unsaved })}</Alert>
            )}
            {over
                ? <Over paper={paper} room={room} onDone={onDone} />
                : (
                    <div className={classes['room']}>
                        <Paper component="section" className={classes['card']} aria-labelledby="question">
                            <Group justify="space-between" mb="md" gap="sm">
                                <Group gap="sm">
                                    <Title order={2} size="h4" id="question" ref={card} tabIndex={-1} className={classes['number'] ?? ''}>{name}</Title>
                                    <Badge className="ah-badge" color="gray">{t('room.questionPoints', { count: question.points })}</Badge>
                                </Group>
                                <Button size="xs" variant={room.marked.has(question.position) ? 'light' : 'subtle'} color={room.marked.has(question.position) ? 'orange' : 'gray'} aria-pressed={room.marked.has(question.position)}
                                    leftSection={room.marked.has(question.position) ? <IconBookmarkFilled size={15} aria-hidden /> : <IconBookmark size={15} aria-hidden />} onClick={() => { room.mark(question.position); }}>{t('room.mark')}</Button>
                            </Group>
                            <QuestionView key={question.position} label={name} pictures="paper" document={question} value={answer}
                                onChange={(to) => { room.put(question.position, to, question.kind === 'SHORT_ANSWER' || question.kind === 'NUMERIC' || question.kind === 'ESSAY'); }} />
                            <Text size="sm" mt="md" c="dimmed" role="status" className={classes['saved'] ?? ''}>{isAnswered(answer) || question.savedAt || room.state(question.position) !== 'saved' ? t(`room.state.${room.state(question.position)}`) : t('room.state.none')}</Text>
                            <Group justify="space-between" mt="lg">
                                <Button variant="default" leftSection={<IconChevronLeft size={16} aria-hidden />} disabled={place === 0} onClick={() => { go(place - 1); }}>{t('room.previous')}</Button>
                                {last
                                    ? <Button variant="light" leftSection={<IconSend size={16} aria-hidden />} onClick={handIn.ask}>{t('room.submit')}</Button>
                                    : <Button variant="light" rightSection={<IconChevronRight size={16} aria-hidden />} onClick={() => { go(place + 1); }}>{t('room.next')}</Button>}
                            </Group>
                        </Paper>
                        <Overview paper={paper} room={room} place={place} go={go} />
                    </div>
                )}
            {handIn.dialog}
        </Page>
    );
}

/** Asks before it hands in: what is not answered is said first. */
function useHandIn(paper: ExamPaper, room: RoomState, onDone: () => void, onOver: () => void) {
    const { t } = useTranslation('exams');
    const [confirm, dialog] = useConfirm();
    const missing = paper.questions.filter(({ position }) => !isAnswered(room.answer(position))).length;
    const ask = () => {
        confirm({
            title: t('submit.title'), action: t('submit.action'),
            text: (
                <Stack gap="xs">
                    {missing > 0 ? <Text c="orange.9" fw={600}>{t('submit.missing', { count: missing })}</Text> : <Text>{t('submit.complete')}</Text>}
                    {room.marked.size > 0 && <Text>{t('submit.marked', { count: room.marked.size })}</Text>}
                    <Text size="sm" c="dimmed">{t('submit.hint')}</Text>
                </Stack>
            ),
            run: async () => {
                if (!await room.flush()) throw new Error('unsaved');
                try {
                    await submitExam(paper.examId, paper.submissionId);
                } catch (error) {
                    if (isCode(error, 'exam_over')) { onOver(); return; }
                    if (!isCode(error, 'already_submitted')) throw error;
                }
                room.end();
                onDone();
            },
        });
    };
    return { ask, dialog };
}

/** The time is over: it is handed in by the server, and this waits for it. */
function Over({ paper, room, onDone }: { paper: ExamPaper; room: RoomState; onDone: () => void }) {
    const { t } = useTranslation('exams');
    const client = useQueryClient();
    const finish = useRef({ room, onDone });
    useEffect(() => { finish.current = { room, onDone }; });
    const wait = useMutation({
        mutationFn: async () => client.query({ ...examResult(paper.examId, paper.submissionId), staleTime: 0, retry: false }),
        onSuccess: () => { finish.current.room.end(); finish.current.onDone(); },
        retry: true, retryDelay: 1_000,
    });
    const { mutate } = wait;
    useEffect(() => { mutate(); }, [mutate]);
    return (
        <Paper p="xl" ta="center" role="status">
            <Title order={2} size="h3">{t('room.over')}</Title>
            <Text c="dimmed" mt="xs">{t('room.overHint')}</Text>
        </Paper>
    );
}
