import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
    opened: boolean;
    onClose: () => void;
    title: ReactNode;
    size?: string | number;
    children: ReactNode;
}

/** A dialog with a title and a way out. Its head is no <header>: outside of <main> that would be a second banner. */
export function Dialog({ opened, onClose, title, size, children }: Props) {
    const { t } = useTranslation();
    return (
        <Modal.Root opened={opened} onClose={onClose} centered {...(size !== undefined && { size })}>
            <Modal.Overlay backgroundOpacity={0.45} />
            <Modal.Content>
                <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16, padding: '16px 16px 0' }}>
                    <Modal.Title fw={650} fz="lg">{title}</Modal.Title>
                    <Modal.CloseButton aria-label={t('close')} />
                </div>
                <Modal.Body pt="sm">{children}</Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}
