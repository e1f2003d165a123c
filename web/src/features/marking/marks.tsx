import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { points, type DeskAnswer } from './api';
import classes from './marking.module.css';

/** What was given before, the newest last. Nothing that was given is ever changed. */
export function Marks({ answer }: { answer: DeskAnswer }) {
    const { t } = useTranslation('marking');
    const format = useFormat();
    const hidden = answer.markCount - answer.marks.length;
    if (answer.markCount === 0) return null;
    return (
        <Paper p="md" component="section" aria-labelledby="given">
            <Group justify="space-between" mb="sm">
                <Title order={2} size="h4" id="given">{t('given')}</Title>
                <Text fw={600} className="ah-number">{answer.pointsHundredths == null ? t(`waits.${answer.waitsFor ?? 'FIRST'}`) : t('sum', { points: points(answer.pointsHundredths), most: answer.points })}</Text>
            </Group>
            {hidden > 0 && <Text size="sm" c="dimmed">{t('hiddenMarks')}</Text>}
            <ol className={classes['marks']}>
                {answer.marks.map((mark) => (
                    <li key={mark.id}>
                        <Group gap="xs">
                            <Badge className="ah-badge" variant="light">{t(`role.${mark.role}`)}</Badge>
                            <Text fw={650} className="ah-number">{t('pointsOf', { count: points(mark.pointsHundredths) })}</Text>
                            <Text size="sm" c="dimmed">{[mark.markerName, format.dateTime(mark.createdAt)].filter(Boolean).join(' · ')}</Text>
                        </Group>
                        {mark.comment && <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap' }}>{mark.comment}</Text>}
                        {mark.reason && <Text size="sm" c="dimmed" mt={4}>{t('because', { reason: mark.reason })}</Text>}
                    </li>
                ))}
            </ol>
        </Paper>
    );
}
