import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api/problem';

/** What happened and what to change, in the reader's words. The server's own sentence comes first when it has one. */
export function useErrorText(): (error: unknown) => { title: string; detail: string } {
    const { t, i18n } = useTranslation();
    return (error) => {
        if (!(error instanceof ApiError)) return { title: t('errors.unknown.title'), detail: t('errors.unknown.detail') };
        const { status, code, detail, title, retryAfterSeconds, errors } = error.problem;
        const byStatus = `errors.${code === 'unreachable' ? 'unreachable' : String(status)}`;
        const base = i18n.exists(`${byStatus}.title`) ? byStatus : status >= 500 ? 'errors.500' : 'errors.unknown';
        return {
            title: title && status < 500 ? title : t(`${base}.title`),
            // Fields that no form shows (a file's type, a step's state) speak for themselves.
            detail: (errors?.map(({ message }) => message).join(' ') || detail || t(`${base}.detail`)) + (retryAfterSeconds ? ` ${t('errors.retryAfter', { count: retryAfterSeconds })}` : ''),
        };
    };
}

export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
    const { t } = useTranslation();
    const { title, detail } = useErrorText()(error);
    return (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
            <Stack gap="sm">
                <Text size="sm">{detail}</Text>
                {onRetry && <Group><Button size="xs" variant="default" onClick={onRetry}>{t('retry')}</Button></Group>}
            </Stack>
        </Alert>
    );
}
