import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconEye, IconFileText, IconFileUpload, IconGripVertical, IconMovie, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Content } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './builder.module.css';
import type { Confirm } from './chapter-card';
import { lessonKey, type CourseChange } from './chapters';
import { InlineText } from './inline-text';
import { sameOrder, stepContent, type Order } from './order';
import { startUploads } from './uploads';

interface Props {
    courseId: number;
    chapterId: number;
    lesson: Content;
    order: Order;
    change: CourseChange;
    confirm: Confirm;
    reorder: (order: Order) => void;
}

export function LessonRow({ courseId, chapterId, lesson, order, change, confirm, reorder }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const client = useQueryClient();
    const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: lessonKey(lesson.id) });
    const replacement = useRef<HTMLInputElement>(null);
    const Shape = lesson.type === 'VIDEO' ? IconMovie : IconFileText;
    const up = stepContent(order, lesson.id, -1);
    const down = stepContent(order, lesson.id, 1);
    const meta = [
        typeof lesson.timeAmountSeconds === 'number' ? format.duration(lesson.timeAmountSeconds) : undefined,
        typeof lesson.sizeBytes === 'number' ? format.bytes(lesson.sizeBytes) : undefined,
    ].filter(Boolean).join(' · ');
    const remove = () => {
        confirm({
            title: t('lessons.removeTitle', { title: lesson.title }), text: t('lessons.removeText'), action: t('delete'), danger: true,
            run: () => change.mutateAsync({ kind: 'removeContent', id: lesson.id }),
        });
    };
    return (
        <li ref={setNodeRef} className={`${classes['lesson'] ?? ''} ${isDragging ? classes['lifted'] ?? '' : ''}`}
            style={{ transform: CSS.Translate.toString(transform), transition }}>
            <button type="button" ref={setActivatorNodeRef} className={classes['handle']} {...attributes} {...listeners}
                aria-label={t('lessons.move', { title: lesson.title })}><IconGripVertical size={18} aria-hidden /></button>
            <Shape size={18} stroke={1.6} role="img" aria-label={t(`types.${lesson.type}`)} style={{ flex: 'none', opacity: 0.75 }} />
            <InlineText value={lesson.title} label={t('lessons.rename')} maxLength={100} onSave={(title) => { change.mutate({ kind: 'renameContent', id: lesson.id, title }); }} />
            <span className={`${classes['meta'] ?? ''} ah-number`} title={lesson.originName ?? undefined}>{meta}</span>
            <ActionIcon component={Link} to={`/manage/contents/${lesson.id}`} variant="subtle" color="gray" c="dimmed" aria-label={t('lessons.preview', { title: lesson.title })}><IconEye size={18} aria-hidden /></ActionIcon>
            <Menu position="bottom-end" width={200}>
                <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={t('lessons.menu', { title: lesson.title })}><IconDots size={18} aria-hidden /></ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                    <Menu.Item leftSection={<IconArrowUp size={16} aria-hidden />} disabled={sameOrder(up, order)} onClick={() => { reorder(up); }}>{t('up')}</Menu.Item>
                    <Menu.Item leftSection={<IconArrowDown size={16} aria-hidden />} disabled={sameOrder(down, order)} onClick={() => { reorder(down); }}>{t('down')}</Menu.Item>
                    <Menu.Item leftSection={<IconFileUpload size={16} aria-hidden />} onClick={() => replacement.current?.click()}>{t('lessons.replace')}</Menu.Item>
                    <Menu.Divider />
                    <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove}>{t('delete')}</Menu.Item>
                </Menu.Dropdown>
            </Menu>
            <input ref={replacement} type="file" hidden aria-label={t('lessons.replace')} onChange={(event) => {
                startUploads(client, courseId, chapterId, [...event.currentTarget.files ?? []], { id: lesson.id, title: lesson.title });
                event.currentTarget.value = '';
            }} />
        </li>
    );
}

/** What hangs at the pointer while a lesson is carried. */
export function LessonGhost({ title }: { title: string }) {
    return <div className={`${classes['lesson'] ?? ''} ${classes['overlay'] ?? ''}`}><IconGripVertical size={18} aria-hidden />{title}</div>;
}
