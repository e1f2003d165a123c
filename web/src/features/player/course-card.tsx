import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StateBadge } from '@/components/state-badge';
import type { MyCourse } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './player.module.css';
import { ProgressBar } from './progress-bar';

export function CourseCard({ course }: { course: MyCourse }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    return (
        <Paper component="li" p="lg" className={classes['card']}>
            <Stack gap="xs" h="100%">
                {course.imageUrl && <img src={course.imageUrl} alt="" loading="lazy" className={classes['poster']} />}
                <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
                    <Title order={3} textWrap="balance" style={{ minWidth: 0 }}>
                        <Link className={classes['cover']} to={`/learn/${String(course.courseProvideId)}`}>{course.title}</Link>
                    </Title>
                    <div style={{ flex: 'none' }}><StateBadge state={course.state} /></div>
                </Group>
                <Text size="sm" c="dimmed">{[course.instructor, course.institutionName].filter(Boolean).join(' · ')}</Text>
                <div style={{ marginTop: 'auto' }}>
                    <ProgressBar course={course} />
                    <Text size="sm" c="dimmed" mt={6}>{format.period(course.beginDate, course.endDate)}</Text>
                    <Text size="sm" mt={2}>{nextLine()}</Text>
                </div>
            </Stack>
        </Paper>
    );

    function nextLine(): string {
        if (course.state === 'FINISHED') return t('card.finished');
        if (course.state === 'NOT_STARTED') return t('card.begins', { date: format.date(course.beginDate) });
        if (course.nextContentTitle) return t('card.next', { title: course.nextContentTitle });
        return t('card.allSeen');
    }
}
