import { Alert, Button, Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { isStatus } from '@/lib/api/problem';
import type { Origin } from '@/lib/api/types';
import { useReloadSettings } from './system-api';

/** Whether the page cannot change it. */
export const isOutside = (origin: Origin) => origin === 'FILE' || origin === 'ENVIRONMENT' || origin === 'COMMAND_LINE';

/** Says where a value comes from when it is not of the page. */
export function SetOutside({ origin }: { origin: Origin }) {
    const { t } = useTranslation('settings');
    return isOutside(origin) ? <Alert color="gray" variant="light">{t('outside', { origin: t(`origins.${origin}`) })}</Alert> : null;
}

interface Props {
    title: string;
    submit: { onSubmit: (event?: SubmitEvent<HTMLFormElement>) => void; busy: boolean; error: unknown };
    dirty: boolean;
    /** Puts what is on the server into the form again. */
    onReload: () => void;
    /** Beside the button that saves. */
    more?: ReactNode;
    children: ReactNode;
}

/** A group of settings, saved as a whole. */
export function SettingsCard({ title, submit, dirty, onReload, more, children }: Props) {
    const { t } = useTranslation(['settings', 'common']);
    const reload = useReloadSettings();
    const again = async () => { await reload(); onReload(); };
    return (
        <Paper p="md" component="form" onSubmit={submit.onSubmit} noValidate aria-label={title}>
            <Stack>
                <Title order={2}>{title}</Title>
                {submit.error !== undefined && <ErrorPanel error={submit.error} {...(isStatus(submit.error, 412) && { onRetry: () => void again() })} />}
                {children}
                <Group justify="flex-end">
                    {more}
                    <Button type="submit" loading={submit.busy} disabled={!dirty}>{t('common:save')}</Button>
                </Group>
            </Stack>
        </Paper>
    );
}
