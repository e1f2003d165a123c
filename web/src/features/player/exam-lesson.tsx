import { Stack, Text } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import type { ContentDetail } from '@/lib/api/types';
import type { Study } from './use-study';

/** The place of an exam, as long as there is none. */
export function ExamLesson({ lesson, study }: { lesson: ContentDetail; study: Study }) {
    const { t } = useTranslation('player');
    const { begin } = study;
    useEffect(() => { begin(); }, [begin]);
    return (
        <Stack>
            {lesson.description && <Text maw="72ch" style={{ whiteSpace: 'pre-wrap' }}>{lesson.description}</Text>}
            <EmptyState icon={IconChecklist} title={t('examLesson.soon')} hint={t('examLesson.soonHint')} />
        </Stack>
    );
}
