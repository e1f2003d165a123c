import { ActionIcon, Button, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useChooseLanguage } from '@/lib/choose-language';

export function LanguageSwitch() {
    const { i18n } = useTranslation();
    const choose = useChooseLanguage();
    const other = i18n.language === 'ko' ? 'en' : 'ko';
    return (
        <Button variant="subtle" color="gray" size="compact-sm" c="dimmed" lang={other} onClick={() => { choose.mutate(other); }}>
            {other === 'ko' ? '한국어' : 'English'}
        </Button>
    );
}

const schemes = ['auto', 'light', 'dark'] as const;
const schemeIcons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const;

/** Goes round: as the device, light, dark. */
export function SchemeSwitch() {
    const { t } = useTranslation();
    const { colorScheme, setColorScheme } = useMantineColorScheme();
    const Current = schemeIcons[colorScheme];
    const label = `${t('scheme.label')}: ${t(`scheme.${colorScheme}`)}`;
    return (
        <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label={label} title={label}
            onClick={() => { setColorScheme(schemes[(schemes.indexOf(colorScheme) + 1) % schemes.length] ?? 'auto'); }}>
            <Current size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
    );
}
