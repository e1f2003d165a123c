import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { ExternalIdentities, ExternalIdentity } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useSubmit } from '@/lib/forms';
import { useProviders, type Provider } from '@/lib/providers';
import { required } from '@/lib/rules';
import classes from './account.module.css';
import { useDisconnect, useExternalIdentities } from './api';
import { OwnPassword } from './own-password';

/** Accounts elsewhere that open this one. Where no provider is configured, and nobody ever was connected, there is nothing to say. */
export function Connections() {
    const { t } = useTranslation('account');
    const providers = useProviders();
    const identities = useExternalIdentities();
    useTellLinked(providers);
    if (providers.length === 0 && (identities.data?.items.length ?? 0) === 0) return null;
    return (
        <Stack component="section" gap="sm" aria-labelledby="connections">
            <div>
                <Title order={2} id="connections">{t('connections.title')}</Title>
                <Text size="sm" c="dimmed">{t('connections.about')}</Text>
            </div>
            <QueryView query={identities} skeleton={<ListSkeleton rows={providers.length} height={68} />}>{(data) => <Rows providers={providers} own={data} />}</QueryView>
        </Stack>
    );
}

/** The way back from a provider ends at ?linked=…: said once, and taken out of the address. */
function useTellLinked(providers: Provider[]): void {
    const { t } = useTranslation('account');
    const [search, setSearch] = useSearchParams();
    const linked = search.get('linked');
    const label = providers.find(({ name }) => name === linked)?.label;
    useEffect(() => {
        if (linked === null) return;
        if (label) toast(t('connections.done', { provider: label }));
        setSearch({}, { replace: true });
    }, [linked, label, t, setSearch]);
}

function Rows({ providers, own }: { providers: Provider[]; own: ExternalIdentities }) {
    const { t } = useTranslation('account');
    const [connecting, setConnecting] = useState<Provider>();
    const close = () => { setConnecting(undefined); };
    const gone = own.items.filter(({ provider }) => !providers.some(({ name }) => name === provider));
    const rows = [...providers, ...gone.map(({ provider }) => ({ name: provider, label: provider }))];
    const ways = own.items.length - gone.length;
    return (
        <>
            <Paper component="ul" p={0} m={0} className={classes['rows'] ?? ''} aria-label={t('connections.title')}>
                {rows.map((provider) => {
                    const linked = own.items.find((each) => each.provider === provider.name);
                    return linked
                        ? <Connected key={provider.name} provider={provider} linked={linked} last={!own.hasPassword && ways === 1 && !gone.includes(linked)} />
                        : <NotConnected key={provider.name} provider={provider} onConnect={() => { setConnecting(provider); }} />;
                })}
            </Paper>
            <Dialog opened={connecting !== undefined} onClose={close} title={t('connections.connectTitle', { provider: connecting?.label ?? '' })}>
                {connecting && <Connect provider={connecting} hasPassword={own.hasPassword} onCancel={close} />}
            </Dialog>
        </>
    );
}

function NotConnected({ provider, onConnect }: { provider: Provider; onConnect: () => void }) {
    const { t } = useTranslation('account');
    return (
        <li className={classes['row']}>
            <div className={classes['words']}>
                <Text fw={600}>{provider.label}</Text>
                <Text size="sm" c="dimmed">{t('connections.none')}</Text>
            </div>
            <Button size="xs" variant="default" aria-label={t('connections.connectTitle', { provider: provider.label })} onClick={onConnect}>{t('connections.connect')}</Button>
        </li>
    );
}

function Connected({ provider, linked, last }: { provider: Provider; linked: ExternalIdentity; last: boolean }) {
    const { t } = useTranslation('account');
    const format = useFormat();
    const disconnect = useDisconnect();
    const [confirm, dialog] = useConfirm();
    const since = t('connections.since', { date: format.date(linked.createdAt) });
    const ask = () => {
        confirm({
            title: t('connections.disconnectTitle', { provider: provider.label }), text: t('connections.disconnectText', { provider: provider.label }), action: t('connections.disconnect'),
            run: async () => { await disconnect.mutateAsync(provider.name); toast(t('connections.disconnected', { provider: provider.label })); },
        });
    };
    return (
        <li className={classes['row']}>
            <div className={classes['words']}>
                <Text fw={600}>{provider.label}</Text>
                <Text size="sm" c="dimmed">{linked.email ? `${linked.email} · ${since}` : since}</Text>
                {last && <Text size="sm" c="dimmed" id={`last-${provider.name}`}>{t('connections.last')}</Text>}
            </div>
            <Button size="xs" variant="default" disabled={last} aria-describedby={last ? `last-${provider.name}` : undefined}
                aria-label={t('connections.disconnectOf', { provider: provider.label })} onClick={ask}>{t('connections.disconnect')}</Button>
            {dialog}
        </li>
    );
}

function Connect({ provider, hasPassword, onCancel }: { provider: Provider; hasPassword: boolean; onCancel: () => void }) {
    const { t } = useTranslation(['account', 'common']);
    const form = useForm({ initialValues: { password: '' }, validate: { password: (value) => (hasPassword ? required(value) : null) } });
    const submit = useSubmit(form, async ({ password }) => {
        const { location } = await api.post<{ location: string }>(`/users/v1/user/external-identities/${provider.name}`, hasPassword ? { password } : {});
        window.location.assign(location);
    });
    return (
        <form onSubmit={submit.onSubmit} noValidate>
            <Stack>
                <Text>{t('connections.connectText', { provider: provider.label })}</Text>
                {submit.error !== undefined && <ErrorPanel error={submit.error} />}
                {hasPassword && <OwnPassword {...form.getInputProps('password')} />}
                <Group justify="flex-end">
                    <Button variant="default" onClick={onCancel}>{t('common:cancel')}</Button>
                    <Button type="submit" loading={submit.busy}>{t('connections.go', { provider: provider.label })}</Button>
                </Group>
            </Stack>
        </form>
    );
}
