import { AspectRatio, Button, FileButton, Group, Image, Stack, Text } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import type { Course } from '@/lib/api/types';
import { shrink } from '@/lib/shrink';
import classes from './builder.module.css';
import type { Builder } from './use-builder';

/** The picture that stands for a course in lists. */
export function PictureField({ course, builder }: { course: Course; builder: Builder }) {
    const { t } = useTranslation(['courses', 'common']);
    const [error, setError] = useState<unknown>();
    const [unreadable, setUnreadable] = useState(false);
    const [busy, setBusy] = useState(false);
    const choose = async (file: File | null) => {
        if (!file) return;
        setBusy(true);
        setUnreadable(false);
        setError(undefined);
        const small = await shrink(file).catch(() => undefined);
        if (!small) setUnreadable(true);
        else await builder.run({ kind: 'picture', file: small }).catch(setError);
        setBusy(false);
    };
    return (
        <Stack gap="xs" role="group" aria-label={t('picture.label')} id="imageUrl">
            <Text component="span" size="sm" fw={500}>{t('picture.label')}</Text>
            <AspectRatio ratio={16 / 9} className={classes['picture'] ?? ''}>
                {course.imageUrl
                    ? <Image src={course.imageUrl} alt={t('picture.alt', { title: course.title })} fit="cover" />
                    : <div className={classes['noPicture']}><IconPhoto size={40} stroke={1.2} aria-hidden /><Text size="sm">{t('picture.none')}</Text></div>}
            </AspectRatio>
            {unreadable && <Text size="sm" c="var(--mantine-color-error)" role="alert">{t('picture.unreadable')}</Text>}
            {error !== undefined && <ErrorPanel error={error} />}
            <Group gap="xs">
                <FileButton accept="image/png,image/jpeg,image/webp,image/avif,image/gif" onChange={(file) => void choose(file)} inputProps={{ 'aria-label': t('picture.choose') }}>
                    {(props) => <Button {...props} size="xs" variant="default" loading={busy} leftSection={<IconPhoto size={16} aria-hidden />}>{t('picture.choose')}</Button>}
                </FileButton>
                {course.imageUrl && <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => { builder.start({ kind: 'removePicture' }); }}>{t('picture.remove')}</Button>}
            </Group>
        </Stack>
    );
}
