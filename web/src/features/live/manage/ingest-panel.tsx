import { Button, CopyButton, Group, PasswordInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LiveLecture } from '@/lib/api/types';
import { publishAddress } from '../lib/health-words';
import classes from '../live.module.css';

/** Folded once the broadcast runs. Where a broadcasting program sends the lecture to. The key stays covered until it is asked for: somebody may look on. */
export function IngestPanel({ channel, folded }: { channel: LiveLecture; folded: boolean }) {
    const { t } = useTranslation('live');
    const address = channel.ingestEndpoint ?? '';
    const key = channel.streamKey ?? '';
    const line = (shown: string) => `ffmpeg -re -i lecture.mp4 -c:v libx264 -preset veryfast -tune zerolatency -g 30 -b:v 2500k -c:a aac -b:a 128k -f flv ${publishAddress(address, shown)}`;
    return (
        <Paper component="details" p="md" open={!folded}>
            <summary className={classes['summary']}><Title order={2} size="h3" display="inline">{t('ingest.title')}</Title></summary>
            <Stack gap="sm" mt="sm">
                <Group gap="xs" align="flex-end" wrap="nowrap">
                    <TextInput label={t('ingest.address')} value={address} readOnly style={{ flex: 1, minWidth: 0 }} />
                    <Copy value={address} label={t('ingest.copyAddress')} />
                </Group>
                <Group gap="xs" align="flex-end" wrap="nowrap">
                    <PasswordInput
                        label={t('ingest.key')} value={key} readOnly autoComplete="off" style={{ flex: 1, minWidth: 0 }}
                        visibilityToggleButtonProps={{ 'aria-label': t('ingest.showKey'), tabIndex: 0 }}
                    />
                    <Copy value={key} label={t('ingest.copyKey')} />
                </Group>
                <Text size="sm" c="dimmed" maw="75ch">{t('ingest.obs')}</Text>
                <div>
                    <Group justify="space-between" mb={4}><Text size="sm" fw={600}>{t('ingest.ffmpeg')}</Text><Copy value={line(key)} label={t('ingest.copyLine')} size="xs" /></Group>
                    <code className={classes['code']}>{line('••••••')}</code>
                </div>
            </Stack>
        </Paper>
    );
}

function Copy({ value, label, size = 'sm' }: { value: string; label: string; size?: 'xs' | 'sm' }) {
    const { t } = useTranslation('live');
    return (
        <CopyButton value={value} timeout={2000}>
            {({ copied, copy }) => (
                <Button size={size} variant="default" onClick={copy} aria-label={label} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
                    {copied ? t('ingest.copied') : t('ingest.copy')}
                </Button>
            )}
        </CopyButton>
    );
}
