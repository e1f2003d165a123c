import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PaperLanguage } from '@/lib/certificates';

interface Props { save: (language: PaperLanguage) => Promise<void>; of: string; size?: 'xs' | 'sm'; variant?: 'default' | 'filled' }

/** Saves a certificate in one of its languages. */
export function PaperButtons({ save, of, size = 'sm', variant = 'default' }: Props) {
    const { t } = useTranslation();
    const saving = useMutation({ mutationFn: save });
    return (
        <>
            {(['ko', 'en'] as const).map((language) => (
        <Button key={language} size={size} variant={language === 'ko' ? variant : 'default'} leftSection={<IconDownload size={16} aria-hidden />} loading={saving.isPending && saving.variables === language}
            aria-label={t(`certificate.${language}Of`, { of })} onClick={() => { saving.mutate(language); }}>
            {t(`certificate.${language}`)}
        </Button>
            ))}
            {saving.isError && <Text size="sm" c="red.8" role="alert">{t('certificate.failed')}</Text>}
        </>
    );
}
