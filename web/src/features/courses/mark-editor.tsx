import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { VideoMark } from '@/lib/api/types';
import { TimeField } from './time-field';
import { useChangeMarks } from './video-api';

interface Props {
    courseId: number;
    lesson: number;
    kept: VideoMark[];
    now: () => number;
}

/** The chapters within a video: where they begin, and what they are called. */
export function MarkEditor({ courseId, lesson, kept, now }: Props) {
    const { t } = useTranslation(['videos', 'common']);
    const change = useChangeMarks(courseId, lesson);
    const [rows, setRows] = useState(() => kept.map((each, id) => ({ ...each, id })));
    const [touched, setTouched] = useState(false);
    const edit = (next: typeof rows) => { setRows([...next].sort((a, b) => a.atSeconds - b.atSeconds)); setTouched(true); };
    const set = (id: number, values: Partial<VideoMark>) => { edit(rows.map((each) => (each.id === id ? { ...each, ...values } : each))); };
    const wrong = rows.some((each) => each.title.trim() === '') || new Set(rows.map((each) => each.atSeconds)).size < rows.length;
    const save = () => {
        change.mutate(rows.map(({ atSeconds, title }) => ({ atSeconds, title: title.trim() })), { onSuccess: () => { setTouched(false); toast(t('marks.saved')); } });
    };
    return (
        <Paper component="section" p="lg" aria-labelledby="marks">
            <Title order={2} id="marks" size="h3" mb="sm">{t('marks.title')}</Title>
            <Stack gap="xs">
                {rows.length === 0 && <Text c="dimmed">{t('marks.empty')}</Text>}
                {rows.map((row) => (
                    <Group key={row.id} gap="xs" wrap="nowrap">
                        <TimeField label={t('marks.at')} ms={row.atSeconds * 1000} onChange={(ms) => { set(row.id, { atSeconds: Math.floor(ms / 1000) }); }} />
                        <TextInput aria-label={t('marks.name')} value={row.title} maxLength={100} size="xs" style={{ flex: 1, minWidth: 0 }} onChange={(event) => { set(row.id, { title: event.currentTarget.value }); }} />
                        <ActionIcon variant="subtle" color="gray" aria-label={t('marks.remove')} onClick={() => { edit(rows.filter((each) => each.id !== row.id)); }}><IconTrash size={16} aria-hidden /></ActionIcon>
                    </Group>
                ))}
                {change.isError && <ErrorPanel error={change.error} />}
                <Group gap="xs" justify="space-between">
                    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => { edit([...rows, { id: 1 + Math.max(-1, ...rows.map((each) => each.id)), atSeconds: Math.floor(now() / 1000), title: '' }]); }}>{t('marks.add')}</Button>
                    <Button onClick={save} disabled={!touched || wrong} loading={change.isPending}>{t('marks.save')}</Button>
                </Group>
            </Stack>
        </Paper>
    );
}
