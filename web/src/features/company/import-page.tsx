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
import { ImportPreviewTable } from './import-preview';
import { templateAddress, useImport, usePreviewImport } from './people-api';

/** A file, what would become of each of its rows, and only then the invitations. */
export default function ImportPage() {
    const { t } = useTranslation(['employees', 'company', 'common']);
    const navigate = useNavigate();
    // Its bytes, read once: what is saved is what was shown, even when the file on the disk changed meanwhile.
    const [chosen, setChosen] = useState<{ name: string; bytes: Blob }>();
    const preview = usePreviewImport();
    const save = useImport();
    const template = useMutation({ mutationFn: () => saveFile(templateAddress, `${t('import.templateFile')}.xlsx`) });
    const unreadable = useMutation({
        mutationFn: async (file: File) => ({ name: file.name.normalize('NFC'), bytes: new Blob([await file.arrayBuffer()]) }),
        onSuccess: (next) => {
            setChosen(next);
            save.reset();
            preview.mutate(next.bytes);
        },
    });
    const again = () => {
        setChosen(undefined);
        preview.reset();
        save.reset();
    };
    const confirm = () => {
        if (!chosen) return;
        save.mutate(chosen.bytes, {
            onSuccess: ({ addedCount }) => {
                toast(t('import.done', { count: addedCount }));
                void navigate('/company/employees?view=invited');
            },
        });
    };
    return (
        <Page>
            <PageHeader title={t('import.title')} about={t('import.about')} back={{ to: '/company/employees', label: t('company:employees.title') }}
                actions={<Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={template.isPending} onClick={() => { template.mutate(); }}>{t('import.template')}</Button>} />
            <Stack gap="lg">
                {template.isError && <ErrorPanel error={template.error} />}
                {unreadable.isError && <ErrorPanel error={unreadable.error} />}
                {!chosen && (
                    <>
                        <FileDrop accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" texts={{ drop: t('import.drop'), choose: t('import.choose'), kinds: t('import.kinds') }} onFile={(file) => { unreadable.mutate(file); }} />
                        <Paper p="md" component="section">
                            <Title order={2} size="h4" mb="xs">{t('import.rulesTitle')}</Title>
                            <List size="sm" spacing={4}>
                                {(['headings', 'encoding', 'limits', 'repeat', 'formulas'] as const).map((rule) => <List.Item key={rule}>{t(`import.rules.${rule}`)}</List.Item>)}
                            </List>
                        </Paper>
                    </>
                )}
                {chosen && (
                    <Group gap="xs"><Text fw={600}>{chosen.name}</Text><Anchor component="button" type="button" size="sm" underline="always" onClick={again}>{t('import.another')}</Anchor></Group>
                )}
                {preview.isPending && <ListSkeleton />}
                {preview.isError && <ErrorPanel error={preview.error} />}
                {save.isError && <ErrorPanel error={save.error} />}
                {chosen && preview.data && <ImportPreviewTable preview={preview.data} saving={save.isPending} onConfirm={confirm} />}
            </Stack>
        </Page>
    );
}
