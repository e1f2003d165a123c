import { Paper, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/query-view';
import { useEvent } from '@/lib/events';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { sessionEvents } from '../api';
import classes from '../live.module.css';

/** What happened to the broadcast: when it came, was lost, came back, was too slow. */
export function SessionEvents({ channelId }: { channelId: number }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const client = useQueryClient();
    const query = useQuery(sessionEvents(channelId));
    useEvent('session', () => void client.invalidateQueries({ queryKey: keys.sessionEvents(channelId) }));
    return (
        <Paper component="section" p="md" aria-labelledby="session">
            <Title order={2} size="h3" id="session" mb="xs">{t('session.title')}</Title>
            <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={<Text size="sm" c="dimmed">{t('session.empty')}</Text>}>
                {({ items }) => (
                    <ol className={classes['happened']} tabIndex={0} aria-label={t('session.title')}>
                        {items.map((each) => (
                            <li key={each.id}>
                                <time dateTime={each.createdAt} className="ah-number">{format.time(each.createdAt)}</time>
                                <span>{t(`session.kind.${each.kind}`)}{each.detail && <Text span size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}> {each.detail}</Text>}</span>
                            </li>
                        ))}
                    </ol>
                )}
            </QueryView>
        </Paper>
    );
}
