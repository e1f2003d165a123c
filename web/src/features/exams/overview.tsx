import { Paper, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconBookmarkFilled, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ExamPaper } from '@/lib/api/types';
import classes from './exams.module.css';
import { isAnswered, type Room } from './use-room';

/** All questions at a glance: answered, not answered, to be looked at again. */
export function Overview({ paper, room, place, go }: { paper: ExamPaper; room: Room; place: number; go: (to: number) => void }) {
    const { t } = useTranslation('exams');
    const answered = paper.questions.filter(({ position }) => isAnswered(room.answer(position))).length;
    return (
        <Paper component="aside" p="md" className={classes['overview'] ?? ''} aria-labelledby="overview">
            <Title order={2} size="h5" id="overview" mb={4}>{t('overview.title')}</Title>
            <Text size="sm" c="dimmed" mb="sm" className="ah-number">{t('overview.answered', { answered, all: paper.questions.length })}</Text>
            <ol className={classes['places']}>
                {paper.questions.map(({ position }, at) => {
                    const has = isAnswered(room.answer(position));
                    const again = room.marked.has(position);
                    const says = [t('room.question', { number: at + 1 }), t(has ? 'overview.has' : 'overview.none'), again && t('overview.again'), room.state(position) === 'waiting' && t('room.state.waiting')].filter(Boolean).join(', ');
                    return (
                        <li key={position}>
                            <button type="button" className={classes['place']} aria-current={at === place ? 'step' : undefined} data-answered={has || undefined} data-waiting={room.state(position) === 'waiting' || undefined} onClick={() => { go(at); }}>
                                <span className="ah-number" aria-hidden>{at + 1}</span><VisuallyHidden>{says}</VisuallyHidden>
                                {again ? <IconBookmarkFilled size={12} aria-hidden /> : has ? <IconCheck size={12} aria-hidden /> : null}
                            </button>
                        </li>
                    );
                })}
            </ol>
            <Text size="xs" c="dimmed" mt="md" visibleFrom="sm">{t('overview.keys')}</Text>
        </Paper>
    );
}
