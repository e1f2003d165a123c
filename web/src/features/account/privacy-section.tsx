import { Button, Group, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { api, leave } from '@/lib/api/client';
import type { OwnConsents } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import { required } from '@/lib/rules';
import { keepFile } from '@/lib/save-file';
import { WithPassword } from './set-password';

/** What is kept of oneself: agreed to, taken home, or ended. */
export function PrivacySection() {
    const { t } = useTranslation('account');
    const format = useFormat();
    const [asked, setAsked] = useState<'export' | 'deletion'>();
    const consents = useQuery({ queryKey: keys.consents(), queryFn: () => api.get<OwnConsents>('/users/v1/consents') });
    return (
        <Paper p={{ base: 'md', sm: 'xl' }} component="section" aria-labelledby="privacy">
            <Stack>
                <Title order={2} fz="lg" id="privacy">{t('privacy.title')}</Title>
                <QueryView query={consents} skeleton={null}>
                    {({ items }) => items.length > 0 && (
                        <Facts items={items.map((each) => [t(`privacy.${each.document}`), t('privacy.agreed', { version: each.version, date: format.date(each.agreedAt) })])} />
                    )}
                </QueryView>
                <Group justify="space-between" wrap="wrap" gap="xs">
                    <Text flex="1 1 260px">{t('privacy.exportAbout')}</Text>
                    <Button variant="default" onClick={() => { setAsked('export'); }}>{t('privacy.export')}</Button>
                </Group>
                <Group justify="space-between" wrap="wrap" gap="xs">
                    <Text flex="1 1 260px">{t('privacy.deleteAbout')}</Text>
                    <Button variant="default" c="red.8" onClick={() => { setAsked('deletion'); }}>{t('privacy.delete')}</Button>
                </Group>
            </Stack>
            <Dialog opened={asked === 'export'} onClose={() => { setAsked(undefined); }} title={t('privacy.export')}>
                <WithPassword onCancel={() => { setAsked(undefined); }}><ExportForm onDone={() => { setAsked(undefined); }} /></WithPassword>
            </Dialog>
            <Dialog opened={asked === 'deletion'} onClose={() => { setAsked(undefined); }} title={t('privacy.delete')}>
                <WithPassword onCancel={() => { setAsked(undefined); }}><DeletionForm onCancel={() => { setAsked(undefined); }} /></WithPassword>
            </Dialog>
        </Paper>
    );
}

function ExportForm({ onDone }: { onDone: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const form = useForm({ initialValues: { password: '' }, validate: { password: required } });
    const submit = useSubmit(form, async (values) => {
        keepFile(await api.postForFile('/users/v1/user/export', values), 'ahimmoyak.json');
        toast(t('privacy.exported'));
        onDone();
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('privacy.exportHint')}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <PasswordInput label={t('common:fields.password')} autoComplete="current-password" required data-autofocus {...form.getInputProps('password')} />
                <Group justify="flex-end">
                    <Button variant="default" onClick={onDone}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('privacy.exportAction')}</Button>
                </Group>
            </Stack>
        </form>
    );
}

function DeletionForm({ onCancel }: { onCancel: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const client = useQueryClient();
    const navigate = useNavigate();
    const form = useForm({ initialValues: { password: '' }, validate: { password: required } });
    const submit = useSubmit(form, (values) => leave(async () => {
        await api.post('/users/v1/user/deletion', values);
        await navigate('/');
        client.clear();
        toast(t('privacy.deleted'));
    }));
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text component="ul" pl="md" my={0}>
                    {(['deleteNow', 'deleteKept', 'deleteFinal'] as const).map((each) => <li key={each}>{t(`privacy.${each}`)}</li>)}
                </Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                <PasswordInput label={t('common:fields.password')} autoComplete="current-password" required {...form.getInputProps('password')} />
                <Group justify="flex-end">
                    <Button variant="default" data-autofocus onClick={onCancel}>{t('common:cancel')}</Button>
                    <Button type="submit" color="red.8" loading={submit.busy}>{t('privacy.deleteAction')}</Button>
                </Group>
            </Stack>
        </form>
    );
}
