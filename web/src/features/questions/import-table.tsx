import { Alert, Badge, Button, Chip, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/data-table';
import type { QuestionImportPreview, QuestionImportRow } from '@/lib/api/types';

type Outcome = QuestionImportRow['outcome'];
const colors: Record<Outcome, string> = { ADD: 'green', UNCHANGED: 'gray', ERROR: 'red' };
const atOnce = 100;
const fields = ['kind', 'content', 'choices', 'accepted', 'number', 'tolerance', 'rubric', 'explanation', 'points', 'difficulty', 'tags'] as const;

interface Props { preview: QuestionImportPreview; gift: boolean; saving: boolean; onConfirm: () => void }

/** Questions with mistakes come first to the eye: they are what stands between the file and the bank. */
export function ImportTable({ preview, gift, saving, onConfirm }: Props) {
    const { t } = useTranslation(['questions', 'common']);
    const [shown, setShown] = useState<Outcome | ''>(preview.errorCount > 0 ? 'ERROR' : '');
    const [most, setMost] = useState(atOnce);
    const rows = preview.rows.filter((row) => shown === '' || row.outcome === shown);
    const counts: Record<Outcome, number> = { ADD: preview.addCount, UNCHANGED: preview.unchangedCount, ERROR: preview.errorCount };
    const nameOf = ({ field, position }: QuestionImportRow['issues'][number]) => {
        const known = fields.find((each) => each === field);
        return `${known ? t(`import.fields.${known}`) : ''}${position ? ` ${position}` : ''}`.trim();
    };
    const result = (row: QuestionImportRow) => (
        <Stack gap={2}>
            <Badge color={colors[row.outcome]} className="ah-badge">{t(`import.outcomes.${row.outcome}`)}</Badge>
            {row.issues.map((issue, at) => <Text key={at} size="sm" c={row.outcome === 'ERROR' ? 'var(--mantine-color-error)' : 'dimmed'}>{[nameOf(issue), issue.message].filter(Boolean).join(': ')}</Text>)}
        </Stack>
    );
    return (
        <Stack>
            {preview.errorCount > 0 && <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('import.wrong', { count: preview.errorCount })}>{t('import.wrongHint')}</Alert>}
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
                { key: 'row', label: t('import.row'), width: 90, cell: (row) => <span className="ah-number">{t(gift ? 'import.lineNumber' : 'import.rowNumber', { row: row.row })}</span> },
                { key: 'words', label: t('content'), cell: (row) => <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>{row.words || t('import.empty')}</Text> },
                { key: 'kind', label: t('kind'), width: 120, cell: (row) => (row.kind ? t(`kinds.${row.kind}`) : '–') },
                { key: 'result', label: t('import.result'), width: '38%', cell: result },
            ]} />
            {rows.length > most && <Group justify="center"><Button variant="default" onClick={() => { setMost(most + 200); }}>{t('common:more')}</Button></Group>}
        </Stack>
    );
}
