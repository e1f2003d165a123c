import { ActionIcon, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '@/components/file-drop';
import { useErrorText } from '@/components/error-panel';
import { useFormat } from '@/lib/format';
import classes from './boards.module.css';
import { FileShape } from './file-shape';
import { mostFileBytes, mostFiles, type FileRow, type Files } from './files';

/** Files for what is being written: dropped or chosen, with how far they are. */
export function FilePicker({ files }: { files: Files }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    return (
        <Stack gap="xs">
            <FileDrop compact multiple icon={IconPaperclip} disabled={!files.ready || files.full} onFile={files.add}
                texts={{ choose: t('files.choose'), drop: files.ready ? t('files.drop') : t('files.chooseCourseFirst'), kinds: t('files.limits', { number: mostFiles, size: format.bytes(mostFileBytes) }) }} />
            {files.rows.length > 0 && <ul className={classes['files']} aria-label={t('files.title')}>{files.rows.map((row) => <Row key={row.id} row={row} onRemove={() => { files.remove(row.id); }} />)}</ul>}
        </Stack>
    );
}

function Row({ row, onRemove }: { row: FileRow; onRemove: () => void }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    const errorText = useErrorText();
    const { name } = row;
    const percent = row.sizeBytes > 0 ? Math.min(100, Math.floor(row.sentBytes / row.sizeBytes * 100)) : 100;
    const failed = row.state === 'FAILED';
    const words = row.error === 'tooLarge' ? t('files.tooLarge', { size: format.bytes(mostFileBytes) }) : row.error === 'empty' ? t('files.empty') : errorText(row.error).detail;
    return (
        <li className={classes['file']}>
            <FileShape mimeType={row.file?.mimeType ?? ''} />
            <div className={classes['fileWords']}>
                <Text size="sm" truncate>{name}</Text>
                {row.state === 'SENDING' && <Progress value={percent} size="sm" aria-label={t('files.progress', { name })} />}
                <Text size="xs" c={failed ? 'var(--mantine-color-error)' : 'dimmed'} className="ah-number" role={failed ? 'alert' : undefined}>
                    {failed ? words : row.state === 'SENDING' ? t('files.sending', { sent: format.bytes(row.sentBytes), size: format.bytes(row.sizeBytes) }) : format.bytes(row.sizeBytes)}
                </Text>
            </div>
            <Group gap={0}><ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('files.remove', { name })} title={t('files.remove', { name })} onClick={onRemove}><IconX size={18} aria-hidden /></ActionIcon></Group>
        </li>
    );
}
