import { Alert, Button, Group, NumberInput, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { ApiError } from '@/lib/api/problem';
import { points, useMark, type DeskAnswer } from './api';
import classes from './marking.module.css';

interface Props { answer: DeskAnswer; onMarked: (answer: DeskAnswer) => void; onStale: () => void }

/** Points (by the rubric, where there is one), a comment for the trainee, and why, when it was marked before. */
export function MarkForm({ answer, onMarked, onStale }: Props) {
    const { t } = useTranslation('marking');
    const last = answer.marks.filter((each) => each.role === answer.mayMarkAs).at(-1);
    const most = answer.mostCriteriaHundredths;
    const [criteria, setCriteria] = useState<(number | '')[]>(most.map((_, at) => last?.criteriaHundredths[at] === undefined ? '' : points(last.criteriaHundredths[at])));
    const [whole, setWhole] = useState<number | ''>(last ? points(last.pointsHundredths) : '');
    const [comment, setComment] = useState(last?.comment ?? '');
    const [reason, setReason] = useState('');
    const [missing, setMissing] = useState(false);
    const mark = useMark();
    const byRubric = most.length > 0;
    const sum = byRubric ? criteria.reduce<number>((all, each) => all + Math.round(100 * Number(each)), 0) : Math.round(100 * Number(whole));
    const corrects = answer.pointsHundredths != null || last !== undefined;
    const stale = mark.error instanceof ApiError && mark.error.problem.status === 412;

    if (!answer.mayMarkAs) return <Alert color="yellow" title={t('needsThird')}>{t('needsThirdHint')}</Alert>;
    const incomplete = byRubric ? criteria.includes('') : whole === '';
    const send = () => {
        if (incomplete || (corrects && reason.trim() === '')) { setMissing(true); return; }
        const given = { pointsHundredths: sum, criteriaHundredths: byRubric ? criteria.map((each) => Math.round(100 * Number(each))) : [], ...(comment.trim() && { comment: comment.trim() }), ...(corrects && { reason: reason.trim() }) };
        mark.mutate({ answer, given }, { onSuccess: ({ data }) => { onMarked(data); } });
    };
    const key = (event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } };
    const number = (value: string | number) => value === '' ? '' as const : Number(value);
    const shared = { min: 0, step: 0.5, decimalScale: 2, clampBehavior: 'strict' as const };
    return (
        <Paper p="md" component="section" aria-labelledby="marking" onKeyDown={key}>
            <Stack gap="sm">
                <Group justify="space-between">
                    <Title order={2} size="h4" id="marking">{t(`role.${answer.mayMarkAs}`)}</Title>
                    <Text fw={700} className="ah-number" role="status">{t('sum', { points: points(sum), most: answer.points })}</Text>
                </Group>
                {byRubric
                    ? answer.question.rubric.map(({ title }, at) => (
                        <NumberInput key={at} {...shared} label={title} max={points(most[at] ?? 0)} description={t('atMost', { count: points(most[at] ?? 0) })} value={criteria[at] ?? ''} error={missing && criteria[at] === '' ? t('pointsMissing') : undefined}
                            onChange={(value) => { setCriteria(criteria.map((each, place) => place === at ? number(value) : each)); }} />
                    ))
                    : <NumberInput {...shared} label={t('points')} max={answer.points} description={t('atMost', { count: answer.points })} value={whole} error={missing && whole === '' ? t('pointsMissing') : undefined} onChange={(value) => { setWhole(number(value)); }} />}
                <Textarea label={t('comment')} description={t('commentHint')} autosize minRows={3} maxRows={10} maxLength={2000} value={comment} onChange={(event) => { setComment(event.currentTarget.value); }} />
                {corrects && <Textarea label={t('reason')} description={t('reasonHint')} required autosize minRows={2} maxLength={500} value={reason} error={missing && reason.trim() === '' ? t('reasonMissing') : undefined} onChange={(event) => { setReason(event.currentTarget.value); }} />}
                {mark.isError && <ErrorPanel error={mark.error} {...(stale && { onRetry: onStale })} />}
                <Button loading={mark.isPending} onClick={send}>{t(corrects ? 'correct' : 'saveAndNext')}</Button>
                <Text size="xs" c="dimmed" component="div" className={classes['keys'] ?? ''}>
                    <span><kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('keySave')}</span><span><kbd>Alt</kbd>+<kbd>J</kbd> {t('next')}</span><span><kbd>Alt</kbd>+<kbd>K</kbd> {t('previous')}</span>
                </Text>
            </Stack>
        </Paper>
    );
}
