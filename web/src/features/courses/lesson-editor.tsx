import { Alert, Button, Group, Paper, Skeleton, Stack, Text, TextInput, Textarea, Title } from '@mantine/core';
import { IconFileUpload, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LessonIcon } from '@/components/lesson-icon';
import { QueryView } from '@/components/query-view';
import { api } from '@/lib/api/client';
import type { Content, ContentDetail, LessonBody } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import { isRichNode } from '@/lib/rich-text';
import { useLessonBody, type BodyValues } from './api';
import { useAutosave } from './autosave';
import { InlineText } from './inline-text';
import { LessonPreview } from './lesson-preview';
import { startUploads } from './uploads';
import type { Builder } from './use-builder';

const RichTextEditor = lazy(() => import('@/components/rich-text-editor'));

interface Props { chapterId: number; lesson: Content; builder: Builder }

/** The lesson that was chosen, to be written or looked at. */
export function LessonEditor({ chapterId, lesson, builder }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    return (
        <Paper p="md" component="section" aria-labelledby="lesson-editor">
            <Group gap="xs" mb="sm" wrap="nowrap">
                <LessonIcon type={lesson.type} label={t(`types.${lesson.type}`)} size={20} />
                <Title order={2} size="h3" id="lesson-editor" tabIndex={-1} style={{ minWidth: 0 }}>
                    <InlineText strong value={lesson.title} label={t('lessons.rename')} maxLength={100} onSave={(title) => { builder.start({ kind: 'renameContent', id: lesson.id, title }); }} />
                </Title>
            </Group>
            {lesson.begun && <Alert mb="md" variant="light" color="blue" icon={<IconUsers size={18} aria-hidden />}>{t('lessons.begun')}</Alert>}
            {lesson.type === 'VIDEO' || lesson.type === 'MATERIAL'
                ? <FileEditor chapterId={chapterId} lesson={lesson} courseId={builder.courseId} />
                : <BodyEditor lesson={lesson} builder={builder} />}
        </Paper>
    );
}

function FileEditor({ courseId, chapterId, lesson }: { courseId: number; chapterId: number; lesson: Content }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const replacement = useRef<HTMLInputElement>(null);
    const shown = useQuery({ queryKey: [...keys.content(lesson.id), lesson.originName, lesson.sizeBytes], queryFn: () => api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${lesson.id}`), staleTime: Infinity });
    return (
        <Stack>
            <Group justify="space-between" gap="xs">
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{[lesson.originName, typeof lesson.timeAmountSeconds === 'number' && format.duration(lesson.timeAmountSeconds)].filter(Boolean).join(' · ')}</Text>
                <Button size="xs" variant="default" leftSection={<IconFileUpload size={16} aria-hidden />} onClick={() => replacement.current?.click()}>{t('lessons.replace')}</Button>
            </Group>
            <input ref={replacement} type="file" hidden aria-label={t('lessons.replace')} onChange={(event) => {
                startUploads(client, courseId, chapterId, [...event.currentTarget.files ?? []], { id: lesson.id, title: lesson.title });
                event.currentTarget.value = '';
            }} />
            <QueryView query={shown} skeleton={<Skeleton height={320} />}>{(data) => <LessonPreview lesson={data} />}</QueryView>
        </Stack>
    );
}

function BodyEditor({ lesson, builder }: { lesson: Content; builder: Builder }) {
    // The id that it was opened with: a lesson that is made anew while it is written is the same for its writer.
    const [opened] = useState(lesson.id);
    const body = useLessonBody(builder.courseId, opened);
    return <QueryView query={body} skeleton={<Skeleton height={280} />}>{(data) => <BodyForm lesson={lesson} body={data} builder={builder} />}</QueryView>;
}

function BodyForm({ lesson, body, builder }: { lesson: Content; body: LessonBody; builder: Builder }) {
    const { t } = useTranslation(['courses', 'common']);
    const [draft, setDraft] = useState({ url: body.url, description: body.description });
    const { note, flush } = useAutosave<BodyValues>((values) => { builder.start({ kind: 'body', id: lesson.id, values }); });
    if (lesson.type === 'TEXT') {
        return (
            <Suspense fallback={<Skeleton height={280} />}>
                <RichTextEditor start={isRichNode(body.document) ? body.document : undefined} label={t('lessons.text')} onChange={(document) => { note({ document }); }} onLeave={flush} />
            </Suspense>
        );
    }
    const change = (part: Partial<typeof draft>) => {
        const next = { ...draft, ...part };
        setDraft(next);
        if (lesson.type !== 'LINK') note({ description: next.description });
        else if (isAddress(next.url)) note({ url: next.url.trim(), description: next.description });
    };
    return (
        <Stack>
            {lesson.type === 'LINK' && (
                <TextInput type="url" label={t('lessons.address')} required placeholder="https://" maxLength={2000} value={draft.url} error={isAddress(draft.url) ? undefined : t('lessons.wrongAddress')}
                    onChange={(event) => { change({ url: event.currentTarget.value }); }} onBlur={flush} />
            )}
            {lesson.type !== 'LINK' && <Text size="sm" c="dimmed" maw="70ch">{t(`lessons.about.${lesson.type}`)}</Text>}
            <Textarea label={`${t('lessons.description')} (${t('optional')})`} autosize minRows={3} maxRows={14} maxLength={2000} value={draft.description}
                onChange={(event) => { change({ description: event.currentTarget.value }); }} onBlur={flush} />
        </Stack>
    );
}

const isAddress = (text: string) => text.trim() === '' || /^https:\/\/[^\s/@?#"<>\\]+([/?#][^\s"<>]*)?$/.test(text.trim());
