import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { toast } from '@/components/toast';
import type { GeneralSettings } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { atMost } from '@/lib/rules';
import { isOutside, SetOutside, SettingsCard } from './settings-parts';
import { between, useChangeSettings, useReadSettings } from './system-api';

const valuesOf = ({ installationName, defaultLanguage, signUpOpen, trainingYears }: GeneralSettings) => ({ installationName, defaultLanguage, signUpOpen, trainingYears });

export function GeneralSettingsForm({ settings }: { settings: GeneralSettings }) {
    const { t } = useTranslation(['settings', 'common']);
    const change = useChangeSettings('general');
    const read = useReadSettings();
    const form = useForm({ initialValues: valuesOf(settings), validate: { installationName: atMost(30), trainingYears: between(0, 30) } });
    const reset = () => { const now = read()?.general; if (now) { form.setInitialValues(valuesOf(now)); form.setValues(valuesOf(now)); } };
    const submit = useSubmit(form, async (values) => {
        await change.mutateAsync({ ...values, installationName: values.installationName.trim() });
        reset();
        toast(t('common:saved'));
    });
    return (
        <SettingsCard title={t('general.title')} submit={submit} dirty={form.isDirty()} onReload={reset}>
            <TextInput label={t('general.name')} description={t('general.nameHint')} placeholder={t('general.product')} {...form.getInputProps('installationName')} />
            <NativeSelect label={t('general.language')} description={t('general.languageHint')} disabled={isOutside(settings.defaultLanguageFrom)} data={[{ value: 'ko', label: '한국어' }, { value: 'en', label: 'English' }]} {...form.getInputProps('defaultLanguage')} />
            <SetOutside origin={settings.defaultLanguageFrom} />
            <Switch label={t('general.signUp')} description={t('general.signUpHint')} {...form.getInputProps('signUpOpen', { type: 'checkbox' })} />
            <NumberInput label={t('general.years')} description={t('general.yearsHint')} min={0} max={30} allowDecimal={false} disabled={isOutside(settings.trainingYearsFrom)} {...form.getInputProps('trainingYears')} />
            <SetOutside origin={settings.trainingYearsFrom} />
        </SettingsCard>
    );
}
