import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import type { Backup } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { useRestore } from './backups-api';

interface Props { backup: Backup | undefined; onClose: () => void; onBegun: () => void }

/** What a restore does, said before it is begun by typing a word. */
export function RestoreDialog({ backup, onClose, onBegun }: Props) {
    const { t } = useTranslation('backups');
    return <Dialog opened={backup !== undefined} onClose={onClose} title={t('restore.title')} size="lg">{backup && <Form backup={backup} onClose={onClose} onBegun={onBegun} />}</Dialog>;
}

function Form({ backup, onClose, onBegun }: Props & { backup: Backup }) {
    const { t } = useTranslation(['backups', 'common']);
    const format = useFormat();
    const restore = useRestore();
    const word = t('restore.word');
    const form = useForm({ initialValues: { confirmation: '' }, validate: { confirmation: (value) => value.trim() === word ? null : t('restore.type', { word }) } });
    const submit = useSubmit(form, async ({ confirmation }) => {
        await restore.mutateAsync({ id: backup.id, confirmation: confirmation.trim() });
        onBegun();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('restore.about', { time: format.dateTime(backup.madeAt) })}</Text>
                <List spacing={4}>
                    <List.Item>{t('restore.lost')}</List.Item>
                    <List.Item>{t('restore.out')}</List.Item>
                    <List.Item>{t('restore.checked')}</List.Item>
                    <List.Item>{t('restore.aside')}</List.Item>
                </List>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <TextInput label={t('restore.type', { word })} autoComplete="off" required data-autofocus {...form.getInputProps('confirmation')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                    <Button type="submit" color="red.8" loading={submit.busy}>{t('restore.action')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
