import { Badge, Group, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/query-view';
import type { RecordedMessage } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from '../live.module.css';
import { saidBy } from './said-by';
import { recordedChat } from './use-recording';

interface Props {
    channelId: number;
    time: number;
    onSeek: (seconds: number) => void;
}

/** What was said up to where the picture is; it goes along with it. */
export function ChatReplay({ channelId, time, onSeek }: Props) {
    const all = useQuery(recordedChat(channelId));
    return <div className={classes['chat']}><QueryView query={all} skeleton={<Skeleton height={120} m="md" />}>{(data) => <Lines all={data} time={time} onSeek={onSeek} />}</QueryView></div>;
}

function Lines({ all, time, onSeek }: { all: RecordedMessage[]; time: number; onSeek: (seconds: number) => void }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const list = useRef<HTMLDivElement>(null);
    const shown = saidBy(all, time);
    const last = shown.at(-1)?.id;
    useEffect(() => {
        if (list.current) list.current.scrollTop = list.current.scrollHeight;
    }, [last]);
    return (
        <div ref={list} className={classes['lines']} tabIndex={0} role="region" aria-label={t('recording.chat')}>
            {shown.length === 0 && <p className={classes['noLines']}>{t(all.length === 0 ? 'recording.noChat' : 'recording.chatLater')}</p>}
            {shown.map((line) => (
                <div key={line.id} className={classes['line']} data-testid="recorded-message">
                    <Group gap={6} wrap="nowrap">
                        <Text size="sm" fw={650} truncate>{line.senderName || t('chat.somebody')}</Text>
                        {line.role === 'MANAGER' && <Badge size="xs">{t('chat.staff')}</Badge>}
                        <UnstyledButton className={classes['seekTo']} onClick={() => { onSeek(line.atSeconds); }} title={t('recording.seek', { clock: format.clock(line.atSeconds) })}>{format.clock(line.atSeconds)}</UnstyledButton>
                    </Group>
                    <Text size="sm" className={classes['said']}>{line.content}</Text>
                </div>
            ))}
        </div>
    );
}
