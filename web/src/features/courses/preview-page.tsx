import { AspectRatio, Button, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { api } from '@/lib/api/client';
import type { ContentDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';

/** What a trainee will get, as the manager checks it: nothing is recorded here. */
export default function PreviewPage() {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const id = Number(useParams()['contentId']);
    const content = useQuery({ queryKey: keys.content(id), queryFn: () => api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${id}`) });
    const shown = content.data;
    return (
        <Page>
            <PageHeader title={shown?.title ?? t('preview.title')} about={t('preview.about')}
                back={{ to: shown ? `/manage/courses/${shown.courseId}` : '/manage/courses', label: shown?.courseTitle ?? t('list.title') }} />
            <QueryView query={content} skeleton={<AspectRatio ratio={16 / 9}><Skeleton /></AspectRatio>}>
                {(data) => (
                    <Stack>
                        <Paper p={0} style={{ overflow: 'hidden' }}>
                            {data.mimeType.startsWith('video/') && (
                                <AspectRatio ratio={16 / 9} bg="black"><video controls preload="metadata" src={data.url} aria-label={data.title} style={{ objectFit: 'contain' }} /></AspectRatio>
                            )}
                            {data.mimeType === 'application/pdf' && <iframe src={data.url} title={data.title} style={{ width: '100%', height: '75vh', border: 0, display: 'block' }} />}
                            {data.mimeType.startsWith('image/') && <img src={data.url} alt={data.title} style={{ maxWidth: '100%', display: 'block', margin: '0 auto' }} />}
                            {!/^(video\/|image\/|application\/pdf$)/.test(data.mimeType) && <Text p="xl" c="dimmed" ta="center">{t('preview.noView')}</Text>}
                        </Paper>
                        <Button component="a" href={data.url} download variant="default" leftSection={<IconDownload size={18} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
                            {t('preview.download', { size: format.bytes(data.sizeBytes) })}
                        </Button>
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}
