import { useTranslation } from 'react-i18next';
import { useInstallation } from './session';

/** Somebody whose accounts open accounts here, as buttons call it. */
export interface Provider { name: string; label: string }

/** Those that the installation is configured with. */
export function useProviders(): Provider[] {
    const { i18n } = useTranslation();
    const { data } = useInstallation();
    return (data?.providers ?? []).map(({ name, labelKo, labelEn }) => ({ name, label: i18n.language === 'en' ? labelEn : labelKo }));
}

/** Leads to the provider's own page: the browser goes there, not the router. */
export function wayTo(provider: string, mode: 'signin' | 'signup', next?: string): string {
    return `/auth/v1/${encodeURIComponent(provider)}?${new URLSearchParams({ mode, ...(next && { next }) }).toString()}`;
}
