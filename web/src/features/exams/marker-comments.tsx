import { Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import type { List, Schemas } from '@/lib/api/types';
import classes from './exams.module.css';

/** What markers wrote about the answers; nothing where they wrote nothing. */
export function MarkerComments({ submission }: { submission: number }) {
    const { t } = useTranslation('exams');
    const told = useQuery({ queryKey: ['exams', 'comments', submission], queryFn: () => api.get<List<Schemas['ToldMark']>>(`/v1/marking/own/${submission}`) });
    const said = told.data?.items.filter(({ comment }) => comment !== '') ?? [];
    if (said.length === 0) return null;
    return (
        <section aria-labelledby="comments">
            <Title order={2} size="h3" id="comments" mb="sm">{t('result.comments')}</Title>
            <Paper p="lg" component="ol" m={0} className={classes['comments'] ?? ''}>
                {said.map((each) => <li key={each.position}><Text fw={600} size="sm">{t('room.question', { number: each.position })}</Text><Text style={{ whiteSpace: 'pre-wrap' }}>{each.comment}</Text></li>)}
            </Paper>
        </section>
    );
}
