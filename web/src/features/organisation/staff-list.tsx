import { Badge, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { PagedList } from '@/components/paged-list';
import { toast } from '@/components/toast';
import type { StaffMember } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { useAccount, useRenewSession } from '@/lib/session';
import { useRemoveStaff, useStaff } from './api';

export function StaffList() {
    const { t } = useTranslation(['organisation', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const navigate = useNavigate();
    const renew = useRenewSession();
    const own = useAccount().userId;
    const staff = useStaff();
    const remove = useRemoveStaff();
    const [confirm, dialog] = useConfirm();
    const askToRemove = (who: StaffMember) => {
        confirm({
            title: t('staff.removeTitle', { name: who.name }), text: t('staff.removeText', { name: who.name }), action: t('staff.remove'), danger: true,
            run: async () => {
                await remove.mutateAsync(who.userId);
                toast(t('staff.removed', { name: who.name }));
                await client.invalidateQueries({ queryKey: keys.staff() });
            },
        });
    };
    const askToLeave = (who: StaffMember) => {
        confirm({
            title: t('staff.leaveTitle'), text: t('staff.leaveText'), action: t('staff.leave'), danger: true,
            run: async () => {
                await remove.mutateAsync(who.userId);
                await renew();
                await navigate('/welcome');
            },
        });
    };
    return (
        <>
            <PagedList query={staff} empty={null}>
                {(rows) => (
                    <DataTable caption={t('staff.title')} rows={rows} rowKey={(who) => who.userId} columns={[
                        { key: 'name', label: t('common:fields.name'), cell: (who) => <>{who.name} {who.userId === own && <Badge size="sm" ml={6} className="ah-badge">{t('staff.you')}</Badge>}</> },
                        { key: 'email', label: t('common:fields.email'), cell: (who) => who.email },
                        { key: 'username', label: t('common:fields.username'), cell: (who) => who.username },
                        { key: 'since', label: t('staff.since'), cell: (who) => format.date(who.since) },
                        { key: 'acts', label: t('acts'), end: true, acts: true, cell: (who) => who.userId === own
                            ? <Button size="compact-sm" variant="subtle" color="red" onClick={() => { askToLeave(who); }}>{t('staff.leave')}</Button>
                            : <Button size="compact-sm" variant="subtle" color="red" aria-label={t('staff.removeOf', { name: who.name })} onClick={() => { askToRemove(who); }}>{t('staff.remove')}</Button> },
                    ]} />
                )}
            </PagedList>
            {dialog}
        </>
    );
}
