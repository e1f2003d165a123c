import { Badge, Button, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api, leave } from '@/lib/api/client';
import type { OwnSession } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { replaceSession } from '@/lib/session';
import classes from './account.module.css';
import { useEndOthers, useEndSession, useOwnSessions } from './api';

/** Where one is signed in, this device first. */
export function Sessions() {
    const { t } = useTranslation(['account', 'common']);
    const sessions = useOwnSessions();
    return (
        <Stack component="section" gap="sm" aria-labelledby="sessions">
            <div>
                <Title order={2} id="sessions">{t('sessions.title')}</Title>
                <Text size="sm" c="dimmed">{t('sessions.about')}</Text>
            </div>
            <QueryView query={sessions} skeleton={<ListSkeleton rows={2} height={68} />}>{(items) => <List items={items} />}</QueryView>
        </Stack>
    );
}

function List({ items }: { items: OwnSession[] }) {
    const { t } = useTranslation('account');
    const client = useQueryClient();
    const navigate = useNavigate();
    const endOthers = useEndOthers();
    const [confirm, dialog] = useConfirm();
    const ordered = [...items].sort((a, b) => Number(b.current) - Number(a.current));
    const others = ordered.length > 1;

    const everywhere = () => leave(async () => {
        await api.post('/auth/v1/signout-everywhere', { keepThis: false });
        await navigate('/signin');
        replaceSession(client, null);
    });
    const elsewhere = async () => {
        await endOthers.mutateAsync();
        toast(t('sessions.othersEnded'));
    };
    return (
        <>
            <Paper component="ul" p={0} m={0} className={classes['rows'] ?? ''} aria-label={t('sessions.title')}>
                {ordered.map((session) => <Item key={session.id} session={session} />)}
            </Paper>
            <Group gap="xs">
                {others && <Button variant="default" onClick={() => { confirm({ title: t('sessions.endOthersTitle'), text: t('sessions.endOthersText'), action: t('sessions.signOut'), run: elsewhere }); }}>{t('sessions.endOthers')}</Button>}
                <Button variant="subtle" color="red" onClick={() => { confirm({ title: t('sessions.endAllTitle'), text: t('sessions.endAllText'), action: t('sessions.signOut'), danger: true, run: everywhere }); }}>{t('sessions.endAll')}</Button>
            </Group>
            {dialog}
        </>
    );
}

function Item({ session }: { session: OwnSession }) {
    const { t } = useTranslation('account');
    const format = useFormat();
    const end = useEndSession();
    const [confirm, dialog] = useConfirm();
    const device = [session.browser, session.system].filter(Boolean).join(' · ') || t('sessions.unknown');
    const Shape = /iPhone|iPad|Android/.test(session.system ?? '') ? IconDeviceMobile : IconDeviceDesktop;
    const ask = () => {
        confirm({ title: t('sessions.endTitle', { device }), text: t('sessions.endText'), action: t('sessions.signOut'), run: async () => { await end.mutateAsync(session.id); toast(t('sessions.ended', { device })); } });
    };
    return (
        <li className={`${classes['row'] ?? ''} ${classes['device'] ?? ''}`}>
            <ThemeIcon variant="light" color="gray" size={40} radius="xl"><Shape size={20} stroke={1.6} aria-hidden /></ThemeIcon>
            <div className={classes['words']}>
                <Group gap={8}><Text fw={600}>{device}</Text>{session.current && <Badge className="ah-badge" color="green">{t('sessions.this')}</Badge>}</Group>
                <Text size="sm" c="dimmed">
                    {session.current ? t('sessions.now') : t('sessions.seen', { ago: format.ago(session.seenAt) })} · {t('sessions.since', { date: format.dateTime(session.createdAt) })} · {session.address}
                </Text>
            </div>
            {!session.current && <Button size="xs" variant="default" aria-label={t('sessions.endOf', { device })} onClick={ask}>{t('sessions.signOut')}</Button>}
            {dialog}
        </li>
    );
}
