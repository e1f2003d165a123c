import { Stack } from '@mantine/core';
import { IconHelpHexagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import type { LiveRoom } from './lib/live-room';
import classes from './live.module.css';
import { QuizCard } from './quiz-card';
import { useStore } from './use-store';

/** All quizzes of the lecture so far, the newest first. */
export function QuizList({ room }: { room: LiveRoom }) {
    const { t } = useTranslation('live');
    const { cards } = useStore(room.quizzes.state);
    if (cards.length === 0) return <EmptyState plain icon={IconHelpHexagon} title={t('quiz.none')} hint={t('quiz.noneHint')} />;
    return (
        <Stack gap="md" component="ul" className={classes['quizList']}>
            {[...cards].reverse().map((card) => <li key={card.id}><QuizCard card={card} board={room.quizzes} heading={`list-quiz-${String(card.id)}`} /></li>)}
        </Stack>
    );
}
