import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import classes from './file-drop.module.css';

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

interface Props { accept: string; texts: { drop: string; choose: string; kinds: string }; onFile: (file: File) => void }

/** A place for one file: dropped, or chosen by the button, which a keyboard reaches. */
export function FileDrop({ accept, texts, onFile }: Props) {
    const [over, setOver] = useState(0);
    return (
        <div className={classes['drop']} {...(over > 0 && { 'data-over': true })}
            onDragEnter={(event) => { if (carriesFiles(event)) { event.preventDefault(); setOver((depth) => depth + 1); } }}
            onDragOver={(event) => { if (carriesFiles(event)) event.preventDefault(); }}
            onDragLeave={(event) => { if (carriesFiles(event)) setOver((depth) => Math.max(0, depth - 1)); }}
            onDrop={(event) => {
                if (!carriesFiles(event)) return;
                event.preventDefault();
                setOver(0);
                const [file] = event.dataTransfer.files;
                if (file) onFile(file);
            }}>
            <Stack align="center" gap="xs">
                <IconFileSpreadsheet size={40} stroke={1.4} aria-hidden />
                <Text fw={600}>{texts.drop}</Text>
                <FileButton accept={accept} onChange={(file) => { if (file) onFile(file); }} inputProps={{ 'aria-label': texts.choose }}>
                    {(props) => <Button {...props} variant="light">{texts.choose}</Button>}
                </FileButton>
                <Text size="sm" c="dimmed">{texts.kinds}</Text>
            </Stack>
        </div>
    );
}
