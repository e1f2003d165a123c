import { ActionIcon, Avatar, Button, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/lib/api/client';
import type { Account } from '@/lib/api/types';
import { chooseLanguage } from '@/lib/i18n';
import { replaceSession } from '@/lib/session';

export function LanguageSwitch() {
    const { i18n } = useTranslation();
    const client = useQueryClient();
    const other = i18n.language === 'ko' ? 'en' : 'ko';
    const change = async () => {
        await chooseLanguage(other);
        // The server speaks the reader's language too.
        await client.invalidateQueries();
    };
    return (
        <Button variant="subtle" color="gray" size="compact-sm" c="dimmed" lang={other} onClick={() => void change()}>
            {other === 'ko' ? '한국어' : 'English'}
        </Button>
    );
}

export function SchemeSwitch() {
    const { t } = useTranslation();
    const { colorScheme, setColorScheme } = useMantineColorScheme();
    const icons = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const;
    const Current = icons[colorScheme];
    return (
        <Menu position="bottom-end" width={180}>
            <Menu.Target>
                <ActionIcon variant="subtle" color="gray" c="dimmed" size="lg" aria-label={t('scheme.label')}><Current size={20} stroke={1.7} aria-hidden /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
                {(['light', 'dark', 'auto'] as const).map((scheme) => {
                    const Shape = icons[scheme];
                    return (
                        <Menu.Item key={scheme} leftSection={<Shape size={16} aria-hidden />} onClick={() => { setColorScheme(scheme); }} fw={scheme === colorScheme ? 700 : 400}>
                            {t(`scheme.${scheme}`)}
                        </Menu.Item>
                    );
                })}
            </Menu.Dropdown>
        </Menu>
    );
}

export function AccountMenu({ account }: { account: Account }) {
    const { t } = useTranslation();
    const client = useQueryClient();
    const navigate = useNavigate();
    const signOut = useMutation({
        mutationFn: () => api.post('/auth/v1/signout'),
        onSuccess: async () => {
            await navigate('/signin');
            replaceSession(client, null);
        },
    });
    return (
        <Menu position="bottom-end" width={240}>
            <Menu.Target>
                <UnstyledButton aria-label={t('account.menu', { name: account.name })} style={{ borderRadius: '50%' }} ml={4}>
                    <Avatar size={32} radius="xl" color="accent" variant="filled" aria-hidden>{account.name.slice(0, 1)}</Avatar>
                </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
                <div style={{ padding: '8px 12px' }}>
                    <Text fw={650}>{account.name}</Text>
                    <Text size="sm" c="dimmed">{account.email}</Text>
                    <Text size="sm" c="dimmed">{t(`roles.${account.role}`)}</Text>
                </div>
                <Menu.Divider />
                <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} aria-hidden />}>{t('account.mine')}</Menu.Item>
                <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => { signOut.mutate(); }}>{t('account.signout')}</Menu.Item>
            </Menu.Dropdown>
        </Menu>
    );
}
