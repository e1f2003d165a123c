import { Badge, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/dialog';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import { bankQuestions, bankTags, type BankQuestion } from './bank';
import classes from './exams.module.css';

const kinds = ['CHOICE', 'MULTIPLE_CHOICE', 'SHORT_ANSWER', 'NUMERIC', 'ESSAY'] as const;

/** Chooses questions of the bank, several at once. */
export function QuestionPicker({ chosen, onChoose, onClose }: { chosen: number[]; onChoose: (questions: BankQuestion[]) => void; onClose: () => void }) {
    const { t } = useTranslation(['exams', 'common']);
    const [search, setSearch] = useState('');
    const [kind, setKind] = useState<string | null>(null);
    const [tag, setTag] = useState<string | null>(null);
    const [settled] = useDebouncedValue(search.trim(), 250);
    const [picked, setPicked] = useState<Map<number, BankQuestion>>(() => new Map());
    const tags = useQuery(bankTags());
    const found = useQuery({ ...bankQuestions({ search: settled, kind: kind ?? '', tag: tag ?? '' }), placeholderData: keepPreviousData });
    const turn = (question: BankQuestion) => {
        const next = new Map(picked);
        if (!next.delete(question.id)) next.set(question.id, question);
        setPicked(next);
    };
    const narrowed = settled !== '' || kind !== null || tag !== null;
    return (
        <Dialog opened onClose={onClose} title={t('picker.title')} size="xl">
            <Stack>
                <Group gap="sm">
                    <TextInput data-autofocus type="search" aria-label={t('picker.search')} placeholder={t('picker.search')} maxLength={100} leftSection={<IconSearch size={18} aria-hidden />} style={{ flex: '1 1 220px' }} value={search} onChange={(event) => { setSearch(event.currentTarget.value); }} />
                    <Select aria-label={t('picker.kind')} placeholder={t('picker.kind')} clearable w={150} value={kind} data={kinds.map((value) => ({ value, label: t(`questionKinds.${value}`) }))} onChange={setKind} />
                    <Select aria-label={t('draw.tag')} placeholder={t('draw.tag')} clearable searchable w={170} value={tag} data={tags.data ?? []} onChange={setTag} />
                </Group>
                <QueryView query={found} isEmpty={({ items }) => items.length === 0} empty={<EmptyState plain title={t(narrowed ? 'picker.none' : 'picker.empty')} hint={t(narrowed ? 'picker.noneHint' : 'picker.emptyHint')} />}>
                    {({ items, total }) => (
                        <>
                            <ul className={classes['found']} aria-label={t('picker.title')} tabIndex={0}>
                                {items.map((each) => {
                                    const there = chosen.includes(each.id);
                                    return (
                                        <li key={each.id}>
                                            <Checkbox checked={there || picked.has(each.id)} disabled={there} onChange={() => { turn(each); }}
                                                label={(
                                                    <>
                                                        <span className={classes['partWords']}>{each.words}</span>
                                                        <Group component="span" gap={6} mt={4}>
                                                            <Badge component="span" className="ah-badge" size="sm" color="gray">{t(`questionKinds.${each.kind}`)}</Badge>
                                                            <Text span size="xs" c="dimmed">{[t(`difficulties.${each.difficulty}`), t('entry.points', { count: each.points }), ...each.tags.map((name) => `#${name}`), there && t('picker.there')].filter(Boolean).join(' · ')}</Text>
                                                        </Group>
                                                    </>
                                                )} />
                                        </li>
                                    );
                                })}
                            </ul>
                            {total > items.length && <Text size="sm" c="dimmed">{t('picker.more')}</Text>}
                        </>
                    )}
                </QueryView>
                <Group justify="space-between">
                    <Text size="sm" c="dimmed" role="status">{t('picker.count', { count: picked.size })}</Text>
                    <Group gap="xs">
                        <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
                        <Button disabled={picked.size === 0} onClick={() => { onChoose([...picked.values()]); }}>{t('picker.add')}</Button>
                    </Group>
                </Group>
            </Stack>
        </Dialog>
    );
}
