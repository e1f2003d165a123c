import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The password that one has: asked before anything that a stranger at an open screen must not do. */
export function OwnPassword(props: PasswordInputProps) {
    const { t } = useTranslation(['account', 'common']);
    return (
        <PasswordInput label={t('password.current')} autoComplete="current-password" data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': t('common:fields.showPassword'), tabIndex: 0 }} {...props} />
    );
}
