import { Anchor, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { FileDrop } from '@/components/file-drop';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ListSkeleton } from '@/components/skeletons';
import { toast } from '@/components/toast';
import { saveFile } from '@/lib/save-file';
import { formatOf, templateAddress, useImport, usePreviewImport, type ChosenFile } from './api';
import { ImportTable } from './import-table';

/** A file, what would become of each of its questions, and only then the bank. */
export default function ImportPage() {
    const { t } = useTranslation('questions');
    const navigate = useNavigate();
    // Its bytes, read once: what is saved is what was shown, even when the file on the disk changed meanwhile.
    const [chosen, setChosen] = useState<ChosenFile>();
    const preview = usePreviewImport();
    const save = useImport();
    const template = useMutation({ mutationFn: () => saveFile(templateAddress, `${t('import.templateFile')}.xlsx`) });
    const read = useMutation({
        mutationFn: async (file: File): Promise<ChosenFile> => ({ name: file.name.normalize('NFC'), format: await formatOf(file), bytes: new Blob([await file.arrayBuffer()]) }),
        onSuccess: (next) => {
            setChosen(next);
            save.reset();
            preview.mutate(next);
        },
    });
    const again = () => {
        setChosen(undefined);
        preview.reset();
        save.reset();
    };
    const confirm = () => {
        if (!chosen) return;
        save.mutate(chosen, {
            onSuccess: ({ addedCount }) => {
                toast(t('import.done', { count: addedCount }));
                void navigate('/manage/questions');
            },
        });
    };
    return (
        <Page>
            <PageHeader title={t('import.title')} about={t('import.about')} back={{ to: '/manage/questions', label: t('title') }}
                actions={<Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={template.isPending} onClick={() => { template.mutate(); }}>{t('import.template')}</Button>} />
            <Stack gap="lg">
                {template.isError && <ErrorPanel error={template.error} />}
                {read.isError && <ErrorPanel error={read.error} />}
                {!chosen && (
                    <>
                        <FileDrop accept=".xlsx,.csv,.txt,.gift,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" texts={{ drop: t('import.drop'), choose: t('import.choose'), kinds: t('import.kinds') }} onFile={(file) => { read.mutate(file); }} />
                        <Paper p="md" component="section">
                            <Title order={2} size="h4" mb="xs">{t('import.rulesTitle')}</Title>
                            <List size="sm" spacing={4}>{(['sheet', 'gift', 'limits', 'repeat'] as const).map((rule) => <List.Item key={rule}>{t(`import.rules.${rule}`)}</List.Item>)}</List>
                        </Paper>
                    </>
                )}
                {chosen && <Group gap="xs"><Text fw={600}>{chosen.name}</Text><Anchor component="button" type="button" size="sm" underline="always" onClick={again}>{t('import.another')}</Anchor></Group>}
                {preview.isPending && <ListSkeleton />}
                {preview.isError && <ErrorPanel error={preview.error} />}
                {save.isError && <ErrorPanel error={save.error} />}
                {chosen && preview.data && <ImportTable preview={preview.data} gift={chosen.format === 'GIFT'} saving={save.isPending} onConfirm={confirm} />}
            </Stack>
        </Page>
    );
}
