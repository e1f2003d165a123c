import { Button, Container, Divider, Group, Paper, Radio, SimpleGrid, Stack, Stepper, Switch, Text, ThemeIcon, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { emptyOrganisation, organisationBody, OrganisationFields, organisationRules } from '@/components/organisation-fields';
import { emptyPerson, PersonFields, personRules } from '@/components/person-fields';
import { api } from '@/lib/api/client';
import { ApiError } from '@/lib/api/problem';
import type { Installation } from '@/lib/api/types';
import { showFieldErrors } from '@/lib/forms';
import { chooseLanguage, type Language } from '@/lib/i18n';
import { keys } from '@/lib/query-keys';
import { useInstallation } from '@/lib/session';
import classes from './setup.module.css';

/** First run: language, administrator, and an institution if wanted. Three steps and the product is usable. */
export default function SetupPage() {
    const { t, i18n } = useTranslation(['setup', 'common']);
    const client = useQueryClient();
    const { data: installation } = useInstallation();
    const [step, setStep] = useState(0);
    const [withInstitution, setWithInstitution] = useState(true);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const form = useForm({
        mode: 'uncontrolled',
        initialValues: { administrator: emptyPerson, institution: { ...emptyOrganisation, manager: emptyPerson } },
        validate: { administrator: personRules, institution: { ...organisationRules, manager: personRules } },
    });
    if (installation && !installation.setupNeeded && step < 3) return <Navigate to="/" replace />;

    /** Only the step that is shown is checked; what is wrong is marked and gets the focus. */
    const isRight = (part: 'administrator' | 'institution') => {
        const faults = Object.entries(form.validate().errors).filter(([path]) => path.startsWith(`${part}.`));
        form.setErrors(Object.fromEntries(faults));
        form.getInputNode(faults[0]?.[0] ?? '')?.focus();
        return faults.length === 0;
    };
    const finish = async () => {
        if (withInstitution && !isRight('institution')) return;
        const { administrator, institution: { manager, ...organisation } } = form.getValues();
        setBusy(true);
        setError(undefined);
        try {
            await api.post('/v1/setup', {
                administrator,
                ...(withInstitution && { institution: { ...organisationBody(organisation, true), manager } }),
            });
            setStep(3);
            client.setQueryData<Installation>(keys.installation(), (known) => known && { ...known, setupNeeded: false });
        } catch (failure) {
            const pointers = failure instanceof ApiError ? failure.problem.errors ?? [] : [];
            if (pointers.some((issue) => issue.pointer.includes('administrator'))) setStep(1);
            if (!showFieldErrors(form, failure)) setError(failure);
        } finally {
            setBusy(false);
        }
    };

    return (
        <main>
            <title>{`${t('title')} · ${t('brand')}`}</title>
            <Container size={680} py={{ base: 'lg', sm: 56 }}>
                <Stack gap="xl">
                    <Stack gap={4}>
                        <Title order={1}>{t('title')}</Title>
                        <Text c="dimmed">{t('about')}</Text>
                    </Stack>
                    <Stepper active={step} size="sm" wrap={false} classNames={{ stepBody: classes['body'] ?? '' }} allowNextStepsSelect={false} {...(step < 3 && { onStepClick: setStep })} aria-label={t('steps')}>
                        <Stepper.Step label={t('welcome.step')} />
                        <Stepper.Step label={t('administrator.step')} />
                        <Stepper.Step label={t('institution.step')} />
                    </Stepper>
                    <Paper p={{ base: 'md', sm: 'xl' }}>
                        {step === 0 && (
                            <Stack>
                                <Title order={2}>{t('welcome.title')}</Title>
                                <Text c="dimmed">{t('welcome.text')}</Text>
                                <Radio.Group label={t('language')} value={i18n.language} onChange={(value) => void chooseLanguage(value as Language)}>
                                    <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs">
                                        {([['ko', '한국어'], ['en', 'English']] as const).map(([value, label]) => (
                                            <Paper key={value} p="md" component="label" style={{ cursor: 'pointer' }}><Radio value={value} label={label} lang={value} /></Paper>
                                        ))}
                                    </SimpleGrid>
                                </Radio.Group>
                                <Group justify="flex-end"><Button onClick={() => { setStep(1); }}>{t('start')}</Button></Group>
                            </Stack>
                        )}
                        {step === 1 && (
                            <form noValidate onSubmit={(event) => { event.preventDefault(); if (isRight('administrator')) setStep(2); }}>
                                <Stack>
                                    <Title order={2}>{t('administrator.title')}</Title>
                                    <Text c="dimmed">{t('administrator.text')}</Text>
                                    <PersonFields form={form} at="administrator." />
                                    <Group justify="space-between">
                                        <Button variant="default" onClick={() => { setStep(0); }}>{t('back')}</Button>
                                        <Button type="submit">{t('next')}</Button>
                                    </Group>
                                </Stack>
                            </form>
                        )}
                        {step === 2 && (
                            <form noValidate onSubmit={(event) => { event.preventDefault(); void finish(); }}>
                                <Stack>
                                    <Title order={2}>{t('institution.title')}</Title>
                                    <Switch checked={withInstitution} onChange={(event) => { setWithInstitution(event.currentTarget.checked); }}
                                        label={t('institution.now')} description={t('institution.later')} />
                                    {error !== undefined && <ErrorPanel error={error} />}
                                    {withInstitution && (
                                        <>
                                            <OrganisationFields form={form} at="institution." certified />
                                            <Divider label={t('institution.manager')} labelPosition="left" mt="sm" />
                                            <Text size="sm" c="dimmed">{t('institution.managerText')}</Text>
                                            <PersonFields form={form} at="institution.manager." />
                                        </>
                                    )}
                                    <Group justify="space-between">
                                        <Button variant="default" onClick={() => { setStep(1); }}>{t('back')}</Button>
                                        <Button type="submit" loading={busy}>{t('finish')}</Button>
                                    </Group>
                                </Stack>
                            </form>
                        )}
                        {step === 3 && (
                            <Stack align="center" ta="center" py="lg">
                                <ThemeIcon size={56} radius="xl"><IconCheck size={30} aria-hidden /></ThemeIcon>
                                <Title order={2}>{t('done.title')}</Title>
                                <Text c="dimmed" maw="46ch">{withInstitution ? t('done.withInstitution') : t('done.text')}</Text>
                                {installation?.administratorsNeedSecondFactor && <Text c="dimmed" maw="46ch">{t('done.secondFactor')}</Text>}
                                <Button component={Link} to="/signin" autoFocus>{t('done.action')}</Button>
                            </Stack>
                        )}
                    </Paper>
                </Stack>
            </Container>
        </main>
    );
}
