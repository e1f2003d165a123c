import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { messageAt, nextKey, type Draft } from './draft';

interface Props { draft: Draft; change: (to: Partial<Draft>) => void; messages: Record<string, string> }

const Wrong = ({ text }: { text: string | undefined }) => (text ? <Text size="sm" c="var(--mantine-color-error)" role="alert">{text}</Text> : null);

export function AcceptedField({ draft: { accepted }, change, messages }: Props) {
    const { t } = useTranslation('questions');
    return (
        <Stack gap="xs" role="group" aria-label={t('accepted')}>
            <div><Text fw={500} size="sm">{t('accepted')}</Text><Text size="xs" c="dimmed">{t('acceptedHint')}</Text></div>
            {accepted.map((line, at) => (
                <Group key={line.key} gap={8} align="flex-start" wrap="nowrap">
                    <TextInput style={{ flex: 1 }} maxLength={200} aria-label={t('acceptedForm', { number: at + 1 })} value={line.text} error={messageAt(messages, 'accepted', accepted, line.key)}
                        onChange={(event) => { const text = event.currentTarget.value; change({ accepted: accepted.map((each) => (each.key === line.key ? { ...each, text } : each)) }); }} />
                    {accepted.length > 1 && <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('removeAccepted', { number: at + 1 })} onClick={() => { change({ accepted: accepted.filter((each) => each.key !== line.key) }); }}><IconX size={18} aria-hidden /></ActionIcon>}
                </Group>
            ))}
            <Wrong text={messages['document.accepted']} />
            <Group><Button variant="light" size="xs" leftSection={<IconPlus size={16} aria-hidden />} disabled={accepted.length >= 20} onClick={() => { change({ accepted: [...accepted, { key: nextKey(), text: '' }] }); }}>{t('addAccepted')}</Button></Group>
        </Stack>
    );
}

export function NumberFields({ draft, change, messages }: Props) {
    const { t } = useTranslation('questions');
    return (
        <Group align="flex-start" grow>
            <TextInput label={t('number')} inputMode="decimal" maxLength={40} value={draft.number} error={messages['document.number']} onChange={(event) => { change({ number: event.currentTarget.value }); }} />
            <TextInput label={t('tolerance')} description={t('toleranceHint')} inputWrapperOrder={['label', 'input', 'description', 'error']} inputMode="decimal" maxLength={40} value={draft.tolerance} error={messages['document.tolerance']} onChange={(event) => { change({ tolerance: event.currentTarget.value }); }} />
        </Group>
    );
}

export function RubricField({ draft: { rubric }, change, messages }: Props) {
    const { t } = useTranslation('questions');
    const sum = rubric.reduce((all, { share }) => all + (Number(share) || 0), 0);
    const alter = (key: number, to: { text?: string; share?: string }) => { change({ rubric: rubric.map((each) => (each.key === key ? { ...each, ...to } : each)) }); };
    return (
        <Stack gap="xs" role="group" aria-label={t('rubric')}>
            <div><Text fw={500} size="sm">{t('rubric')}</Text><Text size="xs" c="dimmed">{t('rubricHint')}</Text></div>
            {rubric.map((line, at) => (
                <Group key={line.key} gap={8} align="flex-start" wrap="nowrap">
                    <TextInput style={{ flex: 1 }} maxLength={200} aria-label={t('criterion', { number: at + 1 })} placeholder={t('criterion', { number: at + 1 })} value={line.text} error={messageAt(messages, 'rubric', rubric, line.key)} onChange={(event) => { alter(line.key, { text: event.currentTarget.value }); }} />
                    <TextInput w={84} inputMode="numeric" maxLength={3} aria-label={t('share', { number: at + 1 })} rightSection={<Text size="sm" c="dimmed" aria-hidden>%</Text>} value={line.share} onChange={(event) => { alter(line.key, { share: event.currentTarget.value.replace(/\D/g, '') }); }} />
                    <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('removeCriterion', { number: at + 1 })} onClick={() => { change({ rubric: rubric.filter((each) => each.key !== line.key) }); }}><IconX size={18} aria-hidden /></ActionIcon>
                </Group>
            ))}
            {rubric.length > 0 && <Text size="sm" className="ah-number" c={sum === 100 ? 'dimmed' : 'var(--mantine-color-error)'} role="status">{t('shareSum', { sum })}</Text>}
            <Wrong text={messages['document.rubric']} />
            <Group><Button variant="light" size="xs" leftSection={<IconPlus size={16} aria-hidden />} disabled={rubric.length >= 10} onClick={() => { change({ rubric: [...rubric, { key: nextKey(), text: '', share: rubric.length === 0 ? '100' : String(Math.max(0, 100 - sum)) }] }); }}>{t('addCriterion')}</Button></Group>
        </Stack>
    );
}
