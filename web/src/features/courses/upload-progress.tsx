import { ActionIcon, Group, Progress, Text } from '@mantine/core';
import { IconReload, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/components/error-panel';
import { useFormat } from '@/lib/format';
import classes from './builder.module.css';
import { cancelUpload, retryUpload, type UploadRow } from './uploads';

export function UploadProgress({ row }: { row: UploadRow }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const errorText = useErrorText();
    const percent = row.sizeBytes > 0 ? Math.min(100, Math.floor(row.sentBytes / row.sizeBytes * 100)) : 100;
    const failed = row.state === 'FAILED';
    return (
        <div className={classes['row']} role="group" aria-label={row.name}>
            <Text size="sm" truncate>{row.name}</Text>
            <Group gap={2} wrap="nowrap">
                {failed && <ActionIcon variant="subtle" aria-label={t('upload.retry', { name: row.name })} onClick={() => { retryUpload(row.id); }}><IconReload size={18} aria-hidden /></ActionIcon>}
                <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('upload.cancel', { name: row.name })} onClick={() => { cancelUpload(row.id); }}><IconX size={18} aria-hidden /></ActionIcon>
            </Group>
            <Progress value={percent} size="sm" color={failed ? 'red' : 'accent'} aria-label={t('upload.progress', { name: row.name })} style={{ gridColumn: '1 / -1' }} />
            <Text size="xs" c={failed ? 'var(--mantine-color-error)' : 'dimmed'} className="ah-number" style={{ gridColumn: '1 / -1' }} role={failed ? 'alert' : undefined}>
                {failed ? `${t('upload.failed')} ${errorText(row.error).detail}`
                    : row.state === 'MAPPING' ? t('upload.mapping')
                        : t('upload.sending', { sent: format.bytes(row.sentBytes), size: format.bytes(row.sizeBytes), percent })}
            </Text>
        </div>
    );
}
