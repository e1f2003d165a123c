import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '@/components/error-panel';
import { QuestionPicture } from '@/components/question-picture';
import { shrink } from '@/lib/shrink';
import { useSendPicture } from './api';
import type { Draft } from './draft';

interface Props {
    picture: Draft['picture'];
    messages: Record<string, string>;
    onChange: (to: Draft['picture']) => void;
}

/** The picture below the question's words; what is on it has to be said in words, too. */
export function PictureField({ picture, messages, onChange }: Props) {
    const { t } = useTranslation('questions');
    const send = useSendPicture();
    const [unreadable, setUnreadable] = useState(false);
    const choose = async (file: File | null) => {
        if (!file) return;
        setUnreadable(false);
        const small = await shrink(file).catch(() => undefined);
        if (!small) { setUnreadable(true); return; }
        send.mutate(small, { onSuccess: ({ id }) => { onChange({ id, alt: picture?.alt ?? '' }); } });
    };
    return (
        <Stack gap="xs" role="group" aria-label={t('picture.label')}>
            <Text component="span" size="sm" fw={500}>{t('picture.label')}</Text>
            {picture && <QuestionPicture picture={picture} />}
            {unreadable && <Text size="sm" c="var(--mantine-color-error)" role="alert">{t('picture.unreadable')}</Text>}
            {send.isError && <ErrorPanel error={send.error} />}
            {messages['document.picture.id'] && <Text size="sm" c="var(--mantine-color-error)" role="alert">{messages['document.picture.id']}</Text>}
            <Group gap="xs">
                <FileButton accept="image/png,image/jpeg,image/webp,image/avif,image/gif" onChange={(file) => void choose(file)} inputProps={{ 'aria-label': t('picture.choose') }}>
                    {(props) => <Button {...props} size="xs" variant="default" loading={send.isPending} leftSection={<IconPhoto size={16} aria-hidden />}>{t('picture.choose')}</Button>}
                </FileButton>
                {picture && <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => { onChange(undefined); }}>{t('picture.remove')}</Button>}
            </Group>
            {picture && <TextInput label={t('picture.alt')} description={t('picture.altHint')} required maxLength={300} value={picture.alt} error={messages['document.picture.alt']} onChange={(event) => { onChange({ ...picture, alt: event.currentTarget.value }); }} />}
        </Stack>
    );
}
