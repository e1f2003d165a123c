import { ActionIcon, Anchor, Badge, Group, Text, Textarea } from '@mantine/core';
import { IconArrowDown, IconSend2 } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import type { ChatRoomState } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useAccount } from '@/lib/session';
import { chatRoom, liveCalls } from './api';
import { HandButton, LineMenu, Pinned, RoomTools } from './chat-tools';
import { ChatClient, longest_message, messageLength, type ChatLine, type ChatPhase } from './lib/chat-client';
import classes from './live.module.css';
import { useStore } from './use-store';

/** Nearer to the end than this, in pixels, new messages scroll the list along. */
const near_end = 80;

/** A chat that lives as long as the room, whichever tab is shown. */
export function useChat(channelId: number): ChatClient {
    const account = useAccount();
    const client = useQueryClient();
    const [chat] = useState(
        () =>
            new ChatClient({
                token: () => liveCalls.chatToken(channelId),
                history: () => liveCalls.chatMessages(channelId),
                me: { id: String(account.userId), name: account.name, role: account.role },
                onRoom: () => void client.invalidateQueries({ queryKey: keys.chatRoom(channelId) }),
            }),
    );
    useEffect(() => {
        chat.start();
        return () => { chat.stop(); };
    }, [chat]);
    return chat;
}

export function ChatPanel({ chat, channelId, readOnly = false }: { chat: ChatClient; channelId: number; readOnly?: boolean }) {
    const { t } = useTranslation('live');
    const room = useQuery(chatRoom(channelId)).data;
    const { phase, lines } = useStore(chat.state);
    const [draft, setDraft] = useState('');
    const list = useRef<HTMLDivElement>(null);
    const following = useRef(true);
    const [behind, setBehind] = useState(false);

    useEffect(() => {
        if (following.current && list.current) list.current.scrollTop = list.current.scrollHeight;
    }, [lines]);
    useEffect(() => {
        const element = list.current;
        if (!element) return undefined;
        // A phone's keyboard, or a line that appears below, takes height: the newest stays in sight.
        const observer = new ResizeObserver(() => {
            if (following.current) element.scrollTop = element.scrollHeight;
        });
        observer.observe(element);
        return () => { observer.disconnect(); };
    }, []);
    const onScroll = () => {
        const element = list.current;
        if (!element || element.clientHeight === 0) return;
        following.current = element.scrollHeight - element.scrollTop - element.clientHeight < near_end;
        setBehind(!following.current);
    };
    const toEnd = () => {
        following.current = true;
        setBehind(false);
        list.current?.scrollTo({ top: list.current.scrollHeight });
    };
    const length = messageLength(draft.trim());
    const tooLong = length > longest_message;
    const send = () => {
        if (!chat.send(draft)) return;
        setDraft('');
        toEnd();
    };
    const onKey = (event: KeyboardEvent) => {
        // Enter while Hangul is being composed belongs to the composition.
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        send();
    };
    return (
        <div className={classes['chat']}>
            {room?.moderates && !readOnly && <RoomTools channelId={channelId} room={room} />}
            {room?.pinned && <Pinned channelId={channelId} message={room.pinned} staff={room.moderates && !readOnly} />}
            <div ref={list} className={classes['lines']} onScroll={onScroll} tabIndex={0} role="log" aria-label={t('chat.messages')}>
                {lines.length === 0 && <p className={classes['noLines']}>{t('chat.empty')}</p>}
                {lines.map((line) => <Line key={line.requestId ?? line.id} line={line} chat={chat} channelId={channelId} room={room} readOnly={readOnly} onEdit={setDraft} />)}
            </div>
            {behind && (
                <ActionIcon className={classes['toEnd']} radius="xl" size="lg" onClick={toEnd} aria-label={t('chat.newest')} title={t('chat.newest')}><IconArrowDown size={18} aria-hidden /></ActionIcon>
            )}
            <PhaseLine phase={phase} />
            {!readOnly && room && !room.moderates && room.slowModeSeconds > 0 && <Text size="xs" className={classes['slow']}>{t('chat.slow.on', { count: room.slowModeSeconds })}</Text>}
            {!readOnly && phase !== 'removed' && phase !== 'closed' && (
                <div className={classes['write']}>
                    {room && !room.moderates && <HandButton channelId={channelId} raised={room.handRaised} />}
                    <Textarea
                        value={draft} onChange={(event) => { setDraft(event.currentTarget.value); }} onKeyDown={onKey} autosize minRows={1} maxRows={4} style={{ flex: 1 }}
                        aria-label={t('chat.write')} placeholder={t('chat.write')} error={tooLong && t('chat.tooLong', { length, most: longest_message })} data-chat-input
                    />
                    <ActionIcon size={36} onClick={send} disabled={length === 0 || tooLong} aria-label={t('chat.send')}><IconSend2 size={20} aria-hidden /></ActionIcon>
                </div>
            )}
        </div>
    );
}

function PhaseLine({ phase }: { phase: ChatPhase }) {
    const { t } = useTranslation('live');
    if (phase === 'open' || phase === 'connecting') return null;
    return <Text size="sm" className={classes['chatPhase']} role="status">{t(`chat.phase.${phase}`)}</Text>;
}

interface LineProps { line: ChatLine; chat: ChatClient; channelId: number; room: ChatRoomState | undefined; readOnly: boolean; onEdit: (text: string) => void }

function Line({ line, chat, channelId, room, readOnly, onEdit }: LineProps) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const own = useAccount().userId === Number(line.senderId);
    const requestId = line.requestId ?? '';
    const isQuestion = room?.questions.includes(line.id) ?? false;
    return (
        <div className={`${classes['line'] ?? ''} ${own ? (classes['own'] ?? '') : ''}`} data-state={line.state}>
            <Group gap={6} wrap="nowrap">
                <Text size="sm" fw={650} truncate>{line.senderName || t('chat.somebody')}</Text>
                {line.role === 'MANAGER' && <Badge size="xs">{t('chat.staff')}</Badge>}
                {isQuestion && <Badge className="ah-badge" size="xs" color="orange">{t('chat.question')}</Badge>}
                <Text size="xs" c="dimmed" style={{ flex: 'none' }}>{line.state === 'sending' ? t('chat.sending') : format.time(line.sentAt)}</Text>
                {room?.moderates && !readOnly && line.state === 'sent' && (
                    <LineMenu channelId={channelId} line={line} isQuestion={isQuestion} isPinned={room.pinned?.id === line.id} onRemove={() => { chat.remove(line.id); }} onPutOut={() => { chat.putOut(line.senderId); }} />
                )}
            </Group>
            <Text size="sm" className={classes['said']}>{line.content}</Text>
            {line.state === 'failed' && (
                <Text size="sm" c="var(--mantine-color-error)" role="alert">
                    {line.waitSeconds === undefined ? t(`chat.problem.${line.problem ?? 'failed'}`) : t('chat.slow.wait', { count: line.waitSeconds })}{' '}
                    <Anchor component="button" size="sm" onClick={() => { chat.resend(requestId); }}>{t('chat.resend')}</Anchor>{' · '}
                    <Anchor component="button" size="sm" onClick={() => { onEdit(chat.discard(requestId)); }}>{t('chat.edit')}</Anchor>
                </Text>
            )}
        </div>
    );
}
