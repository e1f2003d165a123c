import { Badge, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { useFormat } from '@/lib/format';
import { useRegrades, useUndo, type Regrade } from './api';
import classes from './marking.module.css';

/** What was done about questions that were wrong; the latest may be taken back. */
export function Regrades({ exam }: { exam: number }) {
    const { t } = useTranslation('marking');
    const format = useFormat();
    const regrades = useRegrades(exam);
    const [undone, setUndone] = useState<Regrade>();
    if (!regrades.data || regrades.data.items.length === 0) return null;
    return (
        <Paper p="md" component="section" aria-labelledby="regrades">
            <Title order={2} size="h4" id="regrades" mb="sm">{t('regrade.history')}</Title>
            <ol className={classes['marks']}>
                {regrades.data.items.map((each) => (
                    <li key={each.id}>
                        <Group justify="space-between" align="flex-start">
                            <Stack gap={2} style={{ flex: '1 1 260px' }}>
                                <Group gap="xs"><Badge className="ah-badge" variant="light">{t(`regrade.kinds.${each.kind}`)}</Badge>{each.undoneBy != null && <Badge className="ah-badge" color="gray">{t('regrade.undone')}</Badge>}<Text size="sm" c="dimmed">{`${each.doneBy} · ${format.dateTime(each.createdAt)}`}</Text></Group>
                                <Text size="sm">{each.question}</Text>
                                <Text size="sm" c="dimmed">{t('because', { reason: each.reason })}</Text>
                                <Text size="sm" className="ah-number">{t('regrade.changed', { answers: each.changedCount, scores: each.scoreCount })}</Text>
                            </Stack>
                            {each.mayUndo && <Button size="compact-sm" variant="default" onClick={() => { setUndone(each); }}>{t('regrade.undo')}</Button>}
                        </Group>
                    </li>
                ))}
            </ol>
            {undone && <Undo regrade={undone} onClose={() => { setUndone(undefined); }} />}
        </Paper>
    );
}

function Undo({ regrade, onClose }: { regrade: Regrade; onClose: () => void }) {
    const { t } = useTranslation('marking');
    const undo = useUndo();
    const [reason, setReason] = useState('');
    const [missing, setMissing] = useState(false);
    const send = () => {
        if (reason.trim() === '') { setMissing(true); return; }
        undo.mutate({ id: regrade.id, reason: reason.trim() }, { onSuccess: () => { toast(t('regrade.undoneToast')); onClose(); } });
    };
    return (
        <Dialog opened onClose={onClose} title={t('regrade.undo')}>
            <Stack>
                <Text size="sm">{t('regrade.undoText')}</Text>
                <Textarea label={t('reason')} description={t('regrade.reasonHint')} required autosize minRows={2} maxLength={500} value={reason} error={missing && reason.trim() === '' ? t('reasonMissing') : undefined} onChange={(event) => { setReason(event.currentTarget.value); }} />
                {undo.isError && <ErrorPanel error={undo.error} />}
                <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('cancel', { ns: 'common' })}</Button><Button loading={undo.isPending} onClick={send}>{t('regrade.undo')}</Button></Group>
            </Stack>
        </Dialog>
    );
}
