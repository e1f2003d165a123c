import { Code, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import type { FixedSetting } from '@/lib/api/types';
import { BackupSettingsForm } from './settings-backups';
import { GeneralSettingsForm } from './settings-general';
import { LiveSettingsForm } from './settings-live';
import { MailSettingsForm } from './settings-mail';
import { useSettings } from './system-api';

export default function SettingsPage() {
    const { t } = useTranslation('settings');
    const settings = useSettings();
    return (
        <Page width="text">
            <PageHeader title={t('title')} about={t('about')} back={{ to: '/admin', label: t('back') }} />
            <QueryView query={settings} skeleton={<PageSkeleton />}>
                {({ data }) => (
                    <Stack gap="lg">
                        <GeneralSettingsForm settings={data.general} />
                        <MailSettingsForm settings={data.mail} />
                        <BackupSettingsForm settings={data.backups} zone={data.timeZone} />
                        <LiveSettingsForm settings={data.live} />
                        <Fixed settings={data.fixed} />
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}

/** What only a file, the environment or the command line sets. */
function Fixed({ settings }: { settings: FixedSetting[] }) {
    const { t } = useTranslation('settings');
    return (
        <section aria-labelledby="fixed-settings">
            <Title order={2} id="fixed-settings">{t('fixed.title')}</Title>
            <Text size="sm" c="dimmed" mb="sm">{t('fixed.about')}</Text>
            {settings.length === 0 ? <Paper p="md">{t('fixed.none')}</Paper> : (
                <DataTable caption={t('fixed.title')} rows={settings} rowKey={(row) => row.name} columns={[
                    { key: 'name', label: t('fixed.name'), cell: (row) => <Code>{row.name}</Code> },
                    { key: 'value', label: t('fixed.value'), cell: (row) => row.value == null ? <Text span c="dimmed" size="sm">{t('fixed.default')}</Text> : <span style={{ overflowWrap: 'anywhere' }}>{row.value}</span> },
                    { key: 'origin', label: t('fixed.origin'), cell: (row) => t(`origins.${row.origin}`) },
                ]} />
            )}
        </section>
    );
}
