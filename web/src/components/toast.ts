import { notifications } from '@mantine/notifications';

/** Says that something worked. What failed is said where it was tried, not here. */
export function toast(message: string): void {
    notifications.show({ message, autoClose: 4000, withBorder: true });
}
