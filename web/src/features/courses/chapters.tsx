import {
    DndContext, DragOverlay, KeyboardSensor, PointerSensor, closestCenter, useSensor, useSensors,
    type Announcements, type CollisionDetection, type DragEndEvent, type DragOverEvent, type KeyboardCoordinateGetter, type UniqueIdentifier,
} from '@dnd-kit/core';
import { restrictToVerticalAxis } from '@dnd-kit/modifiers';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { IconInfoCircle, IconListTree, IconPlus } from '@tabler/icons-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import type { Course } from '@/lib/api/types';
import { ChapterCard } from './chapter-card';
import { LessonGhost } from './lesson-row';
import { chapterOf, inOrder, moveChapter, moveContent, orderOf, sameOrder, type Order } from './order';
import { useUploads } from './uploads';
import type { Builder } from './use-builder';

export const chapterKey = (id: number) => `chapter-${id}`;
export const lessonKey = (id: number) => `lesson-${id}`;
const isChapter = (key: UniqueIdentifier) => String(key).startsWith('chapter-');
const idOf = (key: UniqueIdentifier) => Number(String(key).split('-')[1]);

/** Where `active` may be put down, from top to bottom: a chapter at chapters, a lesson at lessons and in empty chapters. */
function places(order: Order, active: UniqueIdentifier): UniqueIdentifier[] {
    if (isChapter(active)) return order.map(({ id }) => chapterKey(id));
    return order.flatMap(({ id, contents }) => (contents.length > 0 ? contents.map(lessonKey) : [chapterKey(id)]));
}

function collisionsIn(order: Order): CollisionDetection {
    return (given) => {
        let open = places(order, given.active.id);
        // A pointer means the chapter it is in: by distance alone a lesson would jump between two for ever.
        const at = given.pointerCoordinates;
        if (at && !isChapter(given.active.id)) {
            const under = order.find(({ id }) => {
                const rect = given.droppableRects.get(chapterKey(id));
                return rect && at.x >= rect.left && at.x <= rect.right && at.y >= rect.top && at.y <= rect.bottom;
            });
            if (!under) return [];
            open = under.contents.length > 0 ? under.contents.map(lessonKey) : [chapterKey(under.id)];
        }
        return closestCenter({ ...given, droppableContainers: given.droppableContainers.filter(({ id }) => open.includes(id)) });
    };
}

/** The arrows go from place to place, over the edges of chapters, too. */
function stepsIn(order: Order): KeyboardCoordinateGetter {
    return (event, { context: { active, over, droppableRects, collisionRect } }) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
        if (!step || !active || !collisionRect) return undefined;
        event.preventDefault();
        const open = places(order, active.id);
        const target = open[open.indexOf(over?.id ?? active.id) + step];
        const rect = target === undefined ? undefined : droppableRects.get(target);
        return rect && { x: rect.left, y: rect.top + (rect.height - collisionRect.height) / 2 };
    };
}

/** Where the order stands after `active` was held over `over`. */
function carried(order: Order, active: UniqueIdentifier, over: UniqueIdentifier): Order {
    if (isChapter(active)) {
        return isChapter(over) ? moveChapter(order, idOf(active), order.findIndex(({ id }) => id === idOf(over))) : order;
    }
    const content = idOf(active);
    if (isChapter(over)) {
        const chapter = order.find(({ id }) => id === idOf(over));
        return !chapter || chapter.contents.includes(content) ? order : moveContent(order, content, chapter.id, chapter.contents.length);
    }
    const chapter = order.find(({ contents }) => contents.includes(idOf(over)));
    return chapter ? moveContent(order, content, chapter.id, chapter.contents.indexOf(idOf(over))) : order;
}

interface Props {
    course: Course;
    builder: Builder;
    /** The lesson before one's eyes; none: the course itself. */
    chosen: number | undefined;
    choose: (lesson: number | undefined) => void;
}

