import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Button, FileButton, Group, Menu, Paper, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical, IconPlus, IconTrash, IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LessonIcon } from '@/components/lesson-icon';
import { toast } from '@/components/toast';
import type { Curriculum } from '@/lib/api/types';
import classes from './builder.module.css';
import type { LessonKind } from './api';
import { chapterKey, lessonKey } from './chapters';
import { InlineText } from './inline-text';
import { LessonRow } from './lesson-row';
import { stepChapter, type Order } from './order';
import { UploadProgress } from './upload-progress';
import { startUploads, type UploadRow } from './uploads';
import type { Builder } from './use-builder';

const kinds: LessonKind[] = ['TEXT', 'LINK', 'LIVE', 'EXAM'];

interface Props {
    courseId: number;
    chapter: Curriculum;
    number: number;
    order: Order;
    builder: Builder;
    reorder: (order: Order) => void;
    chosen: number | undefined;
    choose: (lesson: number) => void;
    uploads: UploadRow[];
    /** While chapters are being dragged only their heads are shown. */
    folded: boolean;
}

export function ChapterCard({ courseId, chapter, number, order, builder, reorder, chosen, choose, uploads, folded }: Props) {
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
        builder.run({ kind: 'removeChapter', id: chapter.id }).then(() => {
            toast(t('chapters.removed', { title: chapter.title }), { label: t('save.undo'), run: () => { builder.start({ kind: 'restoreChapter', id: chapter.id }); } });
        }, () => undefined);
    };
    const add = (type: LessonKind) => {
        builder.run({ kind: 'addContent', chapter: chapter.id, title: t(`lessons.new.${type}`), type }).then((after) => {
            const made = after.curriculums.find(({ id }) => id === chapter.id)?.contents.at(-1);
            if (made) choose(made.id);
        }, () => undefined);
    };
    return (
        <Paper ref={setNodeRef} component="section" aria-label={chapter.title} id={`chapter-${chapter.id}`} className={classes['chapter'] ?? ''} {...(over > 0 && { 'data-over': true })}
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
                    onSave={(title) => { builder.start({ kind: 'renameChapter', id: chapter.id, title }); }} />
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
                                <LessonRow key={lesson.id} courseId={courseId} chapterId={chapter.id} lesson={lesson} order={order} builder={builder} reorder={reorder} chosen={chosen === lesson.id} choose={choose} />
                            ))}
                        </ul>
                    </SortableContext>
                    {uploads.map((row) => <UploadProgress key={row.id} row={row} />)}
                    <div className={classes['drop']}>
                        <span className={classes['hint']}><IconUpload size={18} aria-hidden />{t('chapters.drop')}</span>
                        <Group gap="xs" wrap="nowrap">
                            <Menu position="bottom-end" width={200}>
                                <Menu.Target><Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} aria-label={t('lessons.addTo', { title: chapter.title })}>{t('lessons.add')}</Button></Menu.Target>
                                <Menu.Dropdown>
                                    {kinds.map((type) => <Menu.Item key={type} leftSection={<LessonIcon type={type} label="" size={16} />} onClick={() => { add(type); }}>{t(`types.${type}`)}</Menu.Item>)}
                                </Menu.Dropdown>
                            </Menu>
                            <FileButton multiple resetRef={resetFiles} onChange={upload} inputProps={{ 'aria-label': t('chapters.chooseFor', { title: chapter.title }) }}>
                                {(props) => <Button {...props} size="xs" variant="default">{t('chapters.choose')}</Button>}
                            </FileButton>
                        </Group>
                    </div>
                </>
            )}
        </Paper>
    );
}
