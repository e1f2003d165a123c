import { Button, Divider, Stack } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProviders, wayTo } from '@/lib/providers';

/** The other ways in, below the form; nothing where none is configured. */
export function ProviderButtons({ mode, next }: { mode: 'signin' | 'signup'; next?: string | undefined }) {
    const { t } = useTranslation('identity');
    const providers = useProviders();
    if (providers.length === 0) return null;
    return (
        <Stack gap="sm" mt="lg">
            <Divider label={t('external.or')} />
            {providers.map(({ name, label }) => (
                <Button key={name} component="a" href={wayTo(name, mode, next)} variant="default" fullWidth leftSection={<IconUserCircle size={20} stroke={1.6} aria-hidden />}>
                    {t('external.continue', { provider: label })}
                </Button>
            ))}
        </Stack>
    );
}
