import { Badge, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWaiting } from '@/lib/waiting';

/** Beside "marking" in the header: answers and copies that wait for a person. */
export function WaitingCount() {
    const { t } = useTranslation();
    const { data } = useWaiting();
    const count = data ? data.answers + data.copyCases : 0;
    if (count === 0) return null;
    return <><Badge size="sm" circle={count < 10} color="orange.8" variant="filled" ms={6} aria-hidden>{count > 99 ? '99+' : count}</Badge><VisuallyHidden>{` ${t('nav.waiting', { count })}`}</VisuallyHidden></>;
}
