import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MyCourse } from '@/lib/api/types';
import classes from './player.module.css';

/** The one thing to do next. */
export function ContinueCard({ course }: { course: MyCourse }) {
    const { t } = useTranslation('player');
    const to = `/learn/${String(course.courseProvideId)}/contents/${String(course.nextContentId)}`;
    return (
        <Paper component="section" p="lg" className={classes['continue']} aria-labelledby="continue">
            <Group justify="space-between" gap="lg">
                <Stack gap={4} style={{ flex: '1 1 260px', minWidth: 0 }}>
                    <Text size="sm" fw={600} className={classes['accent']}>{course.startedCount > 0 ? t('learn.goOn') : t('learn.start')}</Text>
                    <Title order={2} id="continue" size="h1" textWrap="balance">{course.nextContentTitle}</Title>
                    <Text c="dimmed">{course.title}</Text>
                </Stack>
                <Button component={Link} to={to} size="md" leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}>
                    {course.startedCount > 0 ? t('learn.goOnAction') : t('learn.startAction')}
                </Button>
            </Group>
        </Paper>
    );
}
