import { Alert, Button, CopyButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { keepFile } from '@/lib/save-file';
import { useAccount } from '@/lib/session';
import classes from './second-factor.module.css';

/** The new recovery codes, which nobody sees again: to be taken away as a file, on paper or in the clipboard. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
    const { t } = useTranslation('factor');
    const { username } = useAccount();
    const text = `${t('recovery.file', { username })}\n\n${codes.join('\n')}\n`;
    return (
        <Paper p={{ base: 'md', sm: 'xl' }} component="section" aria-labelledby="recovery">
            <Stack>
                <Title order={2} fz="lg" id="recovery" tabIndex={-1} ref={focus} style={{ outline: 'none' }}>{t('recovery.title')}</Title>
                <Text>{t('recovery.about')}</Text>
                <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>{t('recovery.once')}</Alert>
                <Text className={classes['paper'] ?? ''}>{t('recovery.file', { username })}</Text>
                <ul className={classes['codes']} aria-label={t('recovery.title')}>
                    {codes.map((code) => <li key={code} className={classes['mono']}>{code}</li>)}
                </ul>
                <Group gap="xs" className={classes['tools'] ?? ''}>
                    {/* Browsers give the clipboard to pages over TLS and on localhost only. */}
                    {'clipboard' in navigator && (
                        <CopyButton value={text} timeout={2000}>
                            {({ copied, copy }) => (
                                <Button variant="default" onClick={copy} leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}>
                                    {t(copied ? 'recovery.copied' : 'recovery.copy')}
                                </Button>
                            )}
                        </CopyButton>
                    )}
                    <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}
                        onClick={() => { keepFile(new Blob([text], { type: 'text/plain' }), `ahimmoyak-${username}.txt`); }}>{t('recovery.save')}</Button>
                    <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => { window.print(); }}>{t('recovery.print')}</Button>
                </Group>
                <Group justify="flex-end" className={classes['tools'] ?? ''}><Button onClick={onKept}>{t('recovery.kept')}</Button></Group>
            </Stack>
        </Paper>
    );
}

/** Who works by ear is told what has come in place of the form. */
const focus = (heading: HTMLHeadingElement | null) => { heading?.focus(); };
