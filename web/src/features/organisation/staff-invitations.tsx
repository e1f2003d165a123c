import { Badge, Button, Group, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { PagedList } from '@/components/paged-list';
import { toast } from '@/components/toast';
import type { StaffInvitation } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useResendStaff, useStaffInvitations, useTakeBackStaff } from './api';

export function StaffInvitations() {
    const { t } = useTranslation(['organisation', 'common']);
    const format = useFormat();
    const invitations = useStaffInvitations();
    const resend = useResendStaff();
    const takeBack = useTakeBackStaff();
    const [confirm, dialog] = useConfirm();
    const askToTakeBack = (who: StaffInvitation) => {
        confirm({ title: t('staff.takeBackTitle', { name: who.name }), text: t('staff.takeBackText'), action: t('staff.takeBack'), danger: true, run: () => takeBack.mutateAsync(who.id) });
    };
    return (
        <>
            {resend.isError && <ErrorPanel error={resend.error} />}
            <PagedList query={invitations} empty={<EmptyState icon={IconMail} title={t('staff.nobodyInvited')} hint={t('staff.nobodyInvitedHint')} />}>
                {(rows) => (
                    <DataTable caption={t('staff.invited')} rows={rows} rowKey={(who) => who.id} columns={[
                        { key: 'name', label: t('common:fields.name'), cell: (who) => who.name },
                        { key: 'email', label: t('common:fields.email'), cell: (who) => who.email },
                        { key: 'sent', label: t('staff.sentAt'), cell: (who) => format.ago(who.sentAt) },
                        { key: 'state', label: t('staff.state'), cell: (who) => (
                            <Group gap={6} component="span" wrap="nowrap" display="inline-flex">
                                <Badge color={who.state === 'WAITING' ? 'blue' : 'orange'} className="ah-badge">{t(`staff.states.${who.state}`)}</Badge>
                                {who.state === 'WAITING' && <Text span size="sm" c="dimmed">{t('staff.until', { date: format.date(who.expiresAt) })}</Text>}
                            </Group>
                        ) },
                        { key: 'acts', label: t('acts'), end: true, acts: true, cell: (who) => (
                            <Group gap={4} justify="flex-end" wrap="nowrap">
                                <Button size="compact-sm" variant="subtle" loading={resend.isPending && resend.variables === who.id} aria-label={t('staff.resendOf', { name: who.name })}
                                    onClick={() => { resend.mutate(who.id, { onSuccess: () => { toast(t('staff.resent', { name: who.name })); } }); }}>{t('staff.resend')}</Button>
                                <Button size="compact-sm" variant="subtle" color="red" aria-label={t('staff.takeBackOf', { name: who.name })} onClick={() => { askToTakeBack(who); }}>{t('staff.takeBack')}</Button>
                            </Group>
                        ) },
                    ]} />
                )}
            </PagedList>
            {dialog}
        </>
    );
}
