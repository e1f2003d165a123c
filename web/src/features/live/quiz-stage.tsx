import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveRoom } from './lib/live-room';
import { hasAnswer, onStage } from './lib/quiz-board';
import classes from './live.module.css';
import { QuizCard } from './quiz-card';
import { useStore } from './use-store';

/** The quiz over the picture. On a phone the picture is too small for it: a bar there leads to the tab. */
export function QuizStage({ room, narrow, onOpen }: { room: LiveRoom; narrow: boolean; onOpen: () => void }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    const card = onStage(cards);
    const lastEvent = useStore(room.lastEvent);
    const marks = { 'data-event': lastEvent?.id, 'data-by': lastEvent?.by };
    if (!card) return null;
    if (narrow) {
        return (
            <div className={classes['quizBar']} {...marks} data-testid="quiz-bar">
                <span className={classes['quizBarText']}>{card.question}</span>
                <Button size="xs" onClick={onOpen}>{card.state === 'OPEN' && !hasAnswer(card) ? t('quiz.answerIt') : t('quiz.look')}</Button>
            </div>
        );
    }
    return (
        <section className={classes['stage']} aria-label={t('quiz.title')} {...marks} data-testid="quiz-stage">
            <div className={classes['stageHead']}>
                <span>{card.state === 'REVEALED' ? t('quiz.result') : t('quiz.title')}</span>
                <CloseButton aria-label={t('quiz.hide')} title={t('quiz.hide')} onClick={() => { room.quizzes.dismiss(card.id); }} />
            </div>
            <QuizCard key={card.id} card={card} board={room.quizzes} heading={`stage-quiz-${String(card.id)}`} />
        </section>
    );
}

/** Says a new quiz to who does not see it. */
export function QuizAnnouncer({ room }: { room: LiveRoom }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    const card = onStage(cards);
    return <div className={classes['hidden']} role="alert">{card?.state === 'OPEN' ? t('quiz.announce', { question: card.question }) : ''}</div>;
}
