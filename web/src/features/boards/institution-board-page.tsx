import { Button, Group, NativeSelect, Stack, Switch } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Dialog } from '@/components/dialog';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { toast } from '@/components/toast';
import { api } from '@/lib/api/client';
import type { CourseSummary, List } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useBoard, useBoardSettings, useChangeSettings, useWrite } from './api';
import { Composer } from './composer';
import { PostList } from './post-list';
import { useWish } from './use-wish';

/** All boards of the institution: what waits for an answer, and notices to a course or to one of its offerings. */
export default function InstitutionBoardPage() {
    const { t } = useTranslation('boards');
    const [wish, change] = useWish('QNA');
    const board = useBoard('institution', wish);
    const [writing, setWriting] = useState(false);
    return (
        <Page>
            <PageHeader title={t('title')} about={t('about')} actions={<Button leftSection={<IconPencilPlus size={18} aria-hidden />} onClick={() => { setWriting(true); }}>{t('writeNotice')}</Button>} />
            <Stack>
                <Anonymity />
                <PostList board={board} wish={wish} onChange={change} at="/manage/boards" places />
            </Stack>
            <Dialog opened={writing} onClose={() => { setWriting(false); }} title={t('noticeTitle')} size="xl"><Notice onDone={() => { setWriting(false); }} /></Dialog>
        </Page>
    );
}

function Anonymity() {
    const { t } = useTranslation('boards');
    const settings = useBoardSettings();
    const change = useChangeSettings();
    if (!settings.data) return null;
    return (
        <Switch label={t('anonymity')} description={t('anonymityHint')} checked={change.variables?.anonymousAllowed ?? settings.data.anonymousAllowed} disabled={change.isPending}
            onChange={(event) => { change.mutate({ anonymousAllowed: event.currentTarget.checked }, { onSuccess: () => { toast(t('saved')); } }); }} />
    );
}

function Notice({ onDone }: { onDone: () => void }) {
    const { t } = useTranslation('boards');
    const navigate = useNavigate();
    const write = useWrite();
    const courses = useQuery({ queryKey: [...keys.courses(), 'names'], queryFn: () => api.get<List<CourseSummary>>('/v1/courses', { query: { limit: 100 } }) });
    const offerings = useQuery({ queryKey: [...keys.requests(), 'running'], queryFn: () => api.get<List<{ id: number; courseId: number; courseTitle: string; companyName: string; state: string }>>('/v1/institutions', { query: { limit: 100 } }) });
    const [course, setCourse] = useState('');
    const [offering, setOffering] = useState('');
    const [missing, setMissing] = useState(false);
    const open = (offerings.data?.items ?? []).filter((each) => String(each.courseId) === course && ['ACCEPTED', 'ATTENDEE_PENDING', 'NOT_STARTED', 'ONGOING'].includes(each.state));
    return (
        <Stack>
            <Group grow align="flex-start">
                <NativeSelect label={t('course')} required value={course} error={missing && course === '' ? t('chooseCourse') : undefined} onChange={(event) => { setCourse(event.currentTarget.value); setOffering(''); }}
                    data={[{ value: '', label: t('chooseCourse') }, ...(courses.data?.items ?? []).map((each) => ({ value: String(each.id), label: each.title }))]} />
                <NativeSelect label={t('toWhom')} value={offering} disabled={course === ''} onChange={(event) => { setOffering(event.currentTarget.value); }}
                    data={[{ value: '', label: t('allOfferingsChoice') }, ...open.map((each) => ({ value: String(each.id), label: each.companyName }))]} />
            </Group>
            <Composer titled mayPin place={offering !== '' ? { courseProvideId: Number(offering) } : course !== '' ? { courseId: Number(course) } : undefined} label={t('notice')} action={t('noticeAction')} onCancel={onDone}
                ready={() => { setMissing(course === ''); return course !== ''; }}
                onSend={async ({ title, content, pinned, files }) => {
                    const made = await write.mutateAsync({ type: 'NOTICE', title, content, pinned, files, ...(offering === '' ? { courseId: Number(course) } : { courseProvideId: Number(offering) }) });
                    await navigate(`/manage/boards/${made.id}`);
                }} />
        </Stack>
    );
}
