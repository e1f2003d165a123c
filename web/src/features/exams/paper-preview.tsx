import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { QueryView } from '@/components/query-view';
import { QuestionView } from '@/components/question-view';
import { previewPaper } from './api';
import classes from './exams.module.css';

/** A paper as one trainee would get it; the next one is drawn anew. */
export function PaperPreview({ courseId, examId, onClose }: { courseId: number; examId: number; onClose: () => void }) {
    const { t } = useTranslation('exams');
    const paper = useQuery({ queryKey: ['exam-preview', courseId, examId], queryFn: () => previewPaper(courseId, examId), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });
    return (
        <Dialog opened onClose={onClose} title={t('preview.title')} size="xl">
            <Stack>
                <Group justify="space-between">
                    <Text size="sm" c="dimmed" style={{ flex: '1 1 240px' }}>{t('preview.hint')}</Text>
                    <Button size="xs" variant="default" leftSection={<IconRefresh size={15} aria-hidden />} loading={paper.isFetching} onClick={() => void paper.refetch()}>{t('preview.again')}</Button>
                </Group>
                <QueryView query={paper}>
                    {({ questions }) => (
                        <ol className={classes['paper']}>
                            {questions.map((each) => (
                                <li key={each.position}>
                                    <Group justify="space-between" mb="sm"><Title order={3} size="h5">{t('room.question', { number: each.position })}</Title><Text size="sm" c="dimmed">{t('room.questionPoints', { count: each.points })}</Text></Group>
                                    <QuestionView disabled label={t('room.question', { number: each.position })} document={each} />
                                </li>
                            ))}
                        </ol>
                    )}
                </QueryView>
            </Stack>
        </Dialog>
    );
}
