import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconUserDown, IconUserMinus, IconUserUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { useConfirm } from '@/components/confirm';
import { toast } from '@/components/toast';
import type { Employee } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useAccount, useRenewSession } from '@/lib/session';
import { useRemoveEmployee, useSupervise } from './people-api';

interface Props { person: Employee; confirm: ReturnType<typeof useConfirm>[0] }

/** What a training officer can do with somebody: each says first what will happen. */
export function EmployeeActs({ person, confirm }: Props) {
    const { t } = useTranslation(['employees', 'common']);
    const client = useQueryClient();
    const renew = useRenewSession();
    const own = useAccount().userId === person.userId;
    const remove = useRemoveEmployee();
    const supervise = useSupervise();
    const { name, userId } = person;
    /** Who changes what he may do himself goes on with the new role, wherever that leads. */
    const settle = (done: string) => {
        toast(done);
        return own ? renew() : client.invalidateQueries({ queryKey: keys.allEmployees() });
    };
    const promote = () => {
        confirm({
            title: t('handle.promoteTitle', { name }), text: t('handle.promoteText', { name }), action: t('handle.promote'),
            run: async () => { await supervise.mutateAsync({ userId, isSupervisor: true }); await settle(t('handle.promoted', { name })); },
        });
    };
    const demote = () => {
        confirm({
            title: t('handle.demoteTitle', { name }), text: t(own ? 'handle.demoteSelfText' : 'handle.demoteText', { name }), action: t('handle.demote'),
            run: async () => { await supervise.mutateAsync({ userId, isSupervisor: false }); await settle(t('handle.demoted', { name })); },
        });
    };
    const askToRemove = () => {
        confirm({
            title: t('handle.removeTitle', { name }), text: t(own ? 'handle.leaveText' : 'handle.removeText', { name }), action: t(own ? 'handle.leave' : 'handle.remove'), danger: true,
            run: async () => { await remove.mutateAsync(userId); await settle(t('handle.removed', { name })); },
        });
    };
    return (
        <Menu position="bottom-end" width={220}>
            <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t('handle.of', { name })}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
                {person.isSupervisor
                    ? <Menu.Item leftSection={<IconUserDown size={16} aria-hidden />} onClick={demote}>{t('handle.demote')}</Menu.Item>
                    : <Menu.Item leftSection={<IconUserUp size={16} aria-hidden />} onClick={promote}>{t('handle.promote')}</Menu.Item>}
                <Menu.Item color="red" leftSection={<IconUserMinus size={16} aria-hidden />} onClick={askToRemove}>{t(own ? 'handle.leave' : 'handle.remove')}</Menu.Item>
            </Menu.Dropdown>
        </Menu>
    );
}
