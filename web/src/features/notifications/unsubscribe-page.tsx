import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconMailCheck, IconMailOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { api } from '@/lib/api/client';
import type { MailChoice } from '@/lib/api/types';

const topics: Record<string, 'affiliation' | 'offering' | 'course' | 'board' | 'live'> = { AFFILIATION: 'affiliation', OFFERING: 'offering', COURSE: 'course', BOARD: 'board', LIVE: 'live' };

/** Behind the link at the end of a mail. Opening it changes nothing, since programs open links, too; the button does, without signing in. */
export default function UnsubscribePage() {
    const { t } = useTranslation(['notifications', 'common']);
    const token = useSearchParams()[0].get('token') ?? '';
    const topic = topics[token.split('.')[1] ?? ''];
    const choose = useMutation({
        mutationFn: (way: 'unsubscribe' | 'resubscribe') => api.post<MailChoice>(`/v1/notifications/${way}?${new URLSearchParams({ token }).toString()}`),
    });
    if (!topic) return <Page width="narrow"><title>{t('unsubscribe.wrong')}</title><EmptyState alone title={t('unsubscribe.wrong')} hint={t('unsubscribe.wrongHint')} /></Page>;
    const name = t(`topics.${topic}.name`);
    return (
        <Page width="narrow">
            <title>{`${t('unsubscribe.title')} · ${t('brand', { ns: 'common' })}`}</title>
            <Stack maw={520} mx="auto" gap="lg" pt={{ base: 0, sm: 32 }}>
                <Title order={1}>{t('unsubscribe.title')}</Title>
                {choose.isError && <ErrorPanel error={choose.error} />}
                <div role="status">
                    {choose.data && (choose.data.byMail
                        ? <Alert icon={<IconMailCheck aria-hidden />} color="green" title={t('unsubscribe.again', { topic: name })}>{t('unsubscribe.againHint')}</Alert>
                        : <Alert icon={<IconMailOff aria-hidden />} color="green" title={t('unsubscribe.done', { topic: name })}>{t('unsubscribe.doneHint')}</Alert>)}
                </div>
                {!choose.data && <Text>{t('unsubscribe.ask', { topic: name })}</Text>}
                <Group>
                    {choose.data?.byMail === false
                        ? <Button variant="default" loading={choose.isPending} onClick={() => { choose.mutate('resubscribe'); }}>{t('unsubscribe.undo')}</Button>
                        : <Button loading={choose.isPending} onClick={() => { choose.mutate('unsubscribe'); }}>{t('unsubscribe.action')}</Button>}
                    <Anchor component={Link} to="/notifications/settings">{t('settings.title')}</Anchor>
                </Group>
            </Stack>
        </Page>
    );
}
