import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveRoom } from './lib/live-room';
import { hasAnswer, onStage, type QuizCard as Card } from './lib/quiz-board';
import classes from './live.module.css';
import { QuizCard } from './quiz-card';
import { useStore } from './use-store';

/** How long a closed or revealed quiz stays over the picture. */
const over_ms = 20_000;

/** The quiz over the picture. On a phone the picture is too small for it: a bar there leads to the tab. */
export function QuizStage({ room, narrow, onOpen }: { room: LiveRoom; narrow: boolean; onOpen: () => void }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    const card = onStage(cards);
    useTidyStage(room, card);
    if (!card) return null;
    if (narrow) {
        return (
            <div className={classes['quizBar']} data-testid="quiz-bar">
                <span className={classes['quizBarText']}>{card.question}</span>
                <Button size="xs" onClick={onOpen}>{card.state === 'OPEN' && !hasAnswer(card) ? t('quiz.answerIt') : t('quiz.look')}</Button>
            </div>
        );
    }
    return (
        <section className={classes['stage']} aria-label={t('quiz.title')} data-testid="quiz-stage">
            <div className={classes['stageHead']}>
                <span>{card.state === 'REVEALED' ? t('quiz.result') : t('quiz.title')}</span>
                <CloseButton aria-label={t('quiz.hide')} title={t('quiz.hide')} onClick={() => { room.quizzes.dismiss(card.id); }} />
            </div>
            <QuizCard key={card.id} card={card} board={room.quizzes} heading={`stage-quiz-${String(card.id)}`} />
        </section>
    );
}

/** What is over leaves the picture by itself; the list keeps it, and a result brings it back. */
function useTidyStage(room: LiveRoom, card: Card | null): void {
    const id = card?.id;
    const over = card !== null && card.state !== 'OPEN';
    const state = card?.state;
    useEffect(() => {
        if (id === undefined || !over) return;
        const timer = setTimeout(() => { room.quizzes.dismiss(id); }, over_ms);
        return () => { clearTimeout(timer); };
    }, [room, id, over, state]);
}

/** Says a new quiz to who does not see it. */
export function QuizAnnouncer({ room }: { room: LiveRoom }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    const card = onStage(cards);
    const last = useStore(room.lastEvent);
    return <div className={classes['hidden']} role="alert" data-testid="quiz-announcer" data-event={last?.id} data-by={last?.by}>{card?.state === 'OPEN' ? t('quiz.announce', { question: card.question }) : ''}</div>;
}
