import { Alert, Button, Paper } from '@mantine/core';
import { IconDevices, IconNotes } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { RichText } from '@/components/rich-text';
import type { ContentDetail } from '@/lib/api/types';
import { useReading } from './use-reading';
import type { Study } from './use-study';

/** A text; it is read while it is before one's eyes. */
export function TextLesson({ lesson, study }: { lesson: ContentDetail; study: Study }) {
    const { t } = useTranslation('player');
    useReading(study);
    if (!lesson.document) return <EmptyState icon={IconNotes} title={t('textLesson.none')} />;
    return (
        <>
            {study.takenOver && (
                <Alert mb="sm" color="orange" icon={<IconDevices size={18} aria-hidden />} title={t('study.takenOver')} role="alert">
                    <Button size="xs" variant="default" onClick={study.takeBack}>{t('study.takeBack')}</Button>
                </Alert>
            )}
            <Paper component="article" p={{ base: 'md', sm: 'xl' }} aria-label={lesson.title}><RichText document={lesson.document} /></Paper>
        </>
    );
}
