import { Badge, Button, Group, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { Invitation } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { PagedList } from '@/components/paged-list';
import { useInvitations, useResend, useResendExpired, useTakeBack } from './people-api';

interface Props { search: string; department: string; onAdd: () => void }

export function InvitationsList({ search, department, onAdd }: Props) {
    const { t } = useTranslation(['employees', 'common']);
    const format = useFormat();
    const invitations = useInvitations(search, department);
    const resend = useResend();
    const resendExpired = useResendExpired();
    const takeBack = useTakeBack();
    const [confirm, dialog] = useConfirm();
    const narrowed = search !== '' || department !== '';
    const late = (invitations.data?.pages ?? []).some(({ items }) => items.some(({ state }) => state === 'EXPIRED'));

    const askToTakeBack = (who: Invitation) => {
        confirm({ title: t('takeBackTitle', { name: who.name }), text: t('takeBackText'), action: t('takeBack'), danger: true, run: () => takeBack.mutateAsync(who.id) });
    };
    const state = (who: Invitation) => (
        <Group gap={6} component="span" wrap="nowrap" display="inline-flex">
            <Badge color={who.state === 'WAITING' ? 'blue' : 'orange'} className="ah-badge">{t(`states.${who.state}`)}</Badge>
            {who.state === 'WAITING' && <Text span size="sm" c="dimmed">{t('until', { date: format.date(who.expiresAt) })}</Text>}
        </Group>
    );
    return (
        <>
            {resend.isError && <ErrorPanel error={resend.error} />}
            {resendExpired.isError && <ErrorPanel error={resendExpired.error} />}
            {late && (
                <Group justify="space-between" gap="sm">
                    <Text size="sm" c="dimmed">{t('lateHint')}</Text>
                    <Button size="xs" variant="light" loading={resendExpired.isPending}
                        onClick={() => { resendExpired.mutate(undefined, { onSuccess: ({ sentCount }) => { toast(t('lateDone', { count: sentCount })); } }); }}>{t('lateAction')}</Button>
                </Group>
            )}
            <PagedList query={invitations} empty={narrowed ? <EmptyState icon={IconMail} title={t('nobody')} hint={t('nobodyHint')} />
                : <EmptyState icon={IconMail} title={t('nobodyInvited')} hint={t('nobodyInvitedHint')} action={<Button variant="light" onClick={onAdd}>{t('add.open')}</Button>} />}>
                {(rows) => (
                    <DataTable caption={t('invited')} rows={rows} rowKey={(who) => who.id} columns={[
                        { key: 'name', label: t('common:fields.name'), cell: (who) => who.name },
                        { key: 'department', label: t('department'), cell: (who) => who.department ?? '–' },
                        { key: 'email', label: t('common:fields.email'), cell: (who) => who.email },
                        { key: 'sent', label: t('sentAt'), cell: (who) => format.ago(who.sentAt) },
                        { key: 'state', label: t('state'), cell: state },
                        { key: 'acts', label: t('acts'), end: true, acts: true, cell: (who) => (
                            <Group gap={4} justify="flex-end" wrap="nowrap">
                                <Button size="compact-sm" variant="subtle" loading={resend.isPending && resend.variables === who.id} aria-label={t('resendOf', { name: who.name })}
                                    onClick={() => { resend.mutate(who.id, { onSuccess: () => { toast(t('resent', { name: who.name })); } }); }}>{t('resend')}</Button>
                                <Button size="compact-sm" variant="subtle" color="red" aria-label={t('takeBackOf', { name: who.name })} onClick={() => { askToTakeBack(who); }}>{t('takeBack')}</Button>
                            </Group>
                        ) },
                    ]} />
                )}
            </PagedList>
            {dialog}
        </>
    );
}
