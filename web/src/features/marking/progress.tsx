import { Group, Progress as Bar, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How much of the answers is marked, in a bar and in words. */
export function Progress({ label, done, all }: { label: string; done: number; all: number }) {
    const { t } = useTranslation('marking');
    if (all === 0) return <Text size="sm" c="dimmed">{t('nothingByHand')}</Text>;
    return (
        <Group gap="xs" wrap="nowrap">
            <Bar value={(100 * done) / all} size="md" flex={1} miw={60} aria-label={t('progressOf', { of: label })} />
            <Text size="sm" className="ah-number" style={{ whiteSpace: 'nowrap' }}>{t('doneOf', { done, all })}</Text>
        </Group>
    );
}
