import { ActionIcon, Button, FileButton, Group, Pagination, Paper, Select, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { IconPlus, IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfirm } from '@/components/confirm';
import { ErrorPanel } from '@/components/error-panel';
import { toast } from '@/components/toast';
import type { Cue, LessonCaptions } from '@/lib/api/types';
import { TimeField } from './time-field';
import { useChangeCaptions } from './video-api';

const languages = ['ko', 'en', 'zh', 'ja', 'vi', 'th', 'id', 'ne', 'km', 'mn', 'uz', 'my'];
const rows_shown = 50;

interface Props {
    courseId: number;
    lesson: number;
    all: LessonCaptions[];
    /** Where the video stands, in milliseconds. */
    now: () => number;
    goTo: (ms: number) => void;
}

/** The captions of one language at a time: from a file, or written here beside the video. */
export function CaptionEditor({ courseId, lesson, all, now, goTo }: Props) {
    const { t, i18n } = useTranslation(['videos', 'common']);
    const [language, setLanguage] = useState(all[0]?.language ?? 'ko');
    const kept = all.find((each) => each.language === language);
    const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
    const choices = [...new Set([...languages, ...all.map((each) => each.language)])];
    return (
        <Paper component="section" p="lg" aria-labelledby="captions">
            <Group justify="space-between" mb="sm">
                <Title order={2} id="captions" size="h3">{t('captions.title')}</Title>
                <Select aria-label={t('captions.language')} value={language} onChange={(value) => { if (value) setLanguage(value); }} allowDeselect={false} w={200} comboboxProps={{ withinPortal: true }}
                    data={choices.map((value) => ({ value, label: `${names.of(value) ?? value}${all.some((each) => each.language === value) ? ' ✓' : ''}` }))} />
            </Group>
            <Cues key={`${language}:${String(kept?.version ?? 0)}`} courseId={courseId} lesson={lesson} language={language} kept={kept} now={now} goTo={goTo} />
        </Paper>
    );
}

type Row = Cue & { id: number };

function Cues({ courseId, lesson, language, kept, now, goTo }: Omit<Props, 'all'> & { language: string; kept: LessonCaptions | undefined }) {
    const { t } = useTranslation(['videos', 'common']);
    const change = useChangeCaptions(courseId, lesson);
    const [confirm, dialog] = useConfirm();
    const [rows, setRows] = useState<Row[]>(() => (kept?.cues ?? []).map((cue, id) => ({ ...cue, id })));
    const [touched, setTouched] = useState(false);
    const [page, setPage] = useState(1);
    const pages = Math.max(1, Math.ceil(rows.length / rows_shown));
    const shown = rows.slice((Math.min(page, pages) - 1) * rows_shown, Math.min(page, pages) * rows_shown);
    const edit = (next: Row[]) => { setRows(next); setTouched(true); };
    const set = (id: number, values: Partial<Cue>) => { edit(rows.map((each) => (each.id === id ? { ...each, ...values } : each))); };
    const add = () => {
        const startMs = Math.round(now());
        const made = { id: 1 + Math.max(-1, ...rows.map((each) => each.id)), startMs, endMs: startMs + 3_000, text: '' };
        const behind = rows.filter((each) => each.startMs <= startMs).length;
        edit([...rows.slice(0, behind), made, ...rows.slice(behind)]);
        setPage(Math.floor(behind / rows_shown) + 1);
    };
    const wrong = rows.some((each) => each.endMs <= each.startMs || each.text.trim() === '');
    const save = () => {
        change.mutate({ kind: 'save', language, version: kept?.version ?? 0, cues: rows.map(({ startMs, endMs, text }) => ({ startMs, endMs, text: text.trim() })) }, {
            onSuccess: () => { toast(t('captions.saved')); },
        });
    };
    const upload = (file: File | null) => {
        if (file) change.mutate({ kind: 'upload', language, file }, { onSuccess: () => { toast(t('captions.saved')); } });
    };
    return (
        <Stack gap="sm">
            {dialog}
            <Group gap="xs">
                <FileButton onChange={upload} accept=".vtt,.srt,text/vtt,application/x-subrip">
                    {(props) => <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />} loading={change.isPending && change.variables.kind === 'upload'}>{t('captions.upload')}</Button>}
                </FileButton>
                <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>{t('captions.add')}</Button>
                <span style={{ flex: 1 }} />
                {kept && <Button variant="subtle" color="red" onClick={() => { confirm({ title: t('captions.removeTitle'), text: t('captions.removeText'), action: t('common:delete'), danger: true, run: () => change.mutateAsync({ kind: 'delete', language }) }); }}>{t('captions.remove')}</Button>}
                <Button onClick={save} disabled={!touched || wrong || rows.length === 0} loading={change.isPending && change.variables.kind === 'save'}>{t('captions.save')}</Button>
            </Group>
            {change.isError && <ErrorPanel error={change.error} />}
            {rows.length === 0 && <Text c="dimmed">{t('captions.empty')}</Text>}
            {rows.length > 0 && (
                <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} role="group" aria-label={t('captions.title')}>
                    <Table verticalSpacing={4} horizontalSpacing="xs">
                        <Table.Thead><Table.Tr><Table.Th>{t('captions.start')}</Table.Th><Table.Th>{t('captions.end')}</Table.Th><Table.Th w="100%">{t('captions.text')}</Table.Th><Table.Td /></Table.Tr></Table.Thead>
                        <Table.Tbody>
                            {shown.map((row) => (
                                <Table.Tr key={row.id} onFocus={() => { goTo(row.startMs); }}>
                                    <Table.Td><TimeField label={t('captions.start')} ms={row.startMs} onChange={(startMs) => { set(row.id, { startMs }); }} /></Table.Td>
                                    <Table.Td><TimeField label={t('captions.end')} ms={row.endMs} wrong={row.endMs <= row.startMs} onChange={(endMs) => { set(row.id, { endMs }); }} /></Table.Td>
                                    <Table.Td><Textarea aria-label={t('captions.text')} value={row.text} autosize minRows={1} maxRows={4} maxLength={500} size="xs" onChange={(event) => { set(row.id, { text: event.currentTarget.value }); }} /></Table.Td>
                                    <Table.Td><ActionIcon variant="subtle" color="gray" aria-label={t('captions.removeOne')} onClick={() => { edit(rows.filter((each) => each.id !== row.id)); }}><IconTrash size={16} aria-hidden /></ActionIcon></Table.Td>
                                </Table.Tr>
                            ))}
                        </Table.Tbody>
                    </Table>
                </Table.ScrollContainer>
            )}
            {pages > 1 && <Pagination total={pages} value={Math.min(page, pages)} onChange={setPage} size="sm" getControlProps={(control) => ({ 'aria-label': control })} />}
        </Stack>
    );
}
