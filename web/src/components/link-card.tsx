import { Button, Paper, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** A lesson that is somewhere else: it says where before anybody goes there. */
export function LinkCard({ url, description, onOpen }: { url: string; description: string; onOpen?: () => void }) {
    const { t } = useTranslation();
    return (
        <Paper p="xl">
            <Stack gap="md" align="flex-start">
                {description && <Text style={{ whiteSpace: 'pre-wrap', maxWidth: '72ch' }}>{description}</Text>}
                {url
                    ? <>
                        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{url}</Text>
                        <Button component="a" href={url} target="_blank" rel="noopener noreferrer" onClick={onOpen} rightSection={<IconExternalLink size={16} aria-hidden />}>{t('lesson.openLink')}</Button>
                    </>
                    : <Text c="dimmed">{t('lesson.noAddress')}</Text>}
            </Stack>
        </Paper>
    );
}
