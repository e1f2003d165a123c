import { Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CourseProvideDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';

/** What happened to a request, oldest first: who, when, why. */
export function History({ entries }: { entries: CourseProvideDetail['history'] }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <Timeline active={entries.length} bulletSize={14} lineWidth={2}>
            {entries.map((entry) => (
                <Timeline.Item key={`${entry.state}-${entry.at}`} title={t(`states.${entry.state}`)}>
                    <Text size="sm" c="dimmed">{entry.byName ? `${entry.byName} · ` : ''}{format.dateTime(entry.at)}</Text>
                    {entry.reason && <Text size="sm" mt={4}>{entry.reason}</Text>}
                </Timeline.Item>
            ))}
        </Timeline>
    );
}
