import { ActionIcon, Anchor, Button, Group, Menu, NativeSelect, Text } from '@mantine/core';
import { IconDots, IconHandStop, IconPin, IconPinnedOff, IconQuestionMark, IconTrash, IconUserX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toast } from '@/components/toast';
import type { ChatMessage, ChatRoomState, RaisedHand } from '@/lib/api/types';
import { useEvent } from '@/lib/events';
import { keys } from '@/lib/query-keys';
import { liveCalls } from './api';
import type { ChatLine } from './lib/chat-client';
import classes from './live.module.css';

/** Seconds between two messages of a person. */
const slow_modes = [0, 5, 10, 30, 60, 300];

/** A call that changes the room; then its state is read anew. Menus are closed by then, so what failed is told beside. */
function useRoomChange<T>(channelId: number, change: (given: T) => Promise<unknown>) {
    const client = useQueryClient();
    return useMutation({ mutationFn: change, onError: (problem) => { toast(problem.message); }, onSettled: () => client.invalidateQueries({ queryKey: keys.chatRoom(channelId) }) });
}

/** What the staff sets: slow mode, the words that are not wanted, and who wants to speak. */
export function RoomTools({ channelId, room }: { channelId: number; room: ChatRoomState }) {
    const { t } = useTranslation('live');
    const client = useQueryClient();
    const slow = useRoomChange(channelId, (seconds: number) => liveCalls.setSlowMode(channelId, seconds));
    useEvent<{ channelId: number }>('hands', ({ data }) => {
        if (data.channelId === channelId) void client.invalidateQueries({ queryKey: keys.chatRoom(channelId) });
    });
    const choices = slow_modes.includes(room.slowModeSeconds) ? slow_modes : [...slow_modes, room.slowModeSeconds];
    return (
        <div className={classes['tools']}>
            <Group gap="xs" justify="space-between" wrap="nowrap">
                <NativeSelect
                    size="xs" aria-label={t('chat.slow.label')} value={String(room.slowModeSeconds)} disabled={slow.isPending}
                    data={choices.map((seconds) => ({ value: String(seconds), label: seconds === 0 ? t('chat.slow.off') : t('chat.slow.every', { count: seconds }) }))}
                    onChange={(event) => { slow.mutate(Number(event.currentTarget.value)); }}
                />
                <Anchor component={Link} to="/manage/live/words" size="sm">{t('words.title')}</Anchor>
            </Group>
            <Hands channelId={channelId} hands={room.hands} />
        </div>
    );
}

function Hands({ channelId, hands }: { channelId: number; hands: RaisedHand[] }) {
    const { t } = useTranslation('live');
    const lower = useRoomChange(channelId, (userId: number) => liveCalls.lowerHandOf(channelId, userId));
    if (hands.length === 0) return null;
    return (
        <section aria-label={t('chat.hand.list')}>
            <Text size="sm" fw={650} role="status">{t('chat.hand.count', { count: hands.length })}</Text>
            <ul className={classes['hands']}>
                {hands.map((hand) => (
                    <li key={hand.userId}>
                        <Group gap={6} wrap="nowrap"><IconHandStop size={16} aria-hidden /><Text size="sm" truncate>{hand.name}</Text></Group>
                        <Button size="compact-xs" variant="default" onClick={() => { lower.mutate(hand.userId); }} aria-label={t('chat.hand.lowerOf', { name: hand.name })}>{t('chat.hand.lower')}</Button>
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** The one message that stays in sight. */
export function Pinned({ channelId, message, staff }: { channelId: number; message: ChatMessage; staff: boolean }) {
    const { t } = useTranslation('live');
    const unpin = useRoomChange(channelId, () => liveCalls.unpin(channelId));
    return (
        <section className={classes['pinned']} aria-label={t('chat.pin.title')}>
            <IconPin size={16} aria-hidden className={classes['pinIcon']} />
            <div className={classes['pinnedText']}>
                <Text size="xs" fw={650} truncate>{message.senderName || t('chat.somebody')}</Text>
                <Text size="sm" className={classes['said']}>{message.content}</Text>
            </div>
            {staff && <ActionIcon variant="subtle" onClick={() => { unpin.mutate(undefined); }} aria-label={t('chat.pin.off')} title={t('chat.pin.off')}><IconPinnedOff size={16} aria-hidden /></ActionIcon>}
        </section>
    );
}

interface LineMenuProps { channelId: number; line: ChatLine; isQuestion: boolean; isPinned: boolean; onRemove: () => void; onPutOut: () => void }

/** What the staff can do with a message. */
export function LineMenu({ channelId, line, isQuestion, isPinned, onRemove, onPutOut }: LineMenuProps) {
    const { t } = useTranslation('live');
    const mark = useRoomChange(channelId, () => (isQuestion ? liveCalls.unmarkQuestion(channelId, line.id) : liveCalls.markQuestion(channelId, line.id)));
    const pin = useRoomChange<undefined>(channelId, async () => { await (isPinned ? liveCalls.unpin(channelId) : liveCalls.pin(channelId, line.id)); });
    return (
        <Menu position="bottom-end" withinPortal>
            <Menu.Target>
                <ActionIcon variant="subtle" size="sm" ml="auto" aria-label={t('chat.more', { name: line.senderName || t('chat.somebody') })}><IconDots size={16} aria-hidden /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
                <Menu.Item leftSection={<IconQuestionMark size={16} aria-hidden />} onClick={() => { mark.mutate(undefined); }}>{t(isQuestion ? 'chat.unmark' : 'chat.mark')}</Menu.Item>
                <Menu.Item leftSection={isPinned ? <IconPinnedOff size={16} aria-hidden /> : <IconPin size={16} aria-hidden />} onClick={() => { pin.mutate(undefined); }}>{t(isPinned ? 'chat.pin.off' : 'chat.pin.on')}</Menu.Item>
                <Menu.Divider />
                <Menu.Item color="red.8" leftSection={<IconTrash size={16} aria-hidden />} onClick={onRemove}>{t('chat.remove')}</Menu.Item>
                {line.role !== 'MANAGER' && <Menu.Item color="red.8" leftSection={<IconUserX size={16} aria-hidden />} onClick={onPutOut}>{t('chat.putOut')}</Menu.Item>}
            </Menu.Dropdown>
        </Menu>
    );
}

/** A trainee asks to speak, or no longer. */
export function HandButton({ channelId, raised }: { channelId: number; raised: boolean }) {
    const { t } = useTranslation('live');
    const change = useRoomChange(channelId, () => (raised ? liveCalls.lowerHand(channelId) : liveCalls.raiseHand(channelId)));
    const label = t(raised ? 'chat.hand.down' : 'chat.hand.up');
    return (
        <ActionIcon size={36} variant={raised ? 'filled' : 'default'} aria-pressed={raised} loading={change.isPending} onClick={() => { change.mutate(undefined); }} aria-label={t('chat.hand.up')} title={label}>
            <IconHandStop size={20} aria-hidden />
        </ActionIcon>
    );
}
