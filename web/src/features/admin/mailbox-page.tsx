import { Button, Group, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { StateBadge } from '@/components/state-badge';
import { api } from '@/lib/api/client';
import type { List, Mail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import classes from './mailbox.module.css';

export default function MailboxPage() {
    const { t } = useTranslation(['admin', 'common']);
    const format = useFormat();
    const chosen = useParams()['mailId'];
    const mails = useInfiniteQuery({
        queryKey: keys.mailbox(),
        queryFn: ({ pageParam }) => api.get<List<Mail>>('/v1/admin/mailbox', { query: { limit: 50, cursor: pageParam } }),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (last) => last.nextCursor ?? undefined,
        refetchInterval: 15_000,
    });
    return (
        <Page>
            <PageHeader title={t('mailbox.title')} about={t('mailbox.about')} />
            <QueryView query={mails} isEmpty={({ pages }) => pages[0]?.items.length === 0} empty={<EmptyState icon={IconMail} title={t('mailbox.empty')} hint={t('mailbox.emptyHint')} />}>
                {({ pages }) => (
                    <div className={classes['layout']}>
                        <nav aria-label={t('mailbox.title')}>
                            <Paper p={0} component="ul" className={classes['list'] ?? ''}>
                                {pages.flatMap(({ items }) => items).map((mail) => (
                                    <li key={mail.id}>
                                        <NavLink to={`/admin/mailbox/${mail.id}`} className={classes['mail'] ?? ''} preventScrollReset>
                                            <Group justify="space-between" wrap="nowrap" gap="xs"><Text fw={600} truncate>{mail.subject}</Text><StateBadge state={mail.state} size="sm" /></Group>
                                            <Group justify="space-between" wrap="nowrap" gap="xs">
                                                <Text size="sm" c="dimmed" truncate>{mail.recipient}</Text>
                                                <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>{format.ago(mail.createdAt)}</Text>
                                            </Group>
                                        </NavLink>
                                    </li>
                                ))}
                            </Paper>
                            {mails.hasNextPage && <Button fullWidth mt="sm" variant="default" loading={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>{t('more')}</Button>}
                        </nav>
                        {chosen ? <Letter id={Number(chosen)} /> : <EmptyState icon={IconMail} title={t('mailbox.choose')} />}
                    </div>
                )}
            </QueryView>
        </Page>
    );
}

function Letter({ id }: { id: number }) {
    const format = useFormat();
    const mail = useQuery({ queryKey: keys.mail(id), queryFn: () => api.get<Mail>(`/v1/admin/mailbox/${id}`) });
    return (
        <QueryView query={mail} skeleton={<Skeleton height={320} />}>
            {(data) => (
                <Paper p="lg" component="article">
                    <Title order={2}>{data.subject}</Title>
                    <Text size="sm" c="dimmed" mb="lg">{data.recipient} · {format.dateTime(data.createdAt)}</Text>
                    <Text style={{ whiteSpace: 'pre-wrap' }} maw="75ch">{data.text}</Text>
                </Paper>
            )}
        </QueryView>
    );
}
