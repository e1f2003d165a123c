import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { filled, useSubmit } from '@/lib/forms';
import * as rules from '@/lib/rules';
import { useInviteStaff } from './api';

interface Props { opened: boolean; onClose: () => void }

export function InviteStaff({ opened, onClose }: Props) {
    const { t } = useTranslation('organisation');
    return <Dialog opened={opened} onClose={onClose} title={t('staff.invite.open')}><Form onClose={onClose} /></Dialog>;
}

function Form({ onClose }: { onClose: () => void }) {
    const { t } = useTranslation(['organisation', 'common']);
    const invite = useInviteStaff();
    const form = useForm({
        initialValues: { name: '', email: '' },
        validate: { name: rules.all(rules.required, rules.atMost(20)), email: rules.all(rules.required, rules.email, rules.atMost(100)) },
    });
    const submit = useSubmit(form, async (values) => {
        const made = await invite.mutateAsync(filled(values));
        toast(t('staff.invite.done', { name: made.name }));
        onClose();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text size="sm" c="dimmed">{t('staff.invite.about')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('common:fields.name')} required data-autofocus autoComplete="off" {...form.getInputProps('name')} />
                <TextInput label={t('common:fields.email')} type="email" required autoComplete="off" {...form.getInputProps('email')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('staff.invite.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
