import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import type { Course, StorageUse } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { keys } from '@/lib/query-keys';
import classes from './upload-desk.module.css';
import { UploadProgress } from './upload-progress';
import { pauseUpload, retryUpload, startUploads, useUploads } from './uploads';

/** Files dropped anywhere on the page, what is under way as a whole, and how much room there is. */
export function UploadDesk({ course, newChapter }: { course: Course; newChapter: () => Promise<Course> }) {
    const { t } = useTranslation(['courses', 'common']);
    const format = useFormat();
    const uploads = useUploads(course.id);
    const client = useQueryClient();
    const storage = useQuery({ queryKey: keys.storage(), queryFn: () => api.get<StorageUse>('/builder/v1/files/storage') });
    const last = course.curriculums.at(-1);
    const over = useFilesOver((files) => {
        if (last) startUploads(client, course.id, last.id, files);
        else void newChapter().then((after) => {
            const made = after.curriculums.at(-1);
            if (made) startUploads(client, course.id, made.id, files);
        }, () => undefined); // what failed, the page says
    });
    // Of a chapter that is gone meanwhile; all others are shown in theirs.
    const lost = uploads.filter(({ chapterId }) => !course.curriculums.some(({ id }) => id === chapterId));
    const active = uploads.filter(({ state }) => state === 'SENDING' || state === 'WAITING');
    const held = uploads.filter(({ state }) => state === 'PAUSED');
    const limit = storage.data?.limitBytes ?? undefined;
    const used = storage.data?.usedBytes ?? 0;
    return (
        <>
            {over && (
                <div className={classes['over']} role="status">
                    <IconUpload size={40} aria-hidden />
                    <Text size="lg" fw={600}>{last ? t('desk.dropTo', { title: last.title }) : t('desk.dropNew')}</Text>
                    <Text c="dimmed">{t('desk.dropHint')}</Text>
                </div>
            )}
            <Paper p="sm" component="section" aria-label={t('desk.title')}>
                <Group justify="space-between" gap="xs">
                    <div className={classes['room']}>
                        <Text size="sm" className="ah-number">
                            {storage.data ? limit === undefined ? t('desk.used', { used: format.bytes(used) }) : t('desk.usedOf', { used: format.bytes(used), limit: format.bytes(limit) }) : t('desk.title')}
                        </Text>
                        {limit !== undefined && <Progress value={limit > 0 ? Math.min(100, used / limit * 100) : 100} size="sm" color={used >= limit * 0.9 ? 'red' : 'accent'} aria-label={t('desk.room')} mt={4} />}
                    </div>
                    {active.length > 1 && <Button size="xs" variant="default" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => { active.forEach(({ id }) => { pauseUpload(id); }); }}>{t('desk.pauseAll', { count: active.length })}</Button>}
                    {held.length > 1 && <Button size="xs" variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => { held.forEach(({ id }) => { retryUpload(id); }); }}>{t('desk.continueAll', { count: held.length })}</Button>}
                </Group>
                {lost.map((row) => <UploadProgress key={row.id} row={row} />)}
            </Paper>
        </>
    );
}

/** True while files are held over the page; takes those that nothing else on it has taken. */
function useFilesOver(take: (files: File[]) => void): boolean {
    const [depth, setDepth] = useState(0);
    const dropped = useEffectEvent(take);
    useEffect(() => {
        const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
        const enter = (event: DragEvent) => { if (carries(event)) { event.preventDefault(); setDepth((known) => known + 1); } };
        const leave = (event: DragEvent) => { if (carries(event)) setDepth((known) => Math.max(0, known - 1)); };
        const hold = (event: DragEvent) => { if (carries(event)) event.preventDefault(); };
        const drop = (event: DragEvent) => {
            setDepth(0);
            if (!carries(event) || event.defaultPrevented) return; // a chapter took them
            event.preventDefault();
            const files = [...event.dataTransfer?.files ?? []];
            if (files.length > 0) dropped(files);
        };
        window.addEventListener('dragenter', enter);
        window.addEventListener('dragleave', leave);
        window.addEventListener('dragover', hold);
        window.addEventListener('drop', drop);
        return () => {
            window.removeEventListener('dragenter', enter);
            window.removeEventListener('dragleave', leave);
            window.removeEventListener('dragover', hold);
            window.removeEventListener('drop', drop);
        };
    }, []);
    return depth > 0;
}
