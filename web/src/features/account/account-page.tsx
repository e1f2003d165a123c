import { Button, Group, NativeSelect, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Facts } from '@/components/facts';
import { LanguageChoice } from '@/components/language-choice';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { Account, User } from '@/lib/api/types';
import { today, useFormat } from '@/lib/format';
import { filled, useSubmit } from '@/lib/forms';
import { keys } from '@/lib/query-keys';
import * as rules from '@/lib/rules';
import { Connections } from './connections';
import { PrivacySection } from './privacy-section';
import { Security } from './security';
import { Sessions } from './sessions';

export default function AccountPage() {
    const { t } = useTranslation(['account', 'common']);
    const user = useQuery({ queryKey: keys.user(), queryFn: () => api.get<User>('/users/v1/user') });
    return (
        <Page width="text">
            <PageHeader title={t('account.mine')} about={t('about')} />
            <QueryView query={user} skeleton={<PageSkeleton />}>
                {(data) => (
                    <Stack gap="xl">
                        <Details user={data} />
                        <Telling />
                        <Security user={data} />
                        <Connections />
                        <Sessions />
                        <PrivacySection />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}

/** The language, and the way to what one is told of. */
function Telling() {
    const { t } = useTranslation(['account', 'common']);
    return (
        <Stack component="section" gap="sm" aria-labelledby="telling">
            <Title order={2} id="telling">{t('telling.title')}</Title>
            <Paper p="md">
                <Group justify="space-between" align="flex-end">
                    <LanguageChoice hint={t('telling.language')} />
                    <Button component={Link} to="/notifications/settings" size="xs" variant="default">{t('telling.open')}</Button>
                </Group>
            </Paper>
        </Stack>
    );
}

function Details({ user }: { user: User }) {
    const { t } = useTranslation(['account', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const form = useForm({
        initialValues: { name: user.name, phone: user.phone ?? '', birth: user.birth ?? '', gender: user.gender ?? '' },
        validate: { name: rules.all(rules.required, rules.atMost(20)), phone: rules.phone },
    });
    const submit = useSubmit(form, async (values) => {
        const changed = await api.put<User>('/users/v1/user', filled(values));
        client.setQueryData(keys.user(), changed);
        client.setQueryData<Account | null>(keys.session(), (account) => account && { ...account, name: changed.name });
        form.resetDirty();
        toast(t('saved'));
    });
    const optional = (label: string) => `${label} (${t('optional')})`;
    return (
        <Stack component="section" gap="sm" aria-labelledby="details">
            <Title order={2} id="details">{t('details')}</Title>
            <Paper p="md">
                <Facts items={[
                    [t('fields.username'), user.username],
                    [t('role'), t(`roles.${user.role}`)],
                    [t('since'), format.date(user.createdAt)],
                ]} />
            </Paper>
            <Paper p={{ base: 'md', sm: 'xl' }}>
                <form onSubmit={submit.onSubmit} noValidate>
                    <Stack>
                        {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                        <TextInput label={t('fields.name')} autoComplete="name" required {...form.getInputProps('name')} />
                        <TextInput label={optional(t('fields.phone'))} type="tel" autoComplete="tel" {...form.getInputProps('phone')} />
                        <TextInput label={optional(t('fields.birth'))} type="date" autoComplete="bday" max={today()} {...form.getInputProps('birth')} />
                        <NativeSelect label={optional(t('fields.gender'))} {...form.getInputProps('gender')} data={[
                            { value: '', label: '–' },
                            ...(['FEMALE', 'MALE', 'OTHER'] as const).map((value) => ({ value, label: t(`fields.${value}`) })),
                        ]} />
                        <Group justify="flex-end"><Button type="submit" loading={submit.busy} disabled={!form.isDirty()}>{t('save')}</Button></Group>
                    </Stack>
                </form>
            </Paper>
        </Stack>
    );
}
