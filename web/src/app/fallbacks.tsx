import { Button } from '@mantine/core';
import { IconMapOff, IconRefreshAlert } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';

export function NotFound() {
    const { t } = useTranslation();
    return (
        <Page width="text">
            <title>{`${t('notFound.title')} · ${t('brand')}`}</title>
            <EmptyState alone icon={IconMapOff} title={t('notFound.title')} hint={t('notFound.hint')} action={<Button component={Link} to="/">{t('notFound.action')}</Button>} />
        </Page>
    );
}

/** A page that threw, or whose code is gone because a new version was installed meanwhile. */
export function Crashed() {
    const { t } = useTranslation();
    const error = useRouteError();
    useEffect(() => { console.error(error); }, [error]);
    return (
        <Page width="text">
            <EmptyState alone icon={IconRefreshAlert} title={t('crashed.title')} hint={t('crashed.hint')} action={<Button onClick={() => { location.reload(); }}>{t('crashed.action')}</Button>} />
        </Page>
    );
}
