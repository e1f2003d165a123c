import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconHelpHexagon, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import type { RecordedQuiz } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from '../live.module.css';

interface Props {
    quizzes: RecordedQuiz[];
    time: number;
    onSeek: (seconds: number) => void;
}

/** The quizzes of a recording; the answer of each is shown from where it was revealed on. */
export function RecordedQuizzes({ quizzes, time, onSeek }: Props) {
    const { t } = useTranslation('live');
    if (quizzes.length === 0) return <EmptyState plain icon={IconHelpHexagon} title={t('recording.noQuiz')} />;
    const current = quizzes.filter(({ askedAtSeconds }) => askedAtSeconds <= time).at(-1)?.quizId;
    return (
        <Stack gap="md" component="ol" className={classes['quizList']}>
            {quizzes.map((quiz) => <li key={quiz.quizId} aria-current={quiz.quizId === current ? 'step' : undefined}><Quiz quiz={quiz} time={time} onSeek={onSeek} /></li>)}
        </Stack>
    );
}

function Quiz({ quiz, time, onSeek }: { quiz: RecordedQuiz; time: number; onSeek: (seconds: number) => void }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const revealed = quiz.revealedAtSeconds != null && quiz.answer != null && time >= quiz.revealedAtSeconds;
    const open = time >= quiz.askedAtSeconds && time < (quiz.closedAtSeconds ?? Infinity);
    return (
        <article className={classes['quiz']} data-testid="recorded-quiz" data-revealed={revealed}>
            <Group gap="xs" mb={6}>
                <Button size="compact-sm" variant="light" onClick={() => { onSeek(quiz.askedAtSeconds); }} title={t('recording.seek', { clock: format.clock(quiz.askedAtSeconds) })}>{format.clock(quiz.askedAtSeconds)}</Button>
                {open && <Badge color="red.8">{t('recording.asked')}</Badge>}
            </Group>
            <h2 className={classes['question']}>{quiz.question}</h2>
            <ol className={classes['options']}>
                {quiz.options.map(({ idx, text }) => {
                    const right = revealed && idx === quiz.answer;
                    const mine = idx === quiz.myAnswer;
                    return (
                        <li key={idx} className={classes['option']} data-look={right ? 'right' : mine && revealed ? 'wrong' : mine ? 'mine' : 'plain'}>
                            <span className={classes['optionNumber']} aria-hidden>{idx}</span>
                            <span style={{ flex: 1 }}>{text}</span>
                            {right && <span className={classes['mark']}><IconCheck size={18} aria-hidden />{t('quiz.right')}</span>}
                            {mine && <span className={classes['mark']}>{revealed && !right && <IconX size={18} aria-hidden />}{t('quiz.mine')}</span>}
                        </li>
                    );
                })}
            </ol>
            {revealed && quiz.solution && <Text size="sm" className={classes['solution']}>{quiz.solution}</Text>}
            {!revealed && quiz.revealedAtSeconds != null && <Text size="sm" c="dimmed">{t('recording.later', { clock: format.clock(quiz.revealedAtSeconds) })}</Text>}
        </article>
    );
}
