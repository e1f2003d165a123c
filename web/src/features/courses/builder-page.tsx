import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { StateBadge } from '@/components/state-badge';
import { isStatus } from '@/lib/api/problem';
import { useChangeCourse, useCourse } from './api';
import classes from './builder.module.css';
import { Chapters } from './chapters';
import { CoursePanel } from './course-panel';

export default function BuilderPage() {
    const { t } = useTranslation(['courses', 'common']);
    const courseId = Number(useParams()['courseId']);
    const held = useCourse(courseId);
    const change = useChangeCourse(courseId);
    // Counts the times the page was loaded anew after a conflict, so that the form starts from the new values.
    const [edition, setEdition] = useState(0);
    const reload = async () => {
        change.reset();
        await held.refetch();
        setEdition((known) => known + 1);
    };
    const course = held.data?.course;

    return (
        <Page>
            <PageHeader title={course?.title ?? t('builder.title')} back={{ to: '/manage/courses', label: t('list.title') }}
                beside={course && <StateBadge state={course.state} size="lg" />} about={t('builder.about')} />
            <QueryView query={held} skeleton={<div className={classes['layout']}><ListSkeleton rows={4} height={120} /><Skeleton height={360} /></div>}>
                {({ course: current }) => (
                    <Stack>
                        {isStatus(change.error, 412) && (
                            <Alert color="yellow" title={t('errors.412.title')} role="alert">
                                <Group justify="space-between">
                                    {t('builder.conflict')}
                                    <Button size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => void reload()}>{t('builder.reload')}</Button>
                                </Group>
                            </Alert>
                        )}
                        {change.isError && !isStatus(change.error, 412, 422) && <ErrorPanel error={change.error} />}
                        <div className={classes['layout']}>
                            <Chapters course={current} change={change} />
                            <CoursePanel key={edition} course={current} change={change} />
                        </div>
                    </Stack>
                )}
            </QueryView>
        </Page>
    );
}
