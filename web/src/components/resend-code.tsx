import { Button, Group, Stack, Text } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isStatus } from '@/lib/api/problem';
import { ErrorPanel } from './error-panel';
import { toast } from './toast';

const pauseSeconds = 60;

/** For who waits for a letter; the server's own limit counts down on the button. */
export function ResendCode({ send, disabled = false }: { send: () => Promise<unknown>; disabled?: boolean }) {
    const { t } = useTranslation('codes');
    const [wait, setWait] = useState(0);
    useInterval(() => { setWait((seconds) => Math.max(0, seconds - 1)); }, 1000, { autoInvoke: true });
    const resend = useMutation({
        mutationFn: send,
        onSuccess: () => { setWait(pauseSeconds); toast(t('resent')); },
        onError: (error) => { if (isStatus(error, 429)) setWait(error.problem.retryAfterSeconds ?? pauseSeconds); },
    });
    return (
        <Stack gap="xs">
            <Group justify="space-between" gap="xs">
                <Text size="sm" c="dimmed">{t('notArrived')}</Text>
                <Button variant="subtle" size="compact-sm" disabled={wait > 0 || disabled} loading={resend.isPending} onClick={() => { resend.mutate(); }}>
                    {wait > 0 ? t('resendIn', { count: wait }) : t('resend')}
                </Button>
            </Group>
            {resend.isError && <ErrorPanel error={resend.error} />}
        </Stack>
    );
}
