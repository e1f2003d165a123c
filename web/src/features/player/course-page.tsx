import { Button, Image, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBook2, IconMessages, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { RichText } from '@/components/rich-text';
import { PageSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import type { MyCourseDetail } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useInstallation } from '@/lib/session';
import { courseLives, myCourse } from './api';
import { CourseCertificate } from './course-certificate';
import { CourseExams } from './course-exams';
import { CourseRating } from './course-rating';
import { CurriculumList } from './curriculum-list';
import { LiveRow } from './live-strip';
import { ProgressBar } from './progress-bar';

export function CoursePage() {
    const courseProvideId = Number(useParams()['courseProvideId']);
    const course = useQuery(myCourse(courseProvideId));
    return (
        <Page width="text">
            <QueryView query={course} skeleton={<PageSkeleton />}>{(data) => <CourseView course={data} />}</QueryView>
        </Page>
    );
}

function CourseView({ course }: { course: MyCourseDetail }) {
    const { t } = useTranslation('player');
    const format = useFormat();
    const next = course.nextContentId;
    return (
        <>
            <PageHeader
                title={course.title}
                about={[course.instructor, course.institutionName, format.period(course.beginDate, course.endDate)].filter(Boolean).join(' · ')}
                beside={<StateBadge state={course.state} />}
                back={{ to: '/learn', label: t('learn.title') }}
                actions={<><Button component={Link} to={`/learn/${String(course.courseProvideId)}/board`} variant="default" leftSection={<IconMessages size={16} aria-hidden />}>{t('course.board')}</Button>{next && course.state === 'ONGOING' && (
                    <Button component={Link} to={`/learn/${String(course.courseProvideId)}/contents/${String(next)}`} leftSection={<IconPlayerPlayFilled size={16} aria-hidden />}>
                        {course.startedCount > 0 ? t('learn.goOnAction') : t('learn.startAction')}
                    </Button>
                )}</>}
            />
            <Stack gap="xl">
                {course.imageUrl && <Image src={course.imageUrl} alt="" radius="md" mah={300} fit="cover" />}
                {course.introductionDocument ? <RichText document={course.introductionDocument} /> : course.introduction && <Text maw="70ch" style={{ whiteSpace: 'pre-wrap' }}>{course.introduction}</Text>}
                <div>
                    <ProgressBar course={course} />
                    <Text size="sm" c="dimmed" mt={6}>{t('course.rules', { percent: course.measuredBy.rules.completedAtPercent, next: course.measuredBy.rules.nextLessonOpensAtPercent, hours: course.measuredBy.rules.dailyHours })}</Text>
                </div>
                <CourseCertificate courseProvideId={course.courseProvideId} />
                <CourseRating courseProvideId={course.courseProvideId} />
                <CourseExams courseProvideId={course.courseProvideId} />
                <CourseLives courseProvideId={course.courseProvideId} />
                <section aria-labelledby="curriculum">
                    <Title order={2} id="curriculum" mb="sm">{t('course.curriculum')}</Title>
                    {course.contentCount === 0
                        ? <EmptyState icon={IconBook2} title={t('course.empty')} hint={t('course.emptyHint')} />
                        : <Paper p={0} style={{ overflow: 'hidden' }}><CurriculumList course={course} closed={course.state === 'NOT_STARTED'} /></Paper>}
                    {course.state === 'NOT_STARTED' && <Text c="dimmed" size="sm" mt="sm">{t('card.begins', { date: format.date(course.beginDate) })}</Text>}
                </section>
            </Stack>
        </>
    );
}

function CourseLives({ courseProvideId }: { courseProvideId: number }) {
    const { t } = useTranslation('player');
    const { data: installation } = useInstallation();
    const lives = useQuery({ ...courseLives(courseProvideId), enabled: installation?.live === true });
    const items = (lives.data?.items ?? []).filter((live) => live.status === 'ON' || live.status === 'CREATED');
    if (items.length === 0) return null;
    return (
        <section aria-labelledby="lives">
            <Title order={2} id="lives" mb="sm">{t('lives.title')}</Title>
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {items.map((live) => <LiveRow key={live.id} live={live} />)}
            </Stack>
        </section>
    );
}
