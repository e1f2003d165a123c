import { Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { LanguageChoice } from '@/components/language-choice';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import type { NoticeSettings } from '@/lib/api/types';
import { useChangeSettings, useNoticeSettings } from './api';
import classes from './settings.module.css';

const topics = ['affiliation', 'offering', 'course', 'board', 'live'] as const;
const ways = ['inPage', 'byMail'] as const;

export default function SettingsPage() {
    const { t } = useTranslation(['notifications', 'common']);
    const settings = useNoticeSettings();
    return (
        <Page width="text">
            <PageHeader title={t('settings.title')} about={t('settings.about')} back={{ to: '/notifications', label: t('title') }} />
            <Stack>
                <QueryView query={settings}>{(data) => <Topics settings={data} />}</QueryView>
                <Paper p="md">
                    <Title order={2} mb="xs">{t('settings.language')}</Title>
                    <LanguageChoice hint={t('settings.languageHint')} />
                </Paper>
            </Stack>
        </Page>
    );
}

function Topics({ settings }: { settings: NoticeSettings }) {
    const { t } = useTranslation(['notifications', 'common']);
    const change = useChangeSettings();
    return (
        <Paper p={0}>
            {change.isError && <ErrorPanel error={change.error} />}
            <table className={classes['topics']} aria-label={t('settings.title')}>
                <thead>
                    <tr><th scope="col">{t('settings.topic')}</th>{ways.map((way) => <th key={way} scope="col">{t(`settings.${way}`)}</th>)}</tr>
                </thead>
                <tbody>
                    {topics.map((topic) => (
                        <tr key={topic}>
                            <th scope="row"><Text fw={600} className={classes['name'] ?? ''}>{t(`topics.${topic}.name`)}</Text><Text size="sm" c="dimmed">{t(`topics.${topic}.about`)}</Text></th>
                            {ways.map((way) => (
                                <td key={way}>
                                    <Switch aria-label={`${t(`topics.${topic}.name`)}: ${t(`settings.${way}`)}`} checked={settings[topic][way]}
                                        onChange={(event) => { change.mutate({ ...settings, [topic]: { ...settings[topic], [way]: event.currentTarget.checked } }, { onSuccess: () => { toast(t('saved', { ns: 'common' })); } }); }} />
                                </td>
                            ))}
                        </tr>
                    ))}
                    <tr>
                        <th scope="row"><Text fw={600} className={classes['name'] ?? ''}>{t('topics.security.name')}</Text><Text size="sm" c="dimmed">{t('topics.security.about')}</Text></th>
                        <td><Text c="dimmed" aria-label={t('settings.never')}>–</Text></td>
                        <td><Text size="sm">{t('settings.always')}</Text></td>
                    </tr>
                </tbody>
            </table>
        </Paper>
    );
}
