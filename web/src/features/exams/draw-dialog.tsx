import { Autocomplete, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { bankTags } from './bank';
import { nextKey, type Part } from './lib/form';

const difficulties = ['EASY', 'MEDIUM', 'HARD'] as const;

/** How many questions are drawn at random for each paper, and from which. */
export function DrawDialog({ start, onClose, onDone }: { start: Part | undefined; onClose: () => void; onDone: (part: Part) => void }) {
    const { t } = useTranslation(['exams', 'common']);
    const tags = useQuery(bankTags());
    const [count, setCount] = useState(start?.drawnCount ?? 5);
    const [tag, setTag] = useState(start?.drawnTag ?? '');
    const [difficulty, setDifficulty] = useState<string | null>(start?.drawnDifficulty ?? null);
    const [points, setPoints] = useState(start?.points ?? 5);
    const done = () => {
        onDone({
            key: start?.key ?? nextKey(), drawnCount: count, points,
            ...(tag.trim() !== '' && { drawnTag: tag.trim() }),
            ...(difficulty && { drawnDifficulty: difficulty as 'EASY' | 'MEDIUM' | 'HARD' }),
        });
    };
    return (
        <Dialog opened onClose={onClose} title={t('draw.title')}>
            <form onSubmit={(event) => { event.preventDefault(); done(); }}>
                <Stack>
                    <Text size="sm" c="dimmed">{t('draw.hint')}</Text>
                    <NumberInput data-autofocus label={t('draw.count')} min={1} max={100} allowDecimal={false} clampBehavior="strict" value={count} onChange={(value) => { setCount(Number(value) || 1); }} />
                    <Autocomplete label={t('draw.tag')} placeholder={t('parts.anyTag')} maxLength={50} data={tags.data ?? []} value={tag} onChange={setTag} />
                    <Select label={t('draw.difficulty')} placeholder={t('parts.anyDifficulty')} clearable value={difficulty} data={difficulties.map((value) => ({ value, label: t(`difficulties.${value}`) }))} onChange={setDifficulty} />
                    <NumberInput label={t('draw.points')} min={1} max={1000} allowDecimal={false} clampBehavior="strict" value={points} onChange={(value) => { setPoints(Number(value) || 1); }} />
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                        <Button type="submit">{t(start ? 'draw.change' : 'draw.add')}</Button>
                    </Group>
                </Stack>
            </form>
        </Dialog>
    );
}
