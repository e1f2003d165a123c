import { Menu, Text } from '@mantine/core';
import { IconCertificate, IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, leave } from '@/lib/api/client';
import { replaceSession, useAccount } from '@/lib/session';
import { AccountFace } from './account-button';

/** Comes when its button was pressed, so it begins open. */
export default function AccountMenu() {
    const { t } = useTranslation();
    const account = useAccount();
    const client = useQueryClient();
    const navigate = useNavigate();
    const signOut = useMutation({
        mutationFn: async () => {
            // The server knows the session by its access token, which may have run out: this renews it.
            await api.get('/auth/v1/info').catch(() => undefined);
            await leave(async () => {
                await api.post('/auth/v1/signout');
                await navigate('/signin');
                replaceSession(client, null);
            });
        },
    });
    return (
        <Menu position="bottom-end" width={240} defaultOpened>
            <Menu.Target><AccountFace account={account} /></Menu.Target>
            <Menu.Dropdown>
                <div style={{ padding: '8px 12px' }}>
                    <Text fw={650}>{account.name}</Text>
                    <Text size="sm" c="dimmed">{account.email}</Text>
                    <Text size="sm" c="dimmed">{t(`roles.${account.role}`)}</Text>
                </div>
                <Menu.Divider />
                <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} aria-hidden />}>{t('account.mine')}</Menu.Item>
                {account.role === 'NORMAL' && <Menu.Item component={Link} to="/certificates" leftSection={<IconCertificate size={16} aria-hidden />}>{t('nav.certificates')}</Menu.Item>}
                <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => { signOut.mutate(); }}>{t('account.signout')}</Menu.Item>
            </Menu.Dropdown>
        </Menu>
    );
}
