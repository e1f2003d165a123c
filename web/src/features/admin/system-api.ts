import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { api, callTagged, type Tagged } from '@/lib/api/client';
import type { AllSettings, BackupSettings, GeneralChange, LiveSettings, MailChange, SystemHealth, SystemVitals, TrialResult } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';

export const useHealth = () => useQuery({
    queryKey: keys.health(),
    queryFn: () => api.get<SystemHealth>('/v1/admin/health'),
    refetchInterval: 10_000,
});

/** A point is added each half minute; the first ones sooner. */
export const useVitals = () => useQuery({
    queryKey: keys.vitals(),
    queryFn: () => api.get<SystemVitals>('/v1/admin/health/vitals'),
    refetchInterval: (query) => (query.state.data?.items.length ?? 0) < 3 ? 3_000 : 30_000,
});

const path = '/v1/admin/settings';

/** All groups have one version: a change of one is seen by the others, which keep what was typed into them. */
export const useSettings = () => useQuery({ queryKey: keys.settings(), queryFn: () => callTagged<AllSettings>('GET', path), refetchOnWindowFocus: false });

export function useReadSettings() {
    const client = useQueryClient();
    return () => client.getQueryData<Tagged<AllSettings>>(keys.settings())?.data;
}

export function useReloadSettings() {
    const client = useQueryClient();
    return () => client.refetchQueries({ queryKey: keys.settings() });
}

interface Changes { general: GeneralChange; mail: MailChange; backups: BackupSettings; live: LiveSettings }

export function useChangeSettings<G extends keyof Changes>(group: G) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: (body: Changes[G]) => {
            const etag = client.getQueryData<Tagged<AllSettings>>(keys.settings())?.etag;
            return callTagged<AllSettings>('PUT', `${path}/${group}`, { body, ...(etag !== undefined && { ifMatch: etag }) });
        },
        onSuccess: (answer) => {
            client.setQueryData(keys.settings(), answer);
            for (const queryKey of [keys.installation(), keys.health(), keys.backups()]) void client.invalidateQueries({ queryKey });
        },
    });
}

export const useTryMail = () => useMutation({ mutationFn: (body: { recipient: string; server: MailChange }) => api.post<TrialResult>(`${path}/mail/trial`, body) });

/** A whole number from `least` to `most`. */
export const between = (least: number, most: number) => (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? null : i18next.t('settings:between', { least, most });
