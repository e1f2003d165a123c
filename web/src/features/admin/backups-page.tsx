import { Alert, Anchor, Badge, Button, Code, FileButton, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconArchive, IconCheck, IconDatabaseExport, IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useConfirm } from '@/components/confirm';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { toast } from '@/components/toast';
import { isStatus } from '@/lib/api/problem';
import type { Backup, BackupList } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { forgetRestore, noteRestore } from '@/lib/sign-in-reason';
import { useBackups, useDeleteBackup, useMakeBackup, useUploadBackup } from './backups-api';
import { RestoreDialog } from './restore-dialog';

export default function BackupsPage() {
    const { t } = useTranslation(['backups', 'common']);
    const backups = useBackups();
    const make = useMakeBackup();
    const upload = useUploadBackup();
    const [restoring, setRestoring] = useState<Backup>();
    const [begun, setBegun] = useState(false);
    const busy = Boolean(backups.data?.running);
    const failed = Boolean(backups.data?.restoreFailure) && !busy;
    useEffect(() => { if (failed) forgetRestore(); }, [failed]);
    // A restore ends all sessions and the server for a moment: what the page cannot read any more is how it knows.
    if (begun && backups.isError) return <Restarted back={isStatus(backups.error, 401)} />;
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} actions={(
                <>
                    <FileButton accept=".tar" onChange={(file) => { if (file) upload.mutate(file, { onSuccess: () => { toast(t('uploaded')); } }); }}>
                        {(props) => <Button {...props} variant="default" leftSection={<IconUpload size={18} aria-hidden />} loading={upload.isPending}>{t('upload')}</Button>}
                    </FileButton>
                    <Button leftSection={<IconDatabaseExport size={18} aria-hidden />} loading={make.isPending} disabled={busy} onClick={() => { make.mutate(); }}>{t('make')}</Button>
                </>
            )} />
            <Stack>
                {make.isError && <ErrorPanel error={make.error} />}
                {upload.isError && <ErrorPanel error={upload.error} />}
                <QueryView query={backups}>
                    {(data) => (
                        <Stack>
                            {data.running && <Running work={data.running} />}
                            {data.restoreFailure && !data.running && <Alert color="red" title={t('restore.failed')}>{data.restoreFailure}</Alert>}
                            <Facts data={data} />
                            {data.items.length === 0 ? <EmptyState icon={IconArchive} title={t('empty')} hint={t('emptyHint')} /> : <List data={data} busy={busy} onRestore={setRestoring} />}
                        </Stack>
                    )}
                </QueryView>
            </Stack>
            <RestoreDialog backup={restoring} onClose={() => { setRestoring(undefined); }} onBegun={() => { setRestoring(undefined); setBegun(true); noteRestore(); }} />
        </Page>
    );
}

function Restarted({ back }: { back: boolean }) {
    const { t } = useTranslation('backups');
    return (
        <Page>
            <EmptyState alone icon={back ? IconCheck : IconArchive} title={back ? t('restore.done') : t('restore.restarting')} hint={back ? t('restore.doneHint') : t('restore.restartingHint')}
                action={back && <Button component="a" href="/signin">{t('restore.signIn')}</Button>} />
        </Page>
    );
}

function Running({ work }: { work: NonNullable<BackupList['running']> }) {
    const { t } = useTranslation('backups');
    const format = useFormat();
    const share = work.totalBytes > 0 ? Math.min(100, Math.round(100 * work.doneBytes / work.totalBytes)) : 0;
    return (
        <Paper p="md" role="status">
            <Group justify="space-between" mb={8}>
                <Text fw={600}>{t(work.restores ? 'restore.running' : 'running')}</Text>
                <Text size="sm" c="dimmed">{t(`doing.${work.now}`)}{work.totalBytes > 0 && ` · ${format.bytes(work.doneBytes)} / ${format.bytes(work.totalBytes)}`}</Text>
            </Group>
            <Progress value={work.totalBytes > 0 ? share : 100} animated={work.totalBytes === 0} striped={work.totalBytes === 0} aria-label={t(work.restores ? 'restore.running' : 'running')} />
        </Paper>
    );
}

