import { Alert, Button, Group, Paper, Text } from '@mantine/core';
import { IconDevices, IconDownload, IconExternalLink, IconFileText } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import type { ContentDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { PdfViewer } from './pdf-viewer';
import classes from './player.module.css';
import { useReading } from './use-reading';
import type { Study } from './use-study';

/** A document or picture in the page; anything a browser cannot show is offered for download. */
export function Material({ lesson, study }: { lesson: ContentDetail; study: Study }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    useReading(study);
    const pdf = lesson.mimeType === 'application/pdf';
    const image = lesson.mimeType.startsWith('image/');
    // What the page's own viewer cannot read, the browser may: but phones' browsers show a PDF only as a page of its own.
    const [unread, setUnread] = useState(false);
    const fail = useCallback(() => { setUnread(true); }, []);
    const shown = image ? 'image' : pdf && !unread ? 'pages' : pdf && navigator.pdfViewerEnabled ? 'frame' : 'nothing';
    const download = <Button component="a" href={lesson.url} download variant={shown === 'nothing' && !pdf ? 'filled' : 'default'} leftSection={<IconDownload size={16} aria-hidden />}>{t('material.download')}</Button>;
    const open = <Button component="a" href={lesson.url} target="_blank" rel="noreferrer" variant={shown === 'nothing' ? 'filled' : 'default'} leftSection={<IconExternalLink size={16} aria-hidden />}>{t('material.open')}</Button>;
    if (shown === 'nothing') {
        return <EmptyState icon={IconFileText} title={lesson.title} hint={pdf ? format.bytes(lesson.sizeBytes) : t('material.cannotShow', { size: format.bytes(lesson.sizeBytes) })} action={<Group gap="xs" justify="center">{pdf && open}{download}</Group>} />;
    }
    return (
        <>
            {study.takenOver && (
                <Alert mb="sm" color="orange" icon={<IconDevices size={18} aria-hidden />} title={t('study.takenOver')} role="alert">
                    <Button size="xs" variant="default" onClick={study.takeBack}>{t('study.takeBack')}</Button>
                </Alert>
            )}
            <Paper p={0} className={classes['material']}>
                {shown === 'pages' && <PdfViewer url={lesson.url} title={lesson.title} onFailed={fail} />}
                {shown === 'frame' && <iframe src={lesson.url} title={lesson.title} className={classes['frame']} />}
                {shown === 'image' && <img src={lesson.url} alt={lesson.title} className={classes['picture']} />}
            </Paper>
            <Group mt="sm" gap="xs">
                {download}
                {open}
                <Text size="sm" c="dimmed">{format.bytes(lesson.sizeBytes)}</Text>
            </Group>
        </>
    );
}
