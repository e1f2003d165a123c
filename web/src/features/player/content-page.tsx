import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton, PageSkeleton } from '@/components/skeletons';
import type { ContentDetail } from '@/lib/api/types';
import { content, myCourse } from './api';
import { CurriculumList } from './curriculum-list';
import { ExamLesson } from './exam-lesson';
import { LinkLesson } from './link-lesson';
import { LiveLesson } from './live-lesson';
import { Material } from './material';
import classes from './player.module.css';
import { StudyPanel } from './study-panel';
import { TextLesson } from './text-lesson';
import { useStudy, type Study } from './use-study';
import { VideoLesson } from './video-lesson';

export function ContentPage() {
    const params = useParams();
    const courseProvideId = Number(params['courseProvideId']);
    const contentId = Number(params['contentId']);
    const lesson = useQuery(content(contentId, courseProvideId));
    const { refetch } = lesson;
    const again = useCallback(() => { void refetch(); }, [refetch]);
    return (
        <Page width="wide">
            <QueryView query={lesson} skeleton={<PageSkeleton />}>
                {(data) => <LessonView key={data.id} lesson={data} courseProvideId={courseProvideId} onExpired={again} />}
            </QueryView>
        </Page>
    );
}

function LessonView({ lesson, courseProvideId, onExpired }: { lesson: ContentDetail; courseProvideId: number; onExpired: () => void }) {
    const { t } = useTranslation('player');
    const to = (contentId: number) => `/learn/${String(courseProvideId)}/contents/${String(contentId)}`;
    const course = useQuery(myCourse(courseProvideId));
    const study = useStudy(lesson, courseProvideId);
    const next = course.data?.curriculums.flatMap((chapter) => chapter.contents).find((each) => each.id === lesson.nextContentId);
    const closed = next?.open === false;
    const nextTo = lesson.nextContentId && !closed ? to(lesson.nextContentId) : undefined;
    return (
        <>
            <PageHeader title={lesson.title} back={{ to: `/learn/${String(courseProvideId)}`, label: lesson.courseTitle }} />
            <div className={classes['stage']}>
                <div style={{ minWidth: 0 }}>
                    <Medium lesson={lesson} study={study} courseProvideId={courseProvideId} onExpired={onExpired} nextTo={nextTo} />
                    {lesson.study && lesson.study.approvedSeconds > 0 && <StudyPanel study={study} />}
                    <Group component="nav" justify="space-between" mt="md" aria-label={t('content.neighbours')}>
                        {lesson.previousContentId
                            ? <Button component={Link} to={to(lesson.previousContentId)} variant="default" leftSection={<IconChevronLeft size={16} aria-hidden />}>{t('content.previous')}</Button>
                            : <span />}
                        {nextTo && <Button component={Link} to={nextTo} rightSection={<IconChevronRight size={16} aria-hidden />}>{t('content.next')}</Button>}
                        {closed && (
                            <Group gap="xs" c="dimmed">
                                <IconLock size={16} aria-hidden />
                                <Text size="sm">{t('content.nextClosed', { percent: course.data?.measuredBy.rules.nextLessonOpensAtPercent })}</Text>
                            </Group>
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

interface MediumProps { lesson: ContentDetail; study: Study; courseProvideId: number; onExpired: () => void; nextTo: string | undefined }

function Medium({ lesson, study, courseProvideId, onExpired, nextTo }: MediumProps) {
    switch (lesson.type) {
        case 'VIDEO': return <VideoLesson lesson={lesson} courseProvideId={courseProvideId} study={study} onExpired={onExpired} nextTo={nextTo} />;
        case 'MATERIAL': return <Material lesson={lesson} study={study} />;
        case 'TEXT': return <TextLesson lesson={lesson} study={study} />;
        case 'LINK': return <LinkLesson lesson={lesson} study={study} />;
        case 'LIVE': return <LiveLesson lesson={lesson} study={study} courseProvideId={courseProvideId} />;
        case 'EXAM': return <ExamLesson lesson={lesson} study={study} />;
    }
}
