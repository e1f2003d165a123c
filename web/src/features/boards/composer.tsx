import { Button, Checkbox, Group, Skeleton, Stack, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import type { AttachedFile } from '@/lib/api/types';
import { isBlank, type RichNode } from '@/lib/rich-text';
import { FilePicker } from './file-picker';
import { useFiles, type FilePlace } from './files';

const RichTextEditor = lazy(() => import('@/components/rich-text-editor'));

export interface Draft { title: string; content: RichNode; pinned: boolean; anonymous: boolean; files: string[] }

interface Props {
    start?: Partial<Omit<Draft, 'files'>>;
    /** What it has already. */
    startFiles?: AttachedFile[];
    /** Where its files belong; none as long as that is not chosen. */
    place: FilePlace | undefined;
    /** Comments have none. */
    titled: boolean;
    /** What the button says. */
    action: string;
    label: string;
    mayPin?: boolean;
    mayHideName?: boolean;
    /** What is around it may not be ready to send, and says so itself. */
    ready?: () => boolean;
    onSend: (draft: Draft) => Promise<unknown>;
    onCancel?: () => void;
}

/** Writes a post or a comment. What was typed stays when sending fails. */
export function Composer({ start, startFiles = [], place, titled, action, label, mayPin = false, mayHideName = false, ready, onSend, onCancel }: Props) {
    const { t } = useTranslation(['boards', 'common']);
    const [draft, setDraft] = useState<Omit<Draft, 'files'>>({ title: start?.title ?? '', content: start?.content ?? { type: 'doc' }, pinned: start?.pinned ?? false, anonymous: start?.anonymous ?? false });
    const files = useFiles(startFiles, place);
    const [tried, setTried] = useState(false);
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<unknown>();
    const [round, setRound] = useState(0);
    const change = (part: Partial<Omit<Draft, 'files'>>) => { setDraft((now) => ({ ...now, ...part })); };
    const noTitle = titled && draft.title.trim() === '';
    const noText = isBlank(draft.content);
    const send = async () => {
        setTried(true);
        const around = ready?.() ?? true;
        if (noTitle || noText || busy || files.busy || files.failed || !around) return;
        setBusy(true);
        setError(undefined);
        try {
            await onSend({ ...draft, title: draft.title.trim(), files: files.keys });
            files.clear();
            setTried(false);
            setDraft({ title: '', content: { type: 'doc' }, pinned: false, anonymous: false });
            setRound((now) => now + 1);
        } catch (failure) {
            setError(failure);
        } finally {
            setBusy(false);
        }
    };
    return (
        <form onSubmit={(event) => { event.preventDefault(); void send(); }} noValidate>
            <Stack gap="sm">
                {titled && <TextInput label={t('titleField')} required maxLength={100} value={draft.title} data-autofocus error={tried && noTitle ? t('common:rules.required') : undefined} onChange={(event) => { change({ title: event.currentTarget.value }); }} />}
                <Suspense fallback={<Skeleton height={220} />}>
                    <RichTextEditor key={round} start={start?.content} label={label} onChange={(content) => { change({ content }); }} onLeave={() => undefined} />
                </Suspense>
                {tried && noText && <div role="alert" style={{ color: 'var(--mantine-color-error)', fontSize: 'var(--mantine-font-size-sm)' }}>{t('textMissing')}</div>}
                <FilePicker files={files} />
                {tried && files.failed && <div role="alert" style={{ color: 'var(--mantine-color-error)', fontSize: 'var(--mantine-font-size-sm)' }}>{t('files.failed')}</div>}
                {mayPin && <Checkbox label={t('pin')} checked={draft.pinned} onChange={(event) => { change({ pinned: event.currentTarget.checked }); }} />}
                {mayHideName && <Checkbox label={t('hideName')} description={t('hideNameHint')} checked={draft.anonymous} onChange={(event) => { change({ anonymous: event.currentTarget.checked }); }} />}
                {error !== undefined && <ErrorPanel error={error} />}
                <Group justify="flex-end">
                    {onCancel && <Button variant="default" onClick={() => { files.giveUp(); onCancel(); }}>{t('common:cancel')}</Button>}
                    <Button type="submit" loading={busy} disabled={files.busy}>{files.busy ? t('files.wait') : action}</Button>
                </Group>
            </Stack>
        </form>
    );
}
