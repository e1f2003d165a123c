import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet, type Icon } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import classes from './file-drop.module.css';

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

interface Props {
    accept?: string;
    texts: { drop: string; choose: string; kinds: string };
    icon?: Icon;
    /** Several at once; each is told for itself. */
    multiple?: boolean;
    /** A line in a form rather than a page's one thing to do. */
    compact?: boolean;
    disabled?: boolean;
    onFile: (file: File) => void;
}

/** A place for files: dropped, or chosen by the button, which a keyboard reaches. */
export function FileDrop({ accept, texts, icon: Shape = IconFileSpreadsheet, multiple = false, compact = false, disabled = false, onFile }: Props) {
    const [over, setOver] = useState(0);
    const take = (files: Iterable<File>) => { for (const file of multiple ? files : [...files].slice(0, 1)) onFile(file); };
    const Lines = compact ? Group : Stack;
    return (
        <div className={classes['drop']} {...(over > 0 && !disabled && { 'data-over': true })} {...(compact && { 'data-compact': true })}
            onDragEnter={(event) => { if (carriesFiles(event)) { event.preventDefault(); setOver((depth) => depth + 1); } }}
            onDragOver={(event) => { if (carriesFiles(event)) event.preventDefault(); }}
            onDragLeave={(event) => { if (carriesFiles(event)) setOver((depth) => Math.max(0, depth - 1)); }}
            onDrop={(event) => {
                if (!carriesFiles(event)) return;
                event.preventDefault();
                setOver(0);
                if (!disabled) take(event.dataTransfer.files);
            }}>
            <Lines align="center" gap="xs">
                <Shape size={compact ? 20 : 40} stroke={1.4} aria-hidden />
                {!compact && <Text fw={600}>{texts.drop}</Text>}
                <FileButton {...(accept && { accept })} multiple disabled={disabled} onChange={take} inputProps={{ 'aria-label': texts.choose, multiple }}>
                    {(props) => <Button {...props} disabled={disabled} variant="light" {...(compact && { size: 'xs' })}>{texts.choose}</Button>}
                </FileButton>
                <Text size="sm" c="dimmed">{compact ? `${texts.drop} ${texts.kinds}` : texts.kinds}</Text>
            </Lines>
        </div>
    );
}
