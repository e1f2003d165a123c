import { ActionIcon, Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconArrowForwardUp, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/components/error-panel';
import { differences } from './differences';
import type { Builder, Conflict } from './use-builder';

/** Whether what is on the page is kept, and the way back. */
export function SaveState({ builder, onUndo, onRedo }: { builder: Builder; onUndo: () => void; onRedo: () => void }) {
    const { t } = useTranslation('courses');
    const state = builder.conflict ? 'conflict' : builder.failed ? 'failed' : builder.saving ? 'saving' : 'saved';
    const Shape = { conflict: IconAlertTriangle, failed: IconCloudOff, saving: IconCloudUp, saved: IconCloudCheck }[state];
    return (
        <Group gap="xs" wrap="nowrap">
            <Group gap={6} wrap="nowrap" role="status" c={state === 'conflict' || state === 'failed' ? 'var(--mantine-color-error)' : 'dimmed'}>
                <Shape size={18} aria-hidden />
                <Text size="sm" span>{t(`save.${state}`)}</Text>
            </Group>
            <ActionIcon variant="default" aria-label={t('save.undo')} title={t('save.undo')} aria-keyshortcuts="Control+Z" disabled={!builder.canUndo} onClick={onUndo}><IconArrowBackUp size={18} aria-hidden /></ActionIcon>
            <ActionIcon variant="default" aria-label={t('save.redo')} title={t('save.redo')} aria-keyshortcuts="Control+Shift+Z" disabled={!builder.canRedo} onClick={onRedo}><IconArrowForwardUp size={18} aria-hidden /></ActionIcon>
        </Group>
    );
}

/** What could not be saved, and why; it can be tried again. */
export function FailedChange({ builder }: { builder: Builder }) {
    const { t } = useTranslation(['courses', 'common']);
    const errorText = useErrorText();
    if (!builder.failed) return null;
    const { change, error } = builder.failed;
    return (
        <Alert color="red" variant="light" role="alert" icon={<IconCloudOff aria-hidden />} title={t('save.failed')}>
            <Group justify="space-between" gap="sm">
                <Text size="sm">{errorText(error).detail}</Text>
                <Button size="xs" variant="default" onClick={() => { builder.start(change); }}>{t('retry')}</Button>
            </Group>
        </Alert>
    );
}

/** A colleague was quicker: what he did, and what is to become of one's own change. */
export function ConflictView({ conflict, builder }: { conflict: Conflict; builder: Builder }) {
    const { t } = useTranslation('courses');
    const theirs = differences(conflict.before, conflict.theirs.course);
    return (
        <Alert color="yellow" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('conflict.heading')}>
            <Stack gap="sm">
                <Text size="sm">{t('conflict.about', { change: t(`conflict.mine.${conflict.change.kind}`) })}</Text>
                {theirs.length > 0
                    ? <List size="sm" aria-label={t('conflict.theirs')}>{theirs.map((each, at) => <List.Item key={at}>{t(`conflict.${each.key}`, { name: each.name, to: each.key === 'state' ? t(`common:states.${each.to ?? ''}`) : each.to })}</List.Item>)}</List>
                    : <Text size="sm">{t('conflict.inside')}</Text>}
                <Group gap="xs">
                    <Button size="xs" onClick={() => void builder.settle(true)}>{t('conflict.keep')}</Button>
                    <Button size="xs" variant="default" onClick={() => void builder.settle(false)}>{t('conflict.reload')}</Button>
                </Group>
            </Stack>
        </Alert>
    );
}
