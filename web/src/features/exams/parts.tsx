import { ActionIcon, Alert, Badge, Button, Group, NumberInput, Paper, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsShuffle, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { DrawDialog } from './draw-dialog';
import classes from './exams.module.css';
import { nextKey, pointSum, questionCount, type Part } from './lib/form';
import { QuestionPicker } from './question-picker';

/** What the papers are made of, in order. */
export function Parts({ parts, onChange }: { courseId: number; parts: Part[]; onChange: (to: Part[]) => void }) {
    const { t } = useTranslation('exams');
    const [picking, setPicking] = useState(false);
    const [drawing, setDrawing] = useState<Part | 'new'>();
    const set = (key: number, to: Partial<Part>) => { onChange(parts.map((each) => (each.key === key ? { ...each, ...to } : each))); };
    const move = (at: number, by: number) => {
        const next = [...parts];
        const [moved] = next.splice(at, 1);
        if (moved) next.splice(at + by, 0, moved);
        onChange(next);
    };
    return (
        <Paper p="lg" component="section" aria-labelledby="parts">
            <Group justify="space-between" mb="md" gap="sm">
                <div>
                    <Title order={2} size="h4" id="parts">{t('parts.title')}</Title>
                    <Text size="sm" c="dimmed" className="ah-number" role="status">{t('entry.questionCount', { count: questionCount(parts), points: pointSum(parts) })}</Text>
                </div>
                <Group gap="xs">
                    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => { setPicking(true); }}>{t('parts.choose')}</Button>
                    <Button variant="default" leftSection={<IconArrowsShuffle size={16} aria-hidden />} onClick={() => { setDrawing('new'); }}>{t('parts.draw')}</Button>
                </Group>
            </Group>
            {parts.length === 0 ? <EmptyState plain title={t('parts.empty')} hint={t('parts.emptyHint')} /> : (
                <ol className={classes['parts']}>
                    {parts.map((each, at) => {
                        const name = each.questionId === undefined ? t('parts.drawn', { count: each.drawnCount ?? 0 }) : each.words ?? '';
                        return (
                            <li key={each.key} className={classes['part']}>
                                <Text c="dimmed" className="ah-number" w={24}>{at + 1}</Text>
                                <div style={{ minWidth: 0 }}>
                                    <div className={classes['partWords']}>{name}</div>
                                    <Group gap={6} mt={4}>
                                        {each.kind && <Badge className="ah-badge" size="sm" color="gray">{t(`questionKinds.${each.kind}`)}</Badge>}
                                        {each.removed && <Badge className="ah-badge" size="sm" color="orange">{t('parts.removed')}</Badge>}
                                        {each.questionId === undefined && (
                                            <Button size="compact-xs" variant="subtle" onClick={() => { setDrawing(each); }}>
                                                {[each.drawnTag ?? t('parts.anyTag'), each.drawnDifficulty ? t(`difficulties.${each.drawnDifficulty}`) : t('parts.anyDifficulty'), each.available !== undefined && t('parts.available', { count: each.available })].filter(Boolean).join(' · ')}
                                            </Button>
                                        )}
                                    </Group>
                                </div>
                                <div className={classes['partTools']}>
                                    <NumberInput size="xs" w={96} min={1} max={1000} allowDecimal={false} clampBehavior="strict" aria-label={t('parts.pointsOf', { name })} suffix={t('parts.pointsSuffix')} value={each.points} onChange={(value) => { set(each.key, { points: Number(value) || 1 }); }} />
                                    <ActionIcon variant="subtle" color="gray" aria-label={t('parts.up', { name })} disabled={at === 0} onClick={() => { move(at, -1); }}><IconArrowUp size={16} aria-hidden /></ActionIcon>
                                    <ActionIcon variant="subtle" color="gray" aria-label={t('parts.down', { name })} disabled={at === parts.length - 1} onClick={() => { move(at, 1); }}><IconArrowDown size={16} aria-hidden /></ActionIcon>
                                    <ActionIcon variant="subtle" color="red" aria-label={t('parts.remove', { name })} onClick={() => { onChange(parts.filter((other) => other.key !== each.key)); }}><IconX size={16} aria-hidden /></ActionIcon>
                                </div>
                            </li>
                        );
                    })}
                </ol>
            )}
            {parts.some((each) => each.available !== undefined && each.available < (each.drawnCount ?? 0)) && <Alert color="orange" mt="md">{t('parts.short')}</Alert>}
            {picking && <QuestionPicker chosen={parts.flatMap((each) => (each.questionId === undefined ? [] : [each.questionId]))} onClose={() => { setPicking(false); }}
                onChoose={(questions) => {
                    onChange([...parts, ...questions.map((each) => ({ key: nextKey(), questionId: each.id, words: each.words, kind: each.kind, points: each.points }))]);
                    setPicking(false);
                }} />}
            {drawing && <DrawDialog start={drawing === 'new' ? undefined : drawing} onClose={() => { setDrawing(undefined); }}
                onDone={(part) => {
                    onChange(drawing === 'new' ? [...parts, part] : parts.map((each) => (each.key === part.key ? part : each)));
                    setDrawing(undefined);
                }} />}
        </Paper>
    );
}
