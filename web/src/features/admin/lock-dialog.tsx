import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { MemberDetail } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { all, atMost, required } from '@/lib/rules';
import { useLock } from './api';

/** Why an account is locked; asked again when the reason is another one. */
export function LockDialog({ member, opened, onClose }: { member: MemberDetail; opened: boolean; onClose: () => void }) {
    const { t } = useTranslation('members');
    return (
        <Dialog opened={opened} onClose={onClose} title={t('lock.title', { name: member.name })}>
            <Form member={member} onDone={onClose} />
        </Dialog>
    );
}

function Form({ member, onDone }: { member: MemberDetail; onDone: () => void }) {
    const { t } = useTranslation(['members', 'common']);
    const lock = useLock(member.userId);
    const form = useForm({ initialValues: { reason: member.lockReason ?? '' }, validate: { reason: all(required, atMost(500)) } });
    const submit = useSubmit(form, async ({ reason }) => {
        await lock.mutateAsync(reason.trim());
        toast(t('lock.done'));
        onDone();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('lock.about')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <Textarea label={t('lock.reason')} description={t('lock.reasonHint')} required autosize minRows={2} data-autofocus {...form.getInputProps('reason')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onDone}>{t('common:cancel')}</Button>
                    <Button type="submit" color="red.8" loading={submit.busy}>{t('lock.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
