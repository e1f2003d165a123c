import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconHelpHexagon, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import type { LiveStatus, Quiz, QuizResults, QuizState } from '@/lib/api/types';
import { useEvent } from '@/lib/events';
import { keys } from '@/lib/query-keys';
import { liveCalls, quizResults, quizzes } from '../api';
import { withCounts } from '../lib/quiz-counts';
import classes from '../live.module.css';
import { useNow } from '../use-store';
import { QuizBars } from './quiz-bars';
import { QuizForm } from './quiz-form';

const colors: Record<QuizState, string> = { DRAFT: 'gray', OPEN: 'red', CLOSED: 'orange', REVEALED: 'green' };
const next: Partial<Record<QuizState, 'launch' | 'close' | 'reveal'>> = { DRAFT: 'launch', OPEN: 'close', CLOSED: 'reveal' };

/** Prepare, launch, watch the answers arrive, close, reveal. */
export function QuizPanel({ channelId, status }: { channelId: number; status: LiveStatus }) {
    const { t } = useTranslation('live');
    const client = useQueryClient();
    const list = useQuery(quizzes(channelId));
    const [writing, setWriting] = useState(false);
    const over = status === 'END' || status === 'CANCELED';
    useEvent<{ quizId: number; total: number; counts: number[] }>('quizResults', ({ data }) => {
        client.setQueryData<QuizResults>(keys.quizResults(data.quizId), (old) => withCounts(old, data));
    });
    // A time limit closes a quiz without anybody's click.
    useEvent('metadata', () => void client.invalidateQueries({ queryKey: keys.quizzes(channelId) }));
    return (
        <Paper component="section" p={0} aria-labelledby="quiz-title">
            <Group justify="space-between" p="md" style={{ borderBlockEnd: '1px solid var(--ah-line)' }}>
                <Title order={2} size="h3" id="quiz-title">{t('quiz.title')}</Title>
                {!over && <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => { setWriting(true); }}>{t('quizzes.new')}</Button>}
            </Group>
            <QueryView query={list} isEmpty={(data) => data.items.length === 0} empty={<EmptyState plain icon={IconHelpHexagon} title={t('quizzes.empty')} hint={t('quizzes.emptyHint')} />}>
                {({ items }) => [...items].reverse().map((quiz) => <QuizItem key={quiz.id} quiz={quiz} status={status} />)}
            </QueryView>
            <Dialog opened={writing} onClose={() => { setWriting(false); }} title={t('quizzes.new')} size="lg">
                <QuizForm channelId={channelId} onDone={() => { setWriting(false); }} />
            </Dialog>
        </Paper>
    );
}

function QuizItem({ quiz, status }: { quiz: Quiz; status: LiveStatus }) {
    const { t } = useTranslation('live');
    const client = useQueryClient();
    const step = next[quiz.state];
    const change = useMutation({
        mutationFn: (chosen: 'launch' | 'close' | 'reveal') => liveCalls.step(quiz.id, chosen),
        onSettled: () => Promise.all([
            client.invalidateQueries({ queryKey: keys.quizzes(quiz.channelId) }),
            client.invalidateQueries({ queryKey: keys.quizResults(quiz.id) }),
        ]),
    });
    return (
        <article className={classes['quizItem']} data-testid="manager-quiz" data-state={quiz.state}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" mb={6}>
                <Text fw={650} component="h3" m={0}>{quiz.question}</Text>
                <Group gap={6} wrap="nowrap" style={{ flex: 'none' }}>
                    {quiz.state === 'OPEN' && quiz.closesAt && <Remaining until={quiz.closesAt} />}
                    <Badge className="ah-badge" color={colors[quiz.state]}>{t(`quizzes.state.${quiz.state}`)}</Badge>
                </Group>
            </Group>
            {quiz.state === 'DRAFT'
                ? <ol style={{ margin: '0 0 10px', paddingInlineStart: 22 }}>{quiz.options.map((option) => <li key={option.idx}><Text size="sm" fw={option.idx === quiz.answer ? 650 : 400}>{option.text}{option.idx === quiz.answer && ` (${t('quiz.right')})`}</Text></li>)}</ol>
                : <Results quiz={quiz} />}
            {change.isError && <ErrorPanel error={change.error} />}
            {step && (
                <Group mt="xs" gap="sm">
                    <Button size="xs" loading={change.isPending} disabled={step === 'launch' && status !== 'ON'} variant={step === 'close' ? 'default' : 'filled'} onClick={() => { change.mutate(step); }}>{t(`quizzes.${step}`)}</Button>
                    {step === 'launch' && status !== 'ON' && <Text size="sm" c="dimmed">{t('quizzes.launchWhenOn')}</Text>}
                </Group>
            )}
        </article>
    );
}

function Results({ quiz }: { quiz: Quiz }) {
    // Answers are pushed; the slow reading mends a lost push.
    const results = useQuery({ ...quizResults(quiz.id), refetchInterval: quiz.state === 'OPEN' ? 5_000 : false });
    return <QueryView query={results}>{(data) => <QuizBars results={data} answer={quiz.answer ?? null} />}</QueryView>;
}

function Remaining({ until }: { until: string }) {
    const { t } = useTranslation('live');
    const now = useNow(500);
    const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
    return <Text size="sm" className="ah-number" role="timer" aria-live="off">{t('quiz.secondsLeft', { count: seconds })}</Text>;
}
