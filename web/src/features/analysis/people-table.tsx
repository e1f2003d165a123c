import { Badge, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCertificate, IconCircleCheck, IconCircleX, IconClock, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable, type Column } from '@/components/data-table';
import type { Outlook, PersonRow } from '@/lib/api/types';

const looks: Record<Outlook, { color: string; icon: Icon }> = {
    CERTIFIED: { color: 'green', icon: IconCertificate }, ON_TRACK: { color: 'blue', icon: IconCircleCheck }, AT_RISK: { color: 'orange', icon: IconAlertTriangle },
    MISSED: { color: 'gray', icon: IconCircleX }, WAITING: { color: 'gray', icon: IconClock },
};

/** A word and a sign, so that it is told without colour as well. */
export function OutlookBadge({ outlook }: { outlook: Outlook }) {
    const { t } = useTranslation('analysis');
    const { color, icon: Shape } = looks[outlook];
    return <Badge color={color} className="ah-badge" style={{ flexShrink: 0, maxInlineSize: 'none', overflow: 'visible' }} leftSection={<Shape size={14} aria-hidden />}>{t(`outlooks.${outlook}`)}</Badge>;
}

/** What will be missing: where the trainee is, where this pace leads, what the rules ask for. */
export function Missing({ person }: { person: PersonRow }) {
    const { t } = useTranslation('analysis');
    const missing = person.requirements.filter(({ atRisk }) => atRisk);
    if (missing.length === 0) return <Text span size="sm" c="dimmed">–</Text>;
    const over = person.outlook === 'MISSED';
    return (
        <Group gap={4} wrap="wrap">
            {missing.map(({ kind, needed, reached, projected }) => (
                <Text key={kind} span size="sm">{t(over || kind !== 'PROGRESS' ? `missing.${kind}` : 'missing.paced', { needed, reached, projected })}</Text>
            ))}
        </Group>
    );
}

interface Props { rows: PersonRow[]; withCourse?: boolean; href?: (row: PersonRow) => string }

export function PeopleTable({ rows, withCourse = false, href = (row) => `/progress/${String(row.courseProvideId)}/${String(row.userId)}` }: Props) {
    const { t } = useTranslation('analysis');
    const percent = (value: number | null | undefined) => (value == null ? '–' : `${String(value)}%`);
    const course: Column<PersonRow>[] = withCourse ? [{ key: 'course', label: t('fields.course'), cell: (row) => `${row.courseTitle} · ${row.companyName}` }] : [];
    return (
        <DataTable caption={t('people.title')} rows={rows} rowKey={(row) => row.enrollmentId} href={href} columns={[
            { key: 'name', label: t('fields.name'), cell: (row) => <span style={{ whiteSpace: 'nowrap' }}>{row.name}</span> },
            ...course,
            { key: 'outlook', label: t('fields.outlook'), width: 132, cell: (row) => <OutlookBadge outlook={row.outlook} /> },
            { key: 'progress', label: t('fields.progress'), end: true, cell: (row) => percent(row.progressPercent) },
            { key: 'attendance', label: t('fields.attendance'), end: true, cell: (row) => percent(row.attendancePercent) },
            { key: 'exam', label: t('fields.exam'), end: true, cell: (row) => row.examAverage ?? '–' },
            { key: 'missing', label: t('fields.missing'), cell: (row) => <Missing person={row} /> },
        ]} />
    );
}
