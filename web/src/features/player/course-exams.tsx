import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ExamEntry } from '@/lib/api/types';
import { ownExams } from './api';
import classes from './player.module.css';

const colors: Record<ExamEntry['state'], string> = { LOCKED: 'gray', READY: 'green', IN_PROGRESS: 'orange', DONE: 'blue' };

export function ExamState({ exam }: { exam: ExamEntry }) {
    const { t } = useTranslation('player');
    const score = exam.bestScore;
    return (
        <Group gap="xs">
            {typeof score === 'number' && <Text fw={650} className="ah-number">{t('exams.score', { count: score })}</Text>}
            <Badge className="ah-badge" color={colors[exam.state]}>{t(`exams.states.${exam.state}`)}</Badge>
        </Group>
    );
}

/** The exams of a course, and what they come to. */
export function CourseExams({ courseProvideId }: { courseProvideId: number }) {
    const { t } = useTranslation('player');
    const exams = useQuery(ownExams(courseProvideId));
    const { items = [], totalScore, totalScoreNeeded } = exams.data ?? {};
    if (items.length === 0) return null;
    return (
        <section aria-labelledby="exams">
            <Group justify="space-between" mb="sm">
                <Title order={2} id="exams">{t('exams.title')}</Title>
                {typeof totalScore === 'number' && <Text c="dimmed" className="ah-number">{typeof totalScoreNeeded === 'number' ? t('exams.totalOf', { has: totalScore, needed: totalScoreNeeded }) : t('exams.total', { has: totalScore })}</Text>}
            </Group>
            <Paper p={0} component="ul" m={0} style={{ listStyle: 'none', overflow: 'hidden' }}>
                {items.map((exam) => (
                    <li key={exam.id} className={classes['exam']}>
                        <IconChecklist size={20} aria-hidden />
                        <div style={{ flex: '1 1 200px', minWidth: 0 }}>
                            <Link to={`/learn/exams/${exam.id}?courseProvideId=${courseProvideId}`} className={classes['examLink'] ?? ''}>{exam.title}</Link>
                            <Text size="sm" c="dimmed">{[t(`examKinds.${exam.kind}`), exam.weight > 0 ? t('exams.counts') : t('exams.practice')].join(' · ')}</Text>
                        </div>
                        <ExamState exam={exam} />
                    </li>
                ))}
            </Paper>
        </section>
    );
}
