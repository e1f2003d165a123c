import { Anchor, Badge, Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OwnAttempt } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './exams.module.css';

/** One's own attempts, each with what came of it. */
export function Attempts({ examId, attempts }: { examId: number; attempts: OwnAttempt[] }) {
    const { t } = useTranslation('exams');
    const format = useFormat();
    return (
        <Paper p={0}>
            <ol className={classes['attempts']}>
                {attempts.map((each) => (
                    <li key={each.submissionId}>
                        <div>
                            <Text fw={600}>{each.state === 'OPEN' ? t('room.attempt', { number: each.attempt }) : <Anchor component={Link} fw={600} to={`/learn/exams/${examId}/results/${each.submissionId}`}>{t('room.attempt', { number: each.attempt })}</Anchor>}</Text>
                            <Text size="sm" c="dimmed">{each.submittedAt ? t(each.submittedBy === 'SERVER' ? 'attempts.byServer' : 'attempts.byTrainee', { at: format.dateTime(each.submittedAt) }) : t('attempts.since', { at: format.dateTime(each.startedAt) })}</Text>
                        </div>
                        <Group gap="sm">
                            {typeof each.score === 'number' && <Text fw={650} className="ah-number">{t('entry.points', { count: each.score })}</Text>}
                            <Badge className="ah-badge" color={each.state !== 'MARKED' ? 'blue' : each.passed ? 'green' : 'gray'}>{each.state === 'MARKED' ? t(each.passed ? 'result.passed' : 'result.failed') : t(`attempts.state.${each.state}`)}</Badge>
                        </Group>
                    </li>
                ))}
            </ol>
        </Paper>
    );
}
