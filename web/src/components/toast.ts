import i18next from 'i18next';

/** Says that something worked. What failed is said where it was tried, not here. */
export function toast(message: string): void {
    void import('@mantine/notifications').then(({ notifications }) => {
        notifications.show({ message, autoClose: 4000, withBorder: true, closeButtonProps: { 'aria-label': i18next.t('close') } });
    });
}
