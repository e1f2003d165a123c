import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { SigningKey } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';

const path = '/v1/admin/signing-keys';
interface KeyList { items: SigningKey[] }

/** The keys that tokens are signed with, and changing them before their time. */
export function SigningKeys() {
    const { t } = useTranslation('admin');
    const client = useQueryClient();
    const [confirm, dialog] = useConfirm();
    const all = useQuery({ queryKey: keys.signingKeys(), queryFn: () => api.get<KeyList>(path) });
    const change = useMutation({
        mutationFn: (dropEarlier: boolean) => api.post<KeyList>(path, { dropEarlier }),
        onSuccess: (list) => { client.setQueryData(keys.signingKeys(), list); toast(t('keys.changed')); },
    });
    return (
        <Paper p="md">
            <Title order={2} size="h3" mb={4}>{t('keys.title')}</Title>
            <Text size="sm" c="dimmed" mb="md">{t('keys.about')}</Text>
            <QueryView query={all} skeleton={<ListSkeleton rows={1} height={32} />}>
                {({ items }) => (
                    <Stack>
                        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('keys.title')}>
                            {items.map((each) => <Key key={each.kid} of={each} />)}
                        </Stack>
                        <Group>
                            <Button variant="default" disabled={items.some((each) => each.state === 'WAITING')} onClick={() => {
                                confirm({ title: t('keys.rotate'), text: t('keys.rotateAbout'), action: t('keys.rotate'), run: () => change.mutateAsync(false) });
                            }}>{t('keys.rotate')}</Button>
                            <Button variant="subtle" color="red" onClick={() => {
                                confirm({ title: t('keys.replace'), text: t('keys.replaceAbout'), action: t('keys.replace'), danger: true, run: () => change.mutateAsync(true) });
                            }}>{t('keys.replace')}</Button>
                        </Group>
                    </Stack>
                )}
            </QueryView>
            {dialog}
        </Paper>
    );
}

const colors = { WAITING: 'gray', SIGNING: 'green', VERIFYING: 'gray' } as const;

function Key({ of }: { of: SigningKey }) {
    const { t } = useTranslation('admin');
    const format = useFormat();
    return (
        <Group component="li" gap="sm">
            <Badge color={colors[of.state]} className="ah-badge">{t(`keys.states.${of.state}`)}</Badge>
            <Text size="sm">{t('keys.made', { time: format.dateTime(of.createdAt) })}{of.signsFrom && ` · ${t('keys.signsFrom', { time: format.dateTime(of.signsFrom) })}`}</Text>
        </Group>
    );
}
