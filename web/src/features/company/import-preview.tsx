import { Alert, Badge, Button, Chip, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import type { ImportPreview, ImportRow } from '@/lib/api/types';

type Outcome = ImportRow['outcome'];
const colors: Record<Outcome, string> = { ADD: 'green', UNCHANGED: 'gray', ERROR: 'red' };
const atOnce = 100;

interface Props { preview: ImportPreview; saving: boolean; onConfirm: () => void }

/** Rows with mistakes come first to the eye: they are what stands between the file and the invitations. */
export function ImportPreviewTable({ preview, saving, onConfirm }: Props) {
    const { t } = useTranslation(['employees', 'common']);
    const [shown, setShown] = useState<Outcome | ''>(preview.errorCount > 0 ? 'ERROR' : '');
    const [most, setMost] = useState(atOnce);
    const rows = preview.rows.filter((row) => shown === '' || row.outcome === shown);
    const counts: Record<Outcome, number> = { ADD: preview.addCount, UNCHANGED: preview.unchangedCount, ERROR: preview.errorCount };
    const cell = (row: ImportRow, field: 'name' | 'email' | 'phone' | 'department') => {
        const wrong = row.outcome === 'ERROR' && row.issues.some((issue) => issue.field === field);
        const text = row[field] || (wrong ? t('import.empty') : '–');
        return wrong ? <Text span inherit c="var(--mantine-color-error)" td="underline wavy" style={{ textUnderlineOffset: 3 }}>{text}</Text> : text;
    };
    const result = (row: ImportRow) => (
        <Stack gap={2}>
            <Badge color={colors[row.outcome]} className="ah-badge">{t(`import.outcomes.${row.outcome}`)}</Badge>
            {row.issues.map((issue) => <Text key={issue.field + issue.code} size="sm" c={row.outcome === 'ERROR' ? 'var(--mantine-color-error)' : 'dimmed'}>{t(`import.fields.${issue.field}`)}: {issue.message}</Text>)}
        </Stack>
    );
    return (
        <Stack>
            {preview.errorCount > 0 && (
                <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('import.wrong', { count: preview.errorCount })}>{t('import.wrongHint')}</Alert>
            )}
            {preview.ignoredColumns.length > 0 && <Text size="sm" c="dimmed">{t('import.ignored', { columns: preview.ignoredColumns.join(', ') })}</Text>}
            <Group justify="space-between" gap="sm">
                <Chip.Group value={shown} onChange={(next) => { setShown(next); setMost(atOnce); }}>
                    <Group gap={6} role="group" aria-label={t('import.filter')}>
                        <Chip value="" size="sm" variant="light">{t('common:all')} {preview.rows.length}</Chip>
                        {(['ERROR', 'ADD', 'UNCHANGED'] as const).filter((each) => counts[each] > 0).map((each) => <Chip key={each} value={each} size="sm" variant="light">{t(`import.outcomes.${each}`)} {counts[each]}</Chip>)}
                    </Group>
                </Chip.Group>
                <Button disabled={preview.errorCount > 0 || preview.addCount === 0} loading={saving} onClick={onConfirm}>
                    {preview.addCount === 0 && preview.errorCount === 0 ? t('import.nothing') : t('import.action', { count: preview.addCount })}
                </Button>
            </Group>
            <DataTable caption={t('import.rows')} rows={rows.slice(0, most)} rowKey={(row) => row.row} columns={[
                { key: 'row', label: t('import.row'), cell: (row) => <span className="ah-number">{t('import.rowNumber', { row: row.row })}</span> },
                { key: 'name', label: t('common:fields.name'), cell: (row) => cell(row, 'name') },
                { key: 'email', label: t('common:fields.email'), cell: (row) => cell(row, 'email') },
                { key: 'phone', label: t('common:fields.phone'), cell: (row) => cell(row, 'phone') },
                { key: 'department', label: t('department'), cell: (row) => cell(row, 'department') },
                { key: 'result', label: t('import.result'), cell: result },
            ]} />
            {rows.length > most && <Group justify="center"><Button variant="default" onClick={() => { setMost(most + 200); }}>{t('common:more')}</Button></Group>}
        </Stack>
    );
}
