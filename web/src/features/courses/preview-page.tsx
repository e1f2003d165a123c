import { AspectRatio, Button, Group, NavLink, Paper, Skeleton, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { LessonIcon } from '@/components/lesson-icon';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { TwoColumns } from '@/components/two-columns';
import { api } from '@/lib/api/client';
import type { ContentDetail } from '@/lib/api/types';
import { keys } from '@/lib/query-keys';
import { useCourse } from './api';
import { LessonPreview } from './lesson-preview';

/** What a trainee will get, lesson after lesson, as the manager checks it: nothing is recorded here. */
export default function PreviewPage() {
    const { t } = useTranslation(['courses', 'common']);
    const id = Number(useParams()['contentId']);
    const content = useQuery({ queryKey: keys.content(id), queryFn: () => api.get<ContentDetail>(`/api/v1/courses/curriculums/contents/${id}`) });
    const shown = content.data;
    return (
        <Page width="wide">
            <PageHeader title={shown?.title ?? t('preview.title')} about={t('preview.about')}
                back={{ to: shown ? `/manage/courses/${shown.courseId}` : '/manage/courses', label: shown?.courseTitle ?? t('list.title') }} />
            <QueryView query={content} skeleton={<AspectRatio ratio={16 / 9}><Skeleton /></AspectRatio>}>
                {(data) => <TwoColumns main={<Lesson lesson={data} />} side={<Curriculum courseId={data.courseId} current={data.id} />} />}
            </QueryView>
        </Page>
    );
}

const to = (content: number) => `/manage/contents/${content}`;

function Lesson({ lesson }: { lesson: ContentDetail }) {
    const { t } = useTranslation('courses');
    return (
        <>
            <LessonPreview key={lesson.id} lesson={lesson} />
            <Group component="nav" justify="space-between" mt="md" aria-label={t('preview.neighbours')}>
                {lesson.previousContentId ? <Button component={Link} to={to(lesson.previousContentId)} variant="default" leftSection={<IconChevronLeft size={16} aria-hidden />}>{t('preview.previous')}</Button> : <span />}
                {lesson.nextContentId && <Button component={Link} to={to(lesson.nextContentId)} rightSection={<IconChevronRight size={16} aria-hidden />}>{t('preview.next')}</Button>}
            </Group>
        </>
    );
}

function Curriculum({ courseId, current }: { courseId: number; current: number }) {
    const { t } = useTranslation('courses');
    const held = useCourse(courseId);
    return (
        <aside aria-labelledby="curriculum">
            <Title order={2} id="curriculum" mb="xs" size="h3">{t('preview.curriculum')}</Title>
            <QueryView query={held} skeleton={<ListSkeleton rows={6} height={40} />}>
                {({ course }) => (
                    <Paper p="xs">
                        {course.curriculums.map((chapter) => (
                            <section key={chapter.id} aria-label={chapter.title}>
                                <Title order={3} size="sm" p="xs">{chapter.title}</Title>
                                {chapter.contents.map((each) => (
                                    <NavLink key={each.id} component={Link} to={to(each.id)} label={each.title} active={each.id === current} aria-current={each.id === current ? 'page' : undefined}
                                        leftSection={<LessonIcon type={each.type} label={t(`types.${each.type}`)} />} />
                                ))}
                            </section>
                        ))}
                    </Paper>
                )}
            </QueryView>
        </aside>
    );
}
