import { Button, Group, Text } from '@mantine/core';
import i18next from 'i18next';

/** What can be done about it, such as taking it back. */
interface Act { label: string; run: () => void }

/** Says that something worked. What failed is said where it was tried, not here. */
export function toast(message: string, act?: Act): void {
    void import('@mantine/notifications').then(({ notifications }) => {
        const id = `toast-${Date.now()}-${Math.random()}`;
        const once = () => {
            notifications.hide(id);
            act?.run();
        };
        notifications.show({
            id, autoClose: act ? 8000 : 4000, withBorder: true, closeButtonProps: { 'aria-label': i18next.t('close') },
            message: act ? <Group justify="space-between" gap="sm" wrap="nowrap"><Text size="sm">{message}</Text><Button size="compact-sm" variant="light" onClick={once}>{act.label}</Button></Group> : message,
        });
    });
}
