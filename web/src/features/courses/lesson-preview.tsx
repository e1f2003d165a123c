import { AspectRatio, Button, Paper, Stack, Text } from '@mantine/core';
import { IconBroadcast, IconChecklist, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { LinkCard } from '@/components/link-card';
import { RichText } from '@/components/rich-text';
import type { ContentDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';

/** A lesson as a trainee will see it; nothing is recorded. */
export function LessonPreview({ lesson }: { lesson: ContentDetail }) {
    const { t } = useTranslation(['courses', 'common']);
    switch (lesson.type) {
        case 'TEXT': return <Paper p="xl">{lesson.document ? <RichText document={lesson.document} /> : <Text c="dimmed">{t('preview.noText')}</Text>}</Paper>;
        case 'LINK': return <LinkCard url={lesson.url} description={lesson.description} />;
        case 'LIVE': return <EmptyState icon={IconBroadcast} title={lesson.title} hint={lesson.description || t('preview.live')} />;
        case 'EXAM': return <EmptyState icon={IconChecklist} title={lesson.title} hint={lesson.description || t('preview.exam')} />;
        default: return <File lesson={lesson} />;
    }
}

function File({ lesson }: { lesson: ContentDetail }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const { mimeType, url, title } = lesson;
    return (
        <Stack>
            <Paper p={0} style={{ overflow: 'hidden' }}>
                {mimeType.startsWith('video/') && (
                    <AspectRatio ratio={16 / 9} bg="black"><video controls preload="metadata" src={url} aria-label={title} style={{ objectFit: 'contain' }} /></AspectRatio>
                )}
                {mimeType === 'application/pdf' && <iframe src={url} title={title} style={{ width: '100%', height: '75vh', border: 0, display: 'block' }} />}
                {mimeType.startsWith('image/') && <img src={url} alt={title} style={{ maxWidth: '100%', display: 'block', margin: '0 auto' }} />}
                {!/^(video\/|image\/|application\/pdf$)/.test(mimeType) && <Text p="xl" c="dimmed" ta="center">{t('preview.noView')}</Text>}
            </Paper>
            <Button component="a" href={url} download variant="default" leftSection={<IconDownload size={18} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
                {t('preview.download', { size: format.bytes(lesson.sizeBytes) })}
            </Button>
        </Stack>
    );
}