export function Chapters({ course, builder, chosen, choose }: Props) {
    const { t } = useTranslation(['courses', 'common']);
    const uploads = useUploads(course.id);
    const [dragging, setDragging] = useState<UniqueIdentifier>();
    /** The order on the page while it is being dragged, and until the server has answered. */
    const [draft, setDraft] = useState<Order>();
    const shown = draft ? inOrder(course, draft) : course;
    const order = draft ?? orderOf(course);
    const sensors = useSensors(
        useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
        useSensor(KeyboardSensor, { coordinateGetter: stepsIn(order) }),
    );

    const reorder = (next: Order) => {
        if (sameOrder(next, orderOf(course))) { setDraft(undefined); return; }
        setDraft(next);
        builder.run({ kind: 'order', order: next }).catch(() => undefined).finally(() => { setDraft(undefined); });
    };
    const onDragOver = ({ active, over }: DragOverEvent) => {
        // Within one chapter the sortable list itself shows the move; over into another one is ours.
        if (!over || isChapter(active.id)) return;
        const from = chapterOf(order, idOf(active.id));
        const to = isChapter(over.id) ? idOf(over.id) : chapterOf(order, idOf(over.id));
        if (to !== undefined && from !== to) setDraft(carried(order, active.id, over.id));
    };
    const onDragEnd = ({ active, over }: DragEndEvent) => {
        setDragging(undefined);
        reorder(over && active.id !== over.id ? carried(order, active.id, over.id) : order);
    };
    const titleOf = (key: UniqueIdentifier) => isChapter(key)
        ? shown.curriculums.find(({ id }) => id === idOf(key))?.title ?? ''
        : shown.curriculums.flatMap(({ contents }) => contents).find(({ id }) => id === idOf(key))?.title ?? '';
    /** Where it would be put down, as one says it: "1장, 3번째". */
    const placeOf = (active: UniqueIdentifier, over: UniqueIdentifier) => {
        const next = active === over ? order : carried(order, active, over);
        if (isChapter(active)) return t('drag.chapterPlace', { at: next.findIndex(({ id }) => id === idOf(active)) + 1, of: next.length });
        const chapter = next.find(({ contents }) => contents.includes(idOf(active)));
        return t('drag.lessonPlace', { chapter: course.curriculums.find(({ id }) => id === chapter?.id)?.title, at: (chapter?.contents.indexOf(idOf(active)) ?? 0) + 1, of: chapter?.contents.length });
    };
    const announcements: Announcements = {
        onDragStart: ({ active }) => t('drag.start', { title: titleOf(active.id), place: placeOf(active.id, active.id) }),
        onDragOver: ({ active, over }) => over ? t('drag.over', { title: titleOf(active.id), place: placeOf(active.id, over.id) }) : undefined,
        onDragEnd: ({ active, over }) => t('drag.end', { title: titleOf(active.id), place: over ? placeOf(active.id, over.id) : '' }),
        onDragCancel: ({ active }) => t('drag.cancel', { title: titleOf(active.id) }),
    };

    return (
        <Stack gap="sm">
            <Button variant={chosen === undefined ? 'light' : 'subtle'} justify="flex-start" leftSection={<IconInfoCircle size={18} aria-hidden />} aria-current={chosen === undefined ? 'true' : undefined}
                onClick={() => { choose(undefined); }}>{t('panel.details')}</Button>
            <DndContext sensors={sensors} collisionDetection={collisionsIn(order)} modifiers={dragging && isChapter(dragging) ? [restrictToVerticalAxis] : []}
                onDragStart={({ active }) => { setDragging(active.id); }} onDragOver={onDragOver} onDragEnd={onDragEnd}
                onDragCancel={() => { setDragging(undefined); setDraft(undefined); }}
                accessibility={{ announcements, screenReaderInstructions: { draggable: t('drag.instructions') } }}>
                <SortableContext items={shown.curriculums.map(({ id }) => chapterKey(id))} strategy={verticalListSortingStrategy}>
                    {shown.curriculums.map((chapter, at) => (
                        <ChapterCard key={chapter.id} courseId={course.id} chapter={chapter} number={at + 1} order={order} builder={builder} reorder={reorder} chosen={chosen} choose={choose}
                            uploads={uploads.filter((upload) => upload.chapterId === chapter.id)} folded={dragging !== undefined && isChapter(dragging)} />
                    ))}
                </SortableContext>
                <DragOverlay>{dragging !== undefined && !isChapter(dragging) && <LessonGhost title={titleOf(dragging)} />}</DragOverlay>
            </DndContext>
            {course.curriculums.length === 0 && <EmptyState icon={IconListTree} title={t('chapters.empty')} hint={t('chapters.emptyHint')} />}
            <NewChapter builder={builder} />
        </Stack>
    );
}

function NewChapter({ builder }: { builder: Builder }) {
    const { t } = useTranslation(['courses', 'common']);
    const [title, setTitle] = useState('');
    const add = (event: SubmitEvent) => {
        event.preventDefault();
        if (title.trim() === '') return;
        builder.run({ kind: 'addChapter', title: title.trim() }).then(() => { setTitle(''); }, () => undefined);
    };
    return (
        <Paper p="sm" component="form" onSubmit={add} id="new-chapter">
            <Group gap="xs" wrap="nowrap">
                <TextInput type="text" aria-label={t('chapters.newTitle')} placeholder={t('chapters.newTitle')} maxLength={255} value={title} style={{ flex: 1 }}
                    onChange={(event) => { setTitle(event.currentTarget.value); }} />
                <Button type="submit" variant="light" leftSection={<IconPlus size={18} aria-hidden />} disabled={title.trim() === ''}
                    loading={builder.saving === 'addChapter'}>{t('chapters.add')}</Button>
            </Group>
        </Paper>
    );
}
