import { Input, PinInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
    label: string;
    value?: string;
    onChange: (code: string) => void;
    /** The last digit stands. */
    onComplete: () => void;
    error?: ReactNode;
    autoFocus?: boolean;
    'data-path'?: string;
}

/** Six digits, each in a box of its own; a form finds the first one when the code is refused. */
export function CodeInput({ label, value, onChange, onComplete, error, autoFocus = false, 'data-path': path }: Props) {
    const { t } = useTranslation('codes');
    return (
        <Input.Wrapper label={label} error={error} labelElement="div">
            <PinInput length={6} type="number" oneTimeCode autoFocus={autoFocus} mt={6} size="lg" gap="xs" aria-label={label} error={Boolean(error)}
                getInputProps={(at) => ({ 'aria-label': t('digit', { count: at + 1 }), ...(at === 0 && { 'data-path': path }) })}
                value={value ?? ''} onChange={onChange} onComplete={onComplete} />
        </Input.Wrapper>
    );
}