/** What room there is, and what was restored last. */
function Facts({ data }: { data: BackupList }) {
    const { t } = useTranslation('backups');
    const format = useFormat();
    return (
        <Paper p="md">
            <Stack gap={6}>
                <Text size="sm">{data.daily ? t('daily', { at: format.dateTime(data.daily.nextAt), count: data.daily.keepCount }) : t('notDaily')} <Anchor component={Link} to="/admin/settings" underline="always">{t('toSettings')}</Anchor></Text>
                <Text size="sm" c="dimmed">{t('free', { size: format.bytes(data.freeBytes) })}</Text>
                {data.lastRestored && (
                    <Text size="sm" c="dimmed">
                        {t('restored', { at: format.dateTime(data.lastRestored.at), made: format.dateTime(data.lastRestored.madeAt) })} <Code style={{ overflowWrap: 'anywhere' }}>{data.lastRestored.replacedFolder}</Code>
                    </Text>
                )}
            </Stack>
        </Paper>
    );
}

function List({ data, busy, onRestore }: { data: BackupList; busy: boolean; onRestore: (backup: Backup) => void }) {
    const { t } = useTranslation(['backups', 'common']);
    const format = useFormat();
    const [confirm, dialog] = useConfirm();
    const remove = useDeleteBackup();
    const ask = (backup: Backup) => {
        confirm({
            title: t('deleteTitle'), text: t('deleteAbout', { time: format.dateTime(backup.madeAt) }), action: t('common:delete'), danger: true,
            run: () => remove.mutateAsync(backup.id),
        });
    };
    return (
        <>
            <DataTable caption={t('title')} rows={data.items} rowKey={(backup) => `${backup.id} ${backup.name}`} columns={[
                { key: 'made', label: t('made'), cell: (backup) => format.dateTime(backup.madeAt) },
                { key: 'kind', label: t('kind'), cell: (backup) => t(`kinds.${backup.kind}`) },
                { key: 'result', label: t('result'), cell: (backup) => <Result backup={backup} /> },
                { key: 'size', label: t('size'), end: true, cell: (backup) => backup.failure ? '–' : format.bytes(backup.size) },
                { key: 'act', label: t('act'), acts: true, end: true, cell: (backup) => (
                    <Group gap="xs" justify="flex-end">
                        {!backup.failure && <Button component="a" href={`/v1/admin/backups/${backup.id}/file`} download={backup.name} size="compact-sm" variant="default" aria-label={t('downloadOf', { name: backup.name })}>{t('download')}</Button>}
                        {!backup.failure && <Button size="compact-sm" variant="default" disabled={busy} onClick={() => { onRestore(backup); }} aria-label={t('restore.of', { name: backup.name })}>{t('restore.open')}</Button>}
                        <Button size="compact-sm" variant="subtle" color="red" disabled={busy} onClick={() => { ask(backup); }} aria-label={t('deleteOf', { name: backup.name })}>{t('common:delete')}</Button>
                    </Group>
                ) },
            ]} />
            {dialog}
        </>
    );
}

function Result({ backup }: { backup: Backup }) {
    const { t } = useTranslation('backups');
    if (backup.failure) return <><Badge color="red" className="ah-badge">{t('failed')}</Badge><Text size="sm" mt={4} style={{ overflowWrap: 'anywhere' }}>{backup.failure}</Text></>;
    if (!backup.version) return <Badge color="orange" className="ah-badge">{t('unreadable')}</Badge>;
    return <><Badge color="green" className="ah-badge">{t('good')}</Badge> <Text span size="sm" c="dimmed">{backup.version} · {backup.database}</Text></>;
}
