import { Alert, Button, Group, NumberInput, Paper, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { isStatus } from '@/lib/api/problem';
import type { RuleSet } from '@/lib/api/types';
import { useSubmit } from '@/lib/forms';
import { learningRules, useChangeRules, type HeldRules } from './rules-api';

export default function RulesPage() {
    const { t } = useTranslation(['organisation', 'common']);
    const rules = useQuery(learningRules());
    return (
        <Page width="text">
            <PageHeader title={t('rules.title')} about={t('rules.about')} back={{ to: '/manage/institution', label: t('institution.title') }} />
            <QueryView query={rules} skeleton={<ListSkeleton rows={5} height={64} />}>{(held) => <RulesForm key={held.etag} held={held} onReload={() => void rules.refetch()} />}</QueryView>
        </Page>
    );
}

/** What may be decided: least, most, and what stands behind the number. */
const fields = [
    ['completedAtPercent', 1, 100, '%'],
    ['liveAttendancePercent', 0, 100, '%'],
    ['nextLessonOpensAtPercent', 0, 100, '%'],
    ['countedFromPercent', 0, 100, '%'],
    ['identityCheckEvery', 0, 100, 'lessons'],
    ['midtermOpensAtPercent', 0, 100, '%'],
    ['finalOpensAtPercent', 0, 100, '%'],
    ['totalScoreNeeded', 0, 100, 'points'],
    ['dailyHours', 1, 24, 'hours'],
    ['materialSeconds', 10, 14_400, 'seconds'],
] as const;

function RulesForm({ held, onReload }: { held: HeldRules; onReload: () => void }) {
    const { t } = useTranslation(['organisation', 'common']);
    const change = useChangeRules();
    const [stale, setStale] = useState(false);
    const form = useForm<RuleSet>({ initialValues: { ...held.rules }, validate: Object.fromEntries(fields.map(([name, least, most]) => [name, (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? null : t('rules.range', { least, most }))])) });
    const submit = useSubmit(form, async (values) => {
        try {
            await change(values, held.etag);
        } catch (failure) {
            if (!isStatus(failure, 412)) throw failure;
            setStale(true);
            return;
        }
        toast(t('rules.saved'));
    });
    return (
        <Paper p="lg">
            <form onSubmit={submit.onSubmit} noValidate>
                <Stack>
                    <Text size="sm" c="dimmed">{held.version === 0 ? t('rules.standard') : t('rules.version', { version: held.version })}</Text>
                    {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                    {stale && (
                        <Alert color="yellow" role="alert" title={t('rules.stale')}>
                            <Button size="xs" variant="default" onClick={onReload}>{t('rules.reload')}</Button>
                        </Alert>
                    )}
                    {fields.map(([name, least, most, unit]) => (
                        <NumberInput
                            key={name} label={t(`rules.${name}`)} description={t(`rules.${name}Hint`)} min={least} max={most} clampBehavior="none" allowDecimal={false}
                            suffix={unit === '%' ? ' %' : ` ${t(`rules.${unit}`)}`} maw={420} {...form.getInputProps(name)}
                        />
                    ))}
                    <Alert color="gray" variant="light">{t('rules.fixed')}</Alert>
                    <Group justify="flex-end"><Button type="submit" loading={submit.busy} disabled={!form.isDirty()}>{t('common:save')}</Button></Group>
                </Stack>
            </form>
        </Paper>
    );
}
