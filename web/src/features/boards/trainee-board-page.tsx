import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Dialog } from '@/components/dialog';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { PageSkeleton } from '@/components/skeletons';
import { api } from '@/lib/api/client';
import type { MyCourseDetail } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useBoard, useWrite } from './api';
import { Composer } from './composer';
import { PostList } from './post-list';
import { useWish } from './use-wish';

export default function TraineeBoardPage() {
    const courseProvideId = Number(useParams()['courseProvideId']);
    const course = useQuery({ queryKey: keys.myCourse(courseProvideId), queryFn: () => api.get<MyCourseDetail>(`/v1/courses/courseList/${courseProvideId}`) });
    return (
        <Page>
            <QueryView query={course} skeleton={<PageSkeleton />}>{(data) => <Board course={data} />}</QueryView>
        </Page>
    );
}

function Board({ course }: { course: MyCourseDetail }) {
    const { t } = useTranslation('boards');
    const navigate = useNavigate();
    const [wish, change] = useWish('NOTICE');
    const board = useBoard({ courseId: course.courseId, courseProvideId: course.courseProvideId }, wish);
    const questions = useBoard({ courseId: course.courseId, courseProvideId: course.courseProvideId }, { type: 'QNA', search: '', answered: '', page: 1 });
    const write = useWrite();
    const [writing, setWriting] = useState(false);
    const mayAsk = questions.data?.mayWrite === true;
    return (
        <>
            <PageHeader title={t('title')} about={course.title} back={{ to: `/learn/${course.courseProvideId}`, label: course.title }}
                actions={mayAsk && <Button leftSection={<IconPencilPlus size={18} aria-hidden />} onClick={() => { setWriting(true); }}>{t('ask')}</Button>} />
            <PostList board={board} wish={wish} onChange={change} at="/learn/board" />
            <Dialog opened={writing} onClose={() => { setWriting(false); }} title={t('askTitle')} size="xl">
                <Composer titled place={{ courseProvideId: course.courseProvideId }} label={t('question')} action={t('askAction')} mayHideName={questions.data?.anonymousAllowed === true} onCancel={() => { setWriting(false); }}
                    onSend={async ({ title, content, anonymous, files }) => {
                        const made = await write.mutateAsync({ type: 'QNA', courseProvideId: course.courseProvideId, title, content, anonymous, files });
                        await navigate(`/learn/board/${made.id}`);
                    }} />
            </Dialog>
        </>
    );
}
