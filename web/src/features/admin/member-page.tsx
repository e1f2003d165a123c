import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import type { MemberDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useAccount } from '@/lib/session';
import { useMakeAdministrator, useMember, useResetSecondFactor, useTakeAdministrator, useUnlock } from './api';
import { LockDialog } from './lock-dialog';
import { MemberStateBadge } from './member-state';

export default function MemberPage() {
    const { t } = useTranslation('members');
    const id = Number(useParams()['userId']);
    const member = useMember(id);
    return (
        <Page width="text">
            <PageHeader title={member.data?.name ?? t('title')} back={{ to: '/admin/members', label: t('back') }}
                beside={member.data && <MemberStateBadge state={member.data.state} />} />
            <QueryView query={member} skeleton={<PageSkeleton />}>{(data) => <Member member={data} />}</QueryView>
        </Page>
    );
}

function Member({ member }: { member: MemberDetail }) {
    const { t } = useTranslation(['members', 'common']);
    const format = useFormat();
    const own = useAccount().userId === member.userId;
    const organisation = member.institutionId ? `/admin/institutions/${member.institutionId}` : member.companyId ? `/admin/companies/${member.companyId}` : undefined;
    return (
        <Stack gap="lg">
            {member.state === 'LOCKED' && (
                <Alert color="red" icon={<IconLock aria-hidden />} title={t('lock.banner')}>
                    <Text>{member.lockReason}</Text>
                    {member.lockedAt && <Text size="sm" mt={4}>{t('lock.since', { name: member.lockedByName ?? '–', time: format.dateTime(member.lockedAt) })}</Text>}
                </Alert>
            )}
            <Paper p="md">
                <Title order={2} size="h3" mb="md">{t('details')}</Title>
                <Facts items={[
                    [t('common:fields.username'), member.username],
                    [t('common:fields.email'), member.email],
                    [t('common:fields.phone'), member.phone],
                    [t('role'), t(`common:roles.${member.role}`)],
                    [t('organisation'), organisation && <Anchor key="organisation" component={Link} to={organisation} c="var(--ah-link)">{member.organisationName}</Anchor>],
                    [t('created'), format.dateTime(member.createdAt)],
                    [t('factor.title'), t(member.secondFactor ? 'factor.on' : 'factor.off')],
                ]} />
            </Paper>
            <Paper p="md">
                <Group justify="space-between" mb="md">
                    <Title order={2} size="h3">{t('activity')}</Title>
                    <Anchor component={Link} to={`/admin/audit?person=${encodeURIComponent(member.username)}`} c="var(--ah-link)">{t('audit')}</Anchor>
                </Group>
                <Facts items={[
                    [t('signedIn'), member.signedInAt ? format.dateTime(member.signedInAt) : t('never')],
                    [t('sessions'), t('sessionsCount', { count: member.sessionCount })],
                ]} />
            </Paper>
            <Rights member={member} own={own} />
        </Stack>
    );
}

function Rights({ member, own }: { member: MemberDetail; own: boolean }) {
    const { t } = useTranslation('members');
    const [confirm, dialog] = useConfirm();
    const [locking, setLocking] = useState(false);
    const unlock = useUnlock(member.userId);
    const give = useMakeAdministrator(member.userId);
    const take = useTakeAdministrator(member.userId);
    const reset = useResetSecondFactor(member.userId);
    const locked = member.state === 'LOCKED';
    const fixed = own || member.lastAdministrator;
    const why = member.lastAdministrator ? t('admin.last') : own ? t('admin.self') : member.role !== 'NORMAL' && member.role !== 'ADMIN' ? t('admin.belongs') : undefined;
    const ask = (what: 'give' | 'take') => {
        confirm({
            title: t(`admin.${what}Title`, { name: member.name }), text: t(`admin.${what}About`), action: t(`admin.${what}`), danger: what === 'take',
            run: async () => {
                await (what === 'give' ? give : take).mutateAsync(undefined);
                toast(t(what === 'give' ? 'admin.given' : 'admin.taken'));
            },
        });
    };
    const askToReset = () => {
        confirm({
            title: t('factor.resetTitle', { name: member.name }), text: t('factor.resetAbout'), action: t('factor.reset'), danger: true,
            run: async () => {
                await reset.mutateAsync();
                toast(t('factor.resetDone'));
            },
        });
    };
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb="xs">{t('rights')}</Title>
            {why && <Text c="dimmed" mb="md">{why}</Text>}
            <Group>
                {member.role === 'NORMAL' && member.state === 'ACTIVE' && <Button variant="default" onClick={() => { ask('give'); }}>{t('admin.give')}</Button>}
                {member.role === 'ADMIN' && !member.lastAdministrator && <Button variant="default" onClick={() => { ask('take'); }}>{t('admin.take')}</Button>}
                {member.secondFactor && !own && <Button variant="default" onClick={askToReset}>{t('factor.reset')}</Button>}
                {!locked && !fixed && <Button color="red.8" leftSection={<IconLock size={18} aria-hidden />} onClick={() => { setLocking(true); }}>{t('lock.open')}</Button>}
                {locked && <Button variant="default" onClick={() => { setLocking(true); }}>{t('lock.change')}</Button>}
                {locked && (
                    <Button leftSection={<IconLockOpen size={18} aria-hidden />} loading={unlock.isPending}
                        onClick={() => { unlock.mutate(undefined, { onSuccess: () => { toast(t('lock.undone')); } }); }}>{t('lock.undo')}</Button>
                )}
            </Group>
            <LockDialog member={member} opened={locking} onClose={() => { setLocking(false); }} />
            {dialog}
        </Paper>
    );
}
