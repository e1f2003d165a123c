import { Group, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { noResponse, QuestionView, type QuestionResponse } from '@/components/question-view';
import { isBlank } from '@/lib/rich-text';
import { writtenOf, type Draft } from './draft';
import classes from './questions.module.css';

/** The question as a trainee gets it; it can be tried out. */
export function Preview({ draft }: { draft: Draft }) {
    const { t } = useTranslation('questions');
    const [response, setResponse] = useState<QuestionResponse>(noResponse);
    const [solved, setSolved] = useState(false);
    const { document } = writtenOf(draft);
    return (
        <Paper p="md" component="section" aria-label={t('preview')} className={classes['preview'] ?? ''} tabIndex={0}>
            <Stack>
                <Group justify="space-between">
                    <Title order={2} size="h4">{t('preview')}</Title>
                    <Switch label={t('showSolution')} checked={solved} onChange={(event) => { setSolved(event.currentTarget.checked); }} />
                </Group>
                {isBlank(draft.content) && <Text c="dimmed" size="sm">{t('previewEmpty')}</Text>}
                <QuestionView key={draft.kind} label={t('preview')} document={document} value={response} onChange={setResponse} {...(solved && { solution: document })} />
            </Stack>
        </Paper>
    );
}
