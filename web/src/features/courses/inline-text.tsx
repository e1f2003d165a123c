import { Group, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import classes from './builder.module.css';

interface Props {
    value: string;
    /** What the text is, for its button and field: "강의 이름 고치기". */
    label: string;
    maxLength: number;
    onSave: (value: string) => void;
    strong?: boolean;
}

/** A text that becomes a field when it is pressed: Enter or leaving saves, Escape gives up. */
export function InlineText({ value, label, maxLength, onSave, strong = false }: Props) {
    const [draft, setDraft] = useState<string>();
    const button = useRef<HTMLButtonElement>(null);

    const finish = (save: boolean, refocus: boolean) => {
        const text = draft?.trim() ?? '';
        setDraft(undefined);
        if (save && text !== '' && text !== value) onSave(text);
        if (refocus) requestAnimationFrame(() => button.current?.focus());
    };
    if (draft !== undefined) {
        return (
            <TextInput aria-label={label} value={draft} maxLength={maxLength} autoFocus size="sm" style={{ flex: 1, minWidth: 0 }}
                onFocus={(event) => { event.currentTarget.select(); }}
                onChange={(event) => { setDraft(event.currentTarget.value); }}
                onBlur={() => { finish(true, false); }}
                onKeyDown={(event) => {
                    // Enter that ends a Hangul composition is not yet a decision.
                    if (event.nativeEvent.isComposing) return;
                    if (event.key === 'Enter') { event.preventDefault(); finish(true, true); }
                    if (event.key === 'Escape') { event.stopPropagation(); finish(false, true); }
                }} />
        );
    }
    return (
        <UnstyledButton ref={button} className={classes['inline'] ?? ''} aria-label={`${value}, ${label}`} onClick={() => { setDraft(value); }}>
            <Group gap={6} wrap="nowrap">
                <Text component="span" fw={strong ? 650 : 450} style={{ minWidth: 0 }}>{value}</Text>
                <IconPencil size={15} aria-hidden className={classes['pencil']} />
            </Group>
        </UnstyledButton>
    );
}
