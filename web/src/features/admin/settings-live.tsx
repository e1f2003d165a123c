import { NumberInput, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import type { LiveSettings } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { SettingsCard } from './settings-parts';
import { between, useChangeSettings, useReadSettings } from './system-api';

export function LiveSettingsForm({ settings }: { settings: LiveSettings }) {
    const { t } = useTranslation(['settings', 'common']);
    const change = useChangeSettings('live');
    const read = useReadSettings();
    const form = useForm<LiveSettings>({ initialValues: settings, validate: { recordingDays: between(0, 3650) } });
    const reset = () => { const now = read()?.live; if (now) { form.setInitialValues(now); form.setValues(now); } };
    const submit = useSubmit(form, async (values) => {
        await change.mutateAsync(values);
        reset();
        toast(t('common:saved'));
    });
    return (
        <SettingsCard title={t('live.title')} submit={submit} dirty={form.isDirty()} onReload={reset}>
            <Switch label={t('live.renditions')} description={t('live.renditionsHint')} {...form.getInputProps('renditions', { type: 'checkbox' })} />
            <NumberInput label={t('live.recordingDays')} description={t('live.recordingDaysHint')} min={0} max={3650} allowDecimal={false} suffix={t('live.days')} {...form.getInputProps('recordingDays')} />
        </SettingsCard>
    );
}
