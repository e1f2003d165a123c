import { Group, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import type { BackupSettings } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { required } from '@/lib/rules';
import { SettingsCard } from './settings-parts';
import { between, useChangeSettings, useReadSettings } from './system-api';

export function BackupSettingsForm({ settings, zone }: { settings: BackupSettings; zone: string }) {
    const { t } = useTranslation(['settings', 'common']);
    const change = useChangeSettings('backups');
    const read = useReadSettings();
    const form = useForm<BackupSettings>({ initialValues: settings, validate: { timeOfDay: required, keepCount: between(1, 90) } });
    const reset = () => { const now = read()?.backups; if (now) { form.setInitialValues(now); form.setValues(now); } };
    const submit = useSubmit(form, async (values) => {
        await change.mutateAsync(values);
        reset();
        toast(t('common:saved'));
    });
    return (
        <SettingsCard title={t('backups.title')} submit={submit} dirty={form.isDirty()} onReload={reset}>
            <Switch label={t('backups.daily')} description={t('backups.dailyHint')} {...form.getInputProps('daily', { type: 'checkbox' })} />
            <Group align="flex-start" grow preventGrowOverflow={false}>
                <TextInput type="time" label={t('backups.time')} description={t('backups.timeHint', { zone })} disabled={!form.values.daily} {...form.getInputProps('timeOfDay')} />
                <NumberInput label={t('backups.keep')} description={t('backups.keepHint')} min={1} max={90} allowDecimal={false} disabled={!form.values.daily} {...form.getInputProps('keepCount')} />
            </Group>
        </SettingsCard>
    );
}
