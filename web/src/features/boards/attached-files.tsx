import { Button, Skeleton, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '@/components/error-panel';
import type { AttachedFile } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import classes from './boards.module.css';
import { FileShape } from './file-shape';
import { addressOf, useShownFile } from './files';

const isPicture = ({ mimeType }: AttachedFile) => /^image\/(png|jpeg|gif|webp|avif)$/.test(mimeType);

/** What is attached: pictures are seen, all are saved by a button. */
export function AttachedFiles({ files }: { files: AttachedFile[] }) {
    const { t } = useTranslation('boards');
    if (files.length === 0) return null;
    const pictures = files.filter(isPicture);
    return (
        <div className={classes['attached']}>
            {pictures.length > 0 && <div className={classes['pictures']}>{pictures.map((file) => <Picture key={file.key} file={file} />)}</div>}
            <ul className={classes['files']} aria-label={t('files.title')}>{files.map((file) => <Row key={file.key} file={file} />)}</ul>
        </div>
    );
}

function Picture({ file }: { file: AttachedFile }) {
    const { t } = useTranslation('boards');
    const address = useShownFile(file.key);
    const [broken, setBroken] = useState(false);
    if (broken || address.isError) return null;
    if (!address.data) return <Skeleton height={160} width={220} />;
    return (
        <a href={address.data.url} target="_blank" rel="noreferrer" aria-label={t('files.open', { name: file.name })}>
            <img src={address.data.url} alt={file.name} loading="lazy" onError={() => { setBroken(true); }} />
        </a>
    );
}

function Row({ file }: { file: AttachedFile }) {
    const { t } = useTranslation('boards');
    const format = useFormat();
    const errorText = useErrorText();
    // The address says that it is to be saved, so the page stays where it is.
    const save = useMutation({ mutationFn: () => addressOf(file.key, false), onSuccess: ({ url }) => { window.location.assign(url); } });
    return (
        <li className={classes['file']}>
            <FileShape mimeType={file.mimeType} />
            <div className={classes['fileWords']}>
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{file.name}</Text>
                <Text size="xs" c={save.isError ? 'var(--mantine-color-error)' : 'dimmed'} className="ah-number" role={save.isError ? 'alert' : undefined}>{save.isError ? errorText(save.error).detail : format.bytes(file.sizeBytes)}</Text>
            </div>
            <Button size="compact-sm" variant="subtle" loading={save.isPending} aria-label={t('files.saveOf', { name: file.name })} onClick={() => { save.mutate(); }}>{t('files.save')}</Button>
        </li>
    );
}
