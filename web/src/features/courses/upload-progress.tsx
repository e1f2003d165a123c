import { ActionIcon, Button, Group, Progress, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconReload, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/components/error-panel';
import { useFormat } from '@/lib/format';
import classes from './builder.module.css';
import { cancelUpload, continueUpload, pauseUpload, retryUpload, type UploadRow } from './uploads';

export function UploadProgress({ row }: { row: UploadRow }) {
    const { t } = useTranslation(['courses', 'common']);
    const client = useQueryClient();
    const chooser = useRef<HTMLInputElement>(null);
    const [otherFile, setOtherFile] = useState(false);
    const { state, name } = row;
    const percent = row.sizeBytes > 0 ? Math.min(100, Math.floor(row.sentBytes / row.sizeBytes * 100)) : 100;
    const bad = state === 'FAILED' || otherFile;
    return (
        <div className={classes['row']} role="group" aria-label={name}>
            <Text size="sm" truncate>{name}</Text>
            <Group gap={2} wrap="nowrap">
                {(state === 'SENDING' || state === 'WAITING') && <Action label={t('upload.pause', { name })} run={() => { pauseUpload(row.id); }}><IconPlayerPause size={18} aria-hidden /></Action>}
                {state === 'PAUSED' && <Action label={t('upload.continue', { name })} run={() => { retryUpload(row.id); }}><IconPlayerPlay size={18} aria-hidden /></Action>}
                {state === 'FAILED' && <Action label={t('upload.retry', { name })} run={() => { retryUpload(row.id); }}><IconReload size={18} aria-hidden /></Action>}
                {state === 'LEFT' && <Button size="xs" variant="default" aria-label={t('upload.choose', { name })} onClick={() => chooser.current?.click()}>{t('upload.chooseSame')}</Button>}
                {state !== 'MAPPING' && <Action label={t('upload.cancel', { name })} run={() => { cancelUpload(row.id); }}><IconX size={18} aria-hidden /></Action>}
            </Group>
            {state === 'LEFT' && (
                <input ref={chooser} type="file" hidden aria-label={t('upload.choose', { name })} onChange={(event) => {
                    const file = event.currentTarget.files?.[0];
                    if (file) setOtherFile(!continueUpload(client, row.id, file));
                    event.currentTarget.value = '';
                }} />
            )}
            {state !== 'LEFT' && <Progress value={percent} size="sm" color={bad ? 'red' : state === 'PAUSED' || state === 'WAITING' ? 'gray' : 'accent'} aria-label={t('upload.progress', { name })} style={{ gridColumn: '1 / -1' }} />}
            <Text size="xs" c={bad ? 'var(--mantine-color-error)' : 'dimmed'} className="ah-number" style={{ gridColumn: '1 / -1' }} role={bad ? 'alert' : undefined}>
                <Words row={row} percent={percent} otherFile={otherFile} />
            </Text>
        </div>
    );
}

function Action({ label, run, children }: { label: string; run: () => void; children: ReactNode }) {
    return <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={label} title={label} onClick={run}>{children}</ActionIcon>;
}

function Words({ row, percent, otherFile }: { row: UploadRow; percent: number; otherFile: boolean }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const errorText = useErrorText();
    const sent = t('upload.sending', { sent: format.bytes(row.sentBytes), size: format.bytes(row.sizeBytes), percent });
    switch (row.state) {
        case 'FAILED': return <>{t('upload.failed')} {errorText(row.error).detail}</>;
        case 'MAPPING': return <>{t('upload.mapping')}</>;
        case 'PAUSED': return <>{t('upload.paused')} · {sent}</>;
        case 'WAITING': return <>{t('upload.waiting')} · {sent}</>;
        case 'LEFT': return <>{otherFile ? t('upload.otherFile') : t('upload.left', { size: format.bytes(row.sizeBytes) })}</>;
        default: return <>{sent}</>;
    }
}
