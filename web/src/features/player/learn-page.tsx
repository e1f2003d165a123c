import { Button, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconBook2, IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { CardsSkeleton } from '@/components/skeletons';
import type { MyCourse } from '@/lib/api/types';
import { useInstallation } from '@/lib/session';
import { myCourses } from './api';
import { ContinueCard } from './continue-card';
import { CourseCard } from './course-card';
import { LiveStrip } from './live-strip';

const order: Partial<Record<MyCourse['state'], number>> = { ONGOING: 0, NOT_STARTED: 1, FINISHED: 2 };

/** What runs comes first, then what will begin, then what is over. */
function inOrder(courses: MyCourse[]): MyCourse[] {
    return [...courses].sort((a, b) => (order[a.state] ?? 3) - (order[b.state] ?? 3) || a.endDate.localeCompare(b.endDate));
}

/** Begun already rather than untouched: that is what one wants to go on with. */
function toContinue(courses: MyCourse[]): MyCourse | undefined {
    const open = courses.filter((course) => course.state === 'ONGOING' && course.nextContentId);
    return open.find((course) => course.startedCount > 0) ?? open[0];
}

export function LearnPage() {
    const { t } = useTranslation('player');
    const { data: installation } = useInstallation();
    const courses = useQuery(myCourses());
    return (
        <Page>
            <PageHeader title={t('learn.title')} about={t('learn.about')} actions={<Button variant="default" component={Link} to="/my-analysis" leftSection={<IconChartBar size={18} aria-hidden />}>{t('nav.ownAnalysis')}</Button>} />
            <Stack gap="xl">
                {installation?.live && <LiveStrip />}
                <QueryView query={courses} skeleton={<CardsSkeleton />} isEmpty={(data) => data.items.length === 0}
                    empty={<EmptyState icon={IconBook2} title={t('learn.empty')} hint={t('learn.emptyHint')} />}>
                    {({ items }) => {
                        const next = toContinue(items);
                        return (
                            <>
                                {next && <ContinueCard course={next} />}
                                <section aria-labelledby="courses">
                                    <Title order={2} id="courses" mb="sm">{t('learn.courses')}</Title>
                                    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                                        {inOrder(items).map((course) => <CourseCard key={course.courseProvideId} course={course} />)}
                                    </SimpleGrid>
                                </section>
                            </>
                        );
                    }}
                </QueryView>
            </Stack>
        </Page>
    );
}
