import { Checkbox, Spoiler, Stack, Text, type CheckboxProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The box of an agreement, with the text that is agreed to behind it. */
export function Agreement(box: CheckboxProps) {
    const { t } = useTranslation('identity');
    return (
        <Stack gap={6}>
            <Checkbox label={t('signup.agree')} {...box} />
            <Spoiler maxHeight={0} showLabel={t('signup.showTerms')} hideLabel={t('signup.hideTerms')} styles={{ control: { fontSize: 14 } }}>
                <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line' }}>{t('signup.terms')}</Text>
            </Spoiler>
        </Stack>
    );
}
