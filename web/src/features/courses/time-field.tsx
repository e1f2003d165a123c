import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { cueTime, cueTimeFrom } from './cue-times';

interface Props {
    label: string;
    ms: number;
    onChange: (ms: number) => void;
    wrong?: boolean;
}

/** A moment of a video as text: what is no time is put back. */
export function TimeField({ label, ms, onChange, wrong = false }: Props) {
    const [draft, setDraft] = useState<string>();
    return (
        <TextInput aria-label={label} value={draft ?? cueTime(ms)} error={wrong} size="xs" w={104} maxLength={14} inputMode="decimal"
            styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
            onChange={(event) => { setDraft(event.currentTarget.value); }}
            onBlur={() => {
                const read = cueTimeFrom(draft ?? '');
                setDraft(undefined);
                if (read !== undefined && read !== ms) onChange(read);
            }} />
    );
}
