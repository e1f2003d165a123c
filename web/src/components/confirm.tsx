import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog';
import { ErrorPanel } from './error-panel';

interface Question {
    title: string;
    text: ReactNode;
    /** The verb on the button, e.g. "지우기". */
    action: string;
    danger?: boolean;
    /** The dialog stays open, and says why, when this fails. */
    run: () => Promise<unknown>;
}

/** `const [confirm, dialog] = useConfirm()`: render `dialog` once, call `confirm({…})` from a button. */
export function useConfirm(): [(question: Question) => void, ReactNode] {
    const { t } = useTranslation();
    const [question, setQuestion] = useState<Question>();
    const [opened, setOpened] = useState(false);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();

    const ask = (next: Question) => {
        setError(undefined);
        setQuestion(next);
        setOpened(true);
    };
    const run = async () => {
        setBusy(true);
        setError(undefined);
        try {
            await question?.run();
            setOpened(false);
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };
    const dialog = (
        <Dialog opened={opened} onClose={() => { setOpened(false); }} title={question?.title}>
            <Stack>
                <Text component="div">{question?.text}</Text>
                {error !== undefined && <ErrorPanel error={error} />}
                <Group justify="flex-end">
                    <Button variant="default" onClick={() => { setOpened(false); }}>{t('cancel')}</Button>
                    <Button {...(question?.danger && { color: 'red.8' })} loading={busy} data-autofocus onClick={() => void run()}>{question?.action}</Button>
                </Group>
            </Stack>
        </Dialog>
    );
    return [ask, dialog];
}
