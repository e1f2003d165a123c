import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Button, FileButton, Menu, Paper, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical, IconTrash, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { useConfirm } from '@/components/confirm';
import type { Curriculum } from '@/lib/api/types';
import classes from './builder.module.css';
import { chapterKey, lessonKey, type CourseChange } from './chapters';
import { InlineText } from './inline-text';
import { LessonRow } from './lesson-row';
import { stepChapter, type Order } from './order';
import { UploadProgress } from './upload-progress';
import { startUploads, type UploadRow } from './uploads';

export type Confirm = ReturnType<typeof useConfirm>[0];

interface Props {
    courseId: number;
    chapter: Curriculum;
    number: number;
    order: Order;
    change: CourseChange;
    confirm: Confirm;
    reorder: (order: Order) => void;
    uploads: UploadRow[];
    /** While chapters are being dragged only their heads are shown. */
    folded: boolean;
}

export function ChapterCard({ courseId, chapter, number, order, change, confirm, reorder, uploads, folded }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    const client = useQueryClient();
    const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: chapterKey(chapter.id) });
    const resetFiles = useRef<() => void>(null);
    const [over, setOver] = useState(0);

    const upload = (files: File[]) => {
        if (files.length > 0) startUploads(client, courseId, chapter.id, files);
        resetFiles.current?.();
    };
    const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
    const remove = () => {
        confirm({
            title: t('chapters.removeTitle', { title: chapter.title }),
            text: chapter.contents.length > 0 ? t('chapters.removeWith', { count: chapter.contents.length }) : t('chapters.removeEmpty'),
            action: t('delete'), danger: true,
            run: () => change.mutateAsync({ kind: 'removeChapter', id: chapter.id }),
        });
    };
    return (
        <Paper ref={setNodeRef} component="section" aria-label={chapter.title} className={classes['chapter'] ?? ''} {...(over > 0 && { 'data-over': true })}
            style={{ transform: CSS.Translate.toString(transform), transition, zIndex: isDragging ? 2 : undefined }}
            onDragEnter={(event) => { if (carriesFiles(event)) { event.preventDefault(); setOver((depth) => depth + 1); } }}
            onDragOver={(event) => { if (carriesFiles(event)) event.preventDefault(); }}
            onDragLeave={(event) => { if (carriesFiles(event)) setOver((depth) => Math.max(0, depth - 1)); }}
            onDrop={(event) => {
                if (!carriesFiles(event)) return;
                event.preventDefault();
                setOver(0);
                upload([...event.dataTransfer.files]);
            }}>
            <div className={classes['chapterHead']}>
                <button type="button" ref={setActivatorNodeRef} className={classes['handle']} {...attributes} {...listeners}
                    aria-label={t('chapters.move', { title: chapter.title })}><IconGripVertical size={18} aria-hidden /></button>
                <Text c="dimmed" size="sm" className="ah-number" aria-hidden>{number}</Text>
                <InlineText strong value={chapter.title} label={t('chapters.rename')} maxLength={255}
                    onSave={(title) => { change.mutate({ kind: 'renameChapter', id: chapter.id, title }); }} />
                <Menu position="bottom-end" width={200}>
                    <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" c="dimmed" ml="auto" aria-label={t('chapters.menu', { title: chapter.title })}><IconDots size={18} aria-hidden /></ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                        <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} disabled={number === 1} onClick={() => { reorder(stepChapter(order, chapter.id, -1)); }}>{t('up')}</Menu.Item>
                        <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} disabled={number === order.length} onClick={() => { reorder(stepChapter(order, chapter.id, 1)); }}>{t('down')}</Menu.Item>
                        <Menu.Divider />
                        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>{t('delete')}</Menu.Item>
                    </Menu.Dropdown>
                </Menu>
            </div>
            {!folded && (
                <>
                    <SortableContext items={chapter.contents.map(({ id }) => lessonKey(id))} strategy={verticalListSortingStrategy}>
                        <ul className={classes['lessons']}>
                            {chapter.contents.map((lesson) => (
                                <LessonRow key={lesson.id} courseId={courseId} chapterId={chapter.id} lesson={lesson} order={order} change={change} confirm={confirm} reorder={reorder} />
                            ))}
                        </ul>
                    </SortableContext>
                    {uploads.map((row) => <UploadProgress key={row.id} row={row} />)}
                    <div className={classes['drop']}>
                        <IconUpload size={18} aria-hidden />
                        <span style={{ flex: 1 }}>{t('chapters.drop')}</span>
                        <FileButton multiple resetRef={resetFiles} onChange={upload} inputProps={{ 'aria-label': t('chapters.chooseFor', { title: chapter.title }) }}>
                            {(props) => <Button {...props} size="xs" variant="default">{t('chapters.choose')}</Button>}
                        </FileButton>
                    </div>
                </>
            )}
        </Paper>
    );
}
