import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { restrictToVerticalAxis } from '@dnd-kit/modifiers';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Button, Checkbox, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { messageAt, mostChoices, moved, nextKey, type ChoiceLine } from './draft';
import classes from './questions.module.css';

interface Props {
    choices: ChoiceLine[];
    many: boolean;
    onChange: (to: ChoiceLine[]) => void;
    messages: Record<string, string>;
}

/** Choices are dragged by their handles (with a mouse, a finger, or space and the arrow keys); Enter makes another one. */
export function ChoicesField({ choices, many, onChange, messages }: Props) {
    const { t } = useTranslation('questions');
    const list = useRef<HTMLDivElement>(null);
    const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
    const at = (key: unknown) => choices.findIndex((each) => each.key === key);
    const go = (index: number) => { list.current?.querySelectorAll<HTMLTextAreaElement>('textarea:not([aria-hidden])')[index]?.focus(); };
    // When it has been drawn.
    const focus = (index: number) => { requestAnimationFrame(() => { go(index); }); };
    const add = (after: number) => {
        if (choices.length >= mostChoices) return;
        onChange([...choices.slice(0, after + 1), { key: nextKey(), text: '', correct: false }, ...choices.slice(after + 1)]);
        focus(after + 1);
    };
    const mark = (key: number, correct: boolean) => { onChange(choices.map((each) => ({ ...each, correct: each.key === key ? correct : many && each.correct }))); };
    const say = (name: 'start' | 'over' | 'end' | 'cancel') => ({ active, over }: { active: { id: unknown }; over?: { id: unknown } | null }) => t(`drag.${name}`, { from: at(active.id) + 1, to: at(over?.id ?? active.id) + 1 });
    const wrong = messages['document.choices'];
    return (
        <Stack gap="xs" role="group" aria-label={t('choices')}>
            <div>
                <Text fw={500} size="sm">{t('choices')}</Text>
                <Text size="xs" c="dimmed">{t(many ? 'choicesHintMany' : 'choicesHint')}</Text>
            </div>
            <DndContext sensors={sensors} collisionDetection={closestCenter} modifiers={[restrictToVerticalAxis]}
                onDragEnd={({ active, over }) => { if (over && over.id !== active.id) onChange(moved(choices, at(active.id), at(over.id))); }}
                accessibility={{ announcements: { onDragStart: say('start'), onDragOver: say('over'), onDragEnd: say('end'), onDragCancel: say('cancel') }, screenReaderInstructions: { draggable: t('drag.instructions') } }}>
                <SortableContext items={choices.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
                    <Stack gap="xs" ref={list}>
                        {choices.map((choice, index) => (
                            <Choice key={choice.key} choice={choice} number={index + 1} many={many} error={messageAt(messages, 'choices', choices, choice.key)}
                                onText={(text) => { onChange(choices.map((each) => (each.key === choice.key ? { ...each, text } : each))); }}
                                onMark={(correct) => { mark(choice.key, correct); }}
                                onEnter={() => { if (index + 1 < choices.length) go(index + 1); else add(index); }}
                                {...(choices.length > 2 && { onRemove: () => { onChange(choices.filter((each) => each.key !== choice.key)); focus(Math.max(0, index - 1)); } })} />
                        ))}
                    </Stack>
                </SortableContext>
            </DndContext>
            {wrong && <Text size="sm" c="var(--mantine-color-error)" role="alert">{wrong}</Text>}
            <Group><Button variant="light" size="xs" leftSection={<IconPlus size={16} aria-hidden />} disabled={choices.length >= mostChoices} onClick={() => { add(choices.length - 1); }}>{t('addChoice')}</Button></Group>
        </Stack>
    );
}

interface ChoiceProps {
    choice: ChoiceLine;
    number: number;
    many: boolean;
    error: string | undefined;
    onText: (text: string) => void;
    onMark: (correct: boolean) => void;
    onEnter: () => void;
    onRemove?: () => void;
}

function Choice({ choice, number, many, error, onText, onMark, onEnter, onRemove }: ChoiceProps) {
    const { t } = useTranslation('questions');
    const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: choice.key });
    const Mark = many ? Checkbox : Radio;
    return (
        <div ref={setNodeRef} className={classes['choice']} style={{ transform: CSS.Translate.toString(transform), transition, ...(isDragging && { zIndex: 1, position: 'relative', opacity: 0.85 }) }}>
            <ActionIcon ref={setActivatorNodeRef} variant="subtle" color="gray" size={36} className={classes['handle'] ?? ''} {...attributes} {...listeners} aria-label={t('moveChoice', { number })}><IconGripVertical size={18} aria-hidden /></ActionIcon>
            <div className={classes['mark']}><Mark aria-label={t('rightChoice', { number })} checked={choice.correct} onChange={(event) => { onMark(event.currentTarget.checked); }} /></div>
            <Textarea autosize minRows={1} maxRows={6} maxLength={500} aria-label={t('choice', { number })} placeholder={t('choice', { number })} value={choice.text} error={error}
                onChange={(event) => { onText(event.currentTarget.value); }}
                onKeyDown={(event) => { if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) { event.preventDefault(); onEnter(); } }} />
            {onRemove && <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('removeChoice', { number })} onClick={onRemove}><IconX size={18} aria-hidden /></ActionIcon>}
        </div>
    );
}
