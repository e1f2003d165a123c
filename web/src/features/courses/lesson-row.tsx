import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconEdit, IconEye, IconFileUpload, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LessonIcon } from '@/components/lesson-icon';
import { toast } from '@/components/toast';
import type { Content } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './builder.module.css';
import { lessonKey } from './chapters';
import { InlineText } from './inline-text';
import { sameOrder, stepContent, type Order } from './order';
import { startUploads } from './uploads';
import type { Builder } from './use-builder';
import { VideoState } from './video-state';

interface Props {
    courseId: number;
    chapterId: number;
    lesson: Content;
    order: Order;
    builder: Builder;
    reorder: (order: Order) => void;
    chosen: boolean;
    choose: (lesson: number) => void;
}

export function LessonRow({ courseId, chapterId, lesson, order, builder, reorder, chosen, choose }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: lessonKey(lesson.id) });
    const replacement = useRef<HTMLInputElement>(null);
    const hasFile = lesson.type === 'VIDEO' || lesson.type === 'MATERIAL';
    const up = stepContent(order, lesson.id, -1);
    const down = stepContent(order, lesson.id, 1);
    const meta = [
        typeof lesson.timeAmountSeconds === 'number' ? format.duration(lesson.timeAmountSeconds) : undefined,
        typeof lesson.sizeBytes === 'number' && hasFile ? format.bytes(lesson.sizeBytes) : undefined,
        lesson.filled ? undefined : t('lessons.unfilled'),
    ].filter(Boolean).join(' · ');
    const remove = () => {
        builder.run({ kind: 'removeContent', id: lesson.id }).then(() => {
            toast(t('lessons.removed', { title: lesson.title }), { label: t('save.undo'), run: () => { builder.start({ kind: 'restoreContent', id: lesson.id }); } });
        }, () => undefined);
    };
    return (
        <li ref={setNodeRef} className={`${classes['lesson'] ?? ''} ${isDragging ? classes['lifted'] ?? '' : ''}`} {...(chosen && { 'data-chosen': true })}
            style={{ transform: CSS.Translate.toString(transform), transition }}>
            <button type="button" ref={setActivatorNodeRef} className={classes['handle']} {...attributes} {...listeners}
                aria-label={t('lessons.move', { title: lesson.title })}><IconGripVertical size={18} aria-hidden /></button>
            <LessonIcon type={lesson.type} label={t(`types.${lesson.type}`)} />
            <div className={classes['named']}>
                <InlineText value={lesson.title} label={t('lessons.rename')} maxLength={100} onSave={(title) => { builder.start({ kind: 'renameContent', id: lesson.id, title }); }} />
                {meta && <span className={`${classes['meta'] ?? ''} ah-number`} title={lesson.originName ?? undefined}>{meta}</span>}
            </div>
            <ActionIcon variant={chosen ? 'light' : 'subtle'} color={chosen ? 'accent' : 'gray'} {...(!chosen && { c: 'dimmed' })} aria-current={chosen ? 'true' : undefined} aria-label={t('lessons.edit', { title: lesson.title })} onClick={() => { choose(lesson.id); }}><IconEdit size={18} aria-hidden /></ActionIcon>
            {lesson.type === 'VIDEO' && lesson.filled && <VideoState courseId={courseId} lesson={lesson} />}
            <ActionIcon component={Link} to={`/manage/contents/${lesson.id}`} variant="subtle" color="gray" c="dimmed" aria-label={t('lessons.preview', { title: lesson.title })}><IconEye size={18} aria-hidden /></ActionIcon>
            <Menu position="bottom-end" width={200}>
                <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('lessons.menu', { title: lesson.title })}><IconDots size={18} aria-hidden /></ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                    <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} disabled={sameOrder(up, order)} onClick={() => { reorder(up); }}>{t('up')}</Menu.Item>
                    <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} disabled={sameOrder(down, order)} onClick={() => { reorder(down); }}>{t('down')}</Menu.Item>
                    {hasFile && <Menu.Item leftSection={<IconFileUpload size={16} aria-hidden />} onClick={() => replacement.current?.click()}>{t('lessons.replace')}</Menu.Item>}
                    <Menu.Divider />
                    <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>{t('delete')}</Menu.Item>
                </Menu.Dropdown>
            </Menu>
            {hasFile && <input ref={replacement} type="file" hidden aria-label={t('lessons.replace')} onChange={(event) => {
                startUploads(client, courseId, chapterId, [...event.currentTarget.files ?? []], { id: lesson.id, title: lesson.title });
                event.currentTarget.value = '';
            }} />}
        </li>
    );
}

/** What hangs at the pointer while a lesson is carried. */
export function LessonGhost({ title }: { title: string }) {
    return <div className={`${classes['lesson'] ?? ''} ${classes['overlay'] ?? ''}`}><IconGripVertical size={18} aria-hidden />{title}</div>;
}
