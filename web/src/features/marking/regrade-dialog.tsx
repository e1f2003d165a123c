import { Button, Checkbox, Group, NumberInput, Radio, Stack, TagsInput, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import { usePreview, useRegrade, type Item, type RegradeForm } from './api';
import { RegradeChanges } from './regrade-changes';

interface Props { exam: number; item: Item; number: number; onClose: () => void }
type Way = RegradeForm['kind'];

/** What is done about a question that was wrong: who changes by how much is seen before anything is done. */
export function RegradeDialog({ exam, item, number, onClose }: Props) {
    const { t } = useTranslation('marking');
    const [kind, setKind] = useState<Way>(item.kind === 'ESSAY' ? 'FULL_POINTS' : 'ACCEPT');
    const [choices, setChoices] = useState<string[]>([]);
    const [accepted, setAccepted] = useState<string[]>([]);
    const [value, setValue] = useState<number | ''>('');
    const [reason, setReason] = useState('');
    const [missing, setMissing] = useState(false);
    const preview = usePreview(exam);
    const regrade = useRegrade(exam);
    const ways: Way[] = item.kind === 'ESSAY' ? ['FULL_POINTS', 'DROP'] : ['ACCEPT', 'FULL_POINTS', 'DROP'];
    const form = (): RegradeForm => ({
        questionVersionId: item.questionVersionId, kind, reason: reason.trim(), choices: kind === 'ACCEPT' ? choices.map(Number) : [],
        accepted: kind === 'ACCEPT' ? accepted : [], numbers: kind === 'ACCEPT' && value !== '' ? [value] : [],
    });
    // What was looked at is what is done: another wish is another preview.
    const wish = <V,>(set: (to: V) => void) => (to: V) => { preview.reset(); set(to); };
    const look = () => {
        if (reason.trim() === '') { setMissing(true); return; }
        preview.mutate(form());
    };
    const run = () => { regrade.mutate(form(), { onSuccess: () => { toast(t('regrade.done')); onClose(); } }); };
    const failure = preview.error ?? regrade.error;
    return (
        <Dialog opened onClose={onClose} title={t('regrade.of', { of: t('questionNumber', { number }) })} size="lg">
            <Stack>
                <Text>{item.words}</Text>
                <Radio.Group label={t('regrade.how')} value={kind} onChange={wish((to: string) => { setKind(to as Way); })}>
                    <Stack gap="xs" mt="xs">{ways.map((way) => <Radio key={way} value={way} label={t(`regrade.kinds.${way}`)} description={t(`regrade.hints.${way}`)} />)}</Stack>
                </Radio.Group>
                {kind === 'ACCEPT' && item.choices.length > 0 && (
                    <Checkbox.Group label={t(item.kind === 'CHOICE' ? 'regrade.alsoRight' : 'regrade.rightTogether')} value={choices} onChange={wish(setChoices)}>
                        <Stack gap="xs" mt="xs">{item.choices.map((choice, at) => item.kind === 'CHOICE' && choice.correct ? null : <Checkbox key={at} value={String(at)} label={choice.text} />)}</Stack>
                    </Checkbox.Group>
                )}
                {kind === 'ACCEPT' && item.kind === 'SHORT_ANSWER' && <TagsInput label={t('regrade.alsoAccepted')} description={t('regrade.alsoAcceptedHint')} maxTags={20} value={accepted} onChange={wish(setAccepted)} />}
                {kind === 'ACCEPT' && item.kind === 'NUMERIC' && <NumberInput label={t('regrade.alsoNumber')} value={value} onChange={wish((to: string | number) => { setValue(to === '' ? '' : Number(to)); })} />}
                <Textarea label={t('reason')} description={t('regrade.reasonHint')} required autosize minRows={2} maxLength={500} value={reason} error={missing && reason.trim() === '' ? t('reasonMissing') : undefined} onChange={(event) => { setReason(event.currentTarget.value); }} />
                {failure && <ErrorPanel error={failure} />}
                {preview.data && <RegradeChanges preview={preview.data} />}
                <Group justify="flex-end">
                    <Button variant="default" onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
                    {preview.data ? <Button loading={regrade.isPending} onClick={run}>{t('regrade.run', { count: preview.data.changedCount })}</Button> : <Button loading={preview.isPending} onClick={look}>{t('regrade.preview')}</Button>}
                </Group>
            </Stack>
        </Dialog>
    );
}
