import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { hasAnswer, type QuizBoard, type QuizCard as Card } from './lib/quiz-board';
import classes from './live.module.css';
import { useNow } from './use-store';

type OptionLook = 'plain' | 'mine' | 'right' | 'wrong' | 'faded';

/** One quiz for a trainee: answer it, see one's answer, see the result. */
export function QuizCard({ card, board, heading }: { card: Card; board: QuizBoard; heading: string }) {
    const now = useNow(250);
    const left = card.state === 'OPEN' && card.endsAt !== null ? Math.max(0, card.endsAt - now) : null;
    const chosen = card.sending ?? card.myAnswer ?? null;
    const mayAnswer = card.state === 'OPEN' && left !== 0 && chosen === null;
    return (
        <div className={classes['quiz']} data-testid="quiz" data-quiz={card.id} data-state={card.state}>
            <h2 className={classes['question']} id={heading}>{card.question}</h2>
            {left !== null && <TimeLeft left={left} limit={(card.timeLimitSeconds ?? 0) * 1000} />}
            <ol className={classes['options']} aria-labelledby={heading}>
                {card.options.map((option) => (
                    <li key={option.idx}>
                        <UnstyledButton
                            className={classes['option']} data-look={look(card, option.idx, chosen)} disabled={!mayAnswer} aria-pressed={chosen === option.idx}
                            onClick={() => void board.answer(card.id, option.idx)}
                        >
                            <span className={classes['optionNumber']} aria-hidden>{option.idx}</span>
                            <span style={{ flex: 1 }}>{option.text}</span>
                            <Mark card={card} option={option.idx} chosen={chosen} />
                        </UnstyledButton>
                    </li>
                ))}
            </ol>
            <div role="status"><Verdict card={card} over={left === 0} /></div>
            {card.state === 'REVEALED' && card.solution && <Text size="sm" className={classes['solution']}>{card.solution}</Text>}
        </div>
    );
}

function look(card: Card, option: number, chosen: number | null): OptionLook {
    if (card.state === 'REVEALED' && card.answer) {
        if (option === card.answer) return 'right';
        return option === chosen ? 'wrong' : 'faded';
    }
    if (option === chosen) return 'mine';
    return chosen !== null || card.state !== 'OPEN' ? 'faded' : 'plain';
}

function Mark({ card, option, chosen }: { card: Card; option: number; chosen: number | null }) {
    const { t } = useTranslation('live');
    if (card.state === 'REVEALED' && card.answer) {
        if (option === card.answer) return <span className={classes['mark']}><IconCheck size={18} aria-hidden />{t('quiz.right')}</span>;
        return option === chosen ? <span className={classes['mark']}><IconX size={18} aria-hidden />{t('quiz.mine')}</span> : null;
    }
    return option === chosen ? <span className={classes['mark']}>{t('quiz.mine')}</span> : null;
}

function Verdict({ card, over }: { card: Card; over: boolean }) {
    const { t } = useTranslation('live');
    if (card.problem === 'offline') return <Text size="sm" c="var(--mantine-color-error)"><IconAlertTriangle size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('quiz.offline')}</Text>;
    if (card.problem === 'closed') return <Text size="sm">{t('quiz.tooLate')}</Text>;
    if (card.state === 'REVEALED') {
        if (!hasAnswer(card)) return <Text size="sm">{t('quiz.notAnswered')}</Text>;
        return <Text fw={650}>{card.myAnswer === card.answer ? t('quiz.correct') : t('quiz.wrong')}</Text>;
    }
    if (card.sending !== null) return <Text size="sm">{t('quiz.sending')}</Text>;
    if (hasAnswer(card)) return <Text size="sm">{t('quiz.answered')}</Text>;
    if (card.state === 'CLOSED' || over) return <Text size="sm">{t('quiz.over')}</Text>;
    return <Text size="sm" c="dimmed">{t('quiz.choose')}</Text>;
}

function TimeLeft({ left, limit }: { left: number; limit: number }) {
    const { t } = useTranslation('live');
    const seconds = Math.ceil(left / 1000);
    return (
        <div className={classes['time']}>
            <div className={classes['timeBar']} aria-hidden><span style={{ inlineSize: `${String(limit > 0 ? Math.min(100, (left / limit) * 100) : 0)}%` }} /></div>
            <Text size="sm" fw={600} className="ah-number" role="timer" aria-live="off">{t('quiz.secondsLeft', { count: seconds })}</Text>
        </div>
    );
}
