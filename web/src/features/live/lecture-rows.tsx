import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { StateBadge } from '@/components/state-badge';
import type { LiveLecture } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './live.module.css';

interface Props {
    lectures: LiveLecture[];
    to: (lecture: LiveLecture) => string;
    /** Says the day too, where the rows are not grouped by it. */
    withDay?: boolean;
    actions?: (lecture: LiveLecture) => ReactNode;
}

export function LectureRows({ lectures, to, withDay = false, actions }: Props) {
    const format = useFormat();
    return (
        <Stack gap="xs" component="ul" className={classes['rows']}>
            {lectures.map((lecture) => (
                <Paper component="li" key={lecture.id} p="md" className={`${classes['lecture'] ?? ''} ${lecture.status === 'ON' ? (classes['on'] ?? '') : ''}`}>
                    <div className={classes['when']}>
                        {withDay && <Text size="sm" c="dimmed">{format.day(lecture.startTime)}</Text>}
                        <Text fw={650} className="ah-number">{`${format.time(lecture.startTime)}–${format.time(lecture.endTime)}`}</Text>
                    </div>
                    <div className={classes['what']}>
                        <Group gap="xs">
                            <Link to={to(lecture)} className={classes['cover']}>{lecture.title}</Link>
                            <StateBadge state={lecture.status} />
                        </Group>
                        <Text size="sm" c="dimmed">{[lecture.course, lecture.instructor].filter(Boolean).join(' · ')}</Text>
                    </div>
                    {actions && <div className={classes['above']}>{actions(lecture)}</div>}
                </Paper>
            ))}
        </Stack>
    );
}
