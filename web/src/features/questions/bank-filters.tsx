import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { difficulties, kinds, useBankTags, type Wish } from './api';

export function BankFilters({ wish, onChange }: { wish: Wish; onChange: (to: Partial<Wish>) => void }) {
    const { t } = useTranslation('questions');
    const tags = useBankTags();
    const [typed, setTyped] = useState(wish.search);
    const search = useDebouncedCallback((next: string) => { onChange({ search: next.trim() }); }, 250);
    // "Show all" empties the field, too.
    const [seen, setSeen] = useState(wish.search);
    if (seen !== wish.search) {
        setSeen(wish.search);
        if (wish.search === '') setTyped('');
    }
    const names = (tags.data ?? []).map(({ tag, questionCount }) => ({ value: tag, label: `${tag} (${questionCount})` }));
    if (wish.tag !== '' && !names.some(({ value }) => value === wish.tag)) names.push({ value: wish.tag, label: wish.tag });
    return (
        <Group gap="sm">
            <TextInput type="search" aria-label={t('search')} placeholder={t('search')} maxLength={100} leftSection={<IconSearch size={18} aria-hidden />} value={typed} style={{ flex: '1 1 220px', maxWidth: 420 }}
                onChange={(event) => { setTyped(event.currentTarget.value); search(event.currentTarget.value); }} />
            <NativeSelect aria-label={t('kind')} value={wish.kind} onChange={(event) => { onChange({ kind: event.currentTarget.value }); }}
                data={[{ value: '', label: t('allKinds') }, ...kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))]} />
            <NativeSelect aria-label={t('difficulty')} value={wish.difficulty} onChange={(event) => { onChange({ difficulty: event.currentTarget.value }); }}
                data={[{ value: '', label: t('allDifficulties') }, ...difficulties.map((value) => ({ value, label: t(`difficulties.${value}`) }))]} />
            {names.length > 0 && (
                <NativeSelect aria-label={t('tag')} value={wish.tag} onChange={(event) => { onChange({ tag: event.currentTarget.value }); }} maw={220}
                    data={[{ value: '', label: t('allTags') }, ...names]} />
            )}
        </Group>
    );
}
