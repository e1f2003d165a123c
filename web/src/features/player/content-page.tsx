import { Button, Group, Paper, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton, PageSkeleton } from '@/components/skeletons';
import type { ContentDetail } from '@/lib/api/types';
import { content, myCourse } from './api';
import { CurriculumList } from './curriculum-list';
import { Material } from './material';
import classes from './player.module.css';
import { VideoLesson } from './video-lesson';

export function ContentPage() {
    const params = useParams();
    const courseProvideId = Number(params['courseProvideId']);
    const contentId = Number(params['contentId']);
    const lesson = useQuery(content(contentId, courseProvideId));
    return (
        <Page width="wide">
            <QueryView query={lesson} skeleton={<PageSkeleton />}>
                {(data) => <LessonView key={data.id} lesson={data} courseProvideId={courseProvideId} onExpired={() => void lesson.refetch()} />}
            </QueryView>
        </Page>
    );
}

function LessonView({ lesson, courseProvideId, onExpired }: { lesson: ContentDetail; courseProvideId: number; onExpired: () => void }) {
    const { t } = useTranslation('player');
    const course = useQuery(myCourse(courseProvideId));
    const to = (contentId: number) => `/learn/${String(courseProvideId)}/contents/${String(contentId)}`;
    return (
        <>
            <PageHeader title={lesson.title} back={{ to: `/learn/${String(courseProvideId)}`, label: lesson.courseTitle }} />
            <div className={classes['stage']}>
                <div style={{ minWidth: 0 }}>
                    {lesson.type === 'VIDEO'
                        ? <VideoLesson lesson={lesson} courseProvideId={courseProvideId} onExpired={onExpired} nextTo={lesson.nextContentId ? to(lesson.nextContentId) : undefined} />
                        : <Material lesson={lesson} courseProvideId={courseProvideId} />}
                    <Group component="nav" justify="space-between" mt="md" aria-label={t('content.neighbours')}>
                        {lesson.previousContentId
                            ? <Button component={Link} to={to(lesson.previousContentId)} variant="default" leftSection={<IconChevronLeft size={16} aria-hidden />}>{t('content.previous')}</Button>
                            : <span />}
                        {lesson.nextContentId && (
                            <Button component={Link} to={to(lesson.nextContentId)} rightSection={<IconChevronRight size={16} aria-hidden />}>{t('content.next')}</Button>
                        )}
                    </Group>
                </div>
                <aside aria-labelledby="curriculum">
                    <Title order={2} id="curriculum" mb="xs" size="h3">{t('course.curriculum')}</Title>
                    <Paper p={0} className={classes['beside']} tabIndex={0} role="group" aria-labelledby="curriculum">
                        <QueryView query={course} skeleton={<ListSkeleton rows={6} height={40} />}>{(data) => <CurriculumList course={data} current={lesson.id} />}</QueryView>
                    </Paper>
                </aside>
            </div>
        </>
    );
}
