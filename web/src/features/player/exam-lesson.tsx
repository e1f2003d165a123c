import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconChecklist, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import type { ContentDetail } from '@/lib/api/types';
import { ownExams } from './api';
import { ExamState } from './course-exams';
import type { Study } from './use-study';

/** The way from a lesson into its exam. */
export function ExamLesson({ lesson, study }: { lesson: ContentDetail; study: Study }) {
    const { t } = useTranslation('player');
    const { begin } = study;
    useEffect(() => { begin(); }, [begin]);
    const courseProvideId = lesson.courseProvideId ?? undefined;
    const exams = useQuery({ ...ownExams(courseProvideId ?? 0, lesson.id), enabled: courseProvideId !== undefined });
    return (
        <Stack>
            {lesson.description && <Text maw="72ch" style={{ whiteSpace: 'pre-wrap' }}>{lesson.description}</Text>}
            {courseProvideId === undefined
                ? <EmptyState icon={IconChecklist} title={t('examLesson.preview')} hint={t('examLesson.previewHint')} />
                : (
                    <QueryView query={exams} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={IconChecklist} title={t('examLesson.soon')} hint={t('examLesson.soonHint')} />}>
                        {({ items: [exam] }) => exam && (
                            <Paper p="xl">
                                <Group justify="space-between" align="flex-start" gap="lg">
                                    <div style={{ flex: '1 1 260px', minWidth: 0 }}>
                                        <Group gap="sm" mb={6}><Title order={2} size="h3">{exam.title}</Title><Badge className="ah-badge">{t(`examKinds.${exam.kind}`)}</Badge></Group>
                                        <Text c="dimmed">{[t('examLesson.questions', { count: exam.questionCount }), exam.timeLimitMinutes ? t('examLesson.minutes', { count: exam.timeLimitMinutes }) : t('examLesson.noLimit'), t('examLesson.attempts', { used: exam.attemptsUsed, all: exam.attemptsAllowed })].join(' · ')}</Text>
                                    </div>
                                    <ExamState exam={exam} />
                                </Group>
                                {exam.description && <Text mt="md" maw="70ch" style={{ whiteSpace: 'pre-wrap' }}>{exam.description}</Text>}
                                {exam.state === 'LOCKED' && <Alert color="orange" mt="md">{t('examLesson.locked')}</Alert>}
                                <Button mt="lg" component={Link} to={`/learn/exams/${exam.id}?courseProvideId=${courseProvideId}`} rightSection={<IconChevronRight size={16} aria-hidden />}>{t(exam.state === 'IN_PROGRESS' ? 'examLesson.goOn' : exam.state === 'DONE' ? 'examLesson.results' : 'examLesson.open')}</Button>
                            </Paper>
                        )}
                    </QueryView>
                )}
        </Stack>
    );
}
