import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast, IconChartBar, IconInbox, IconListCheck, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { ListSkeleton } from '@/components/skeletons';
import { Stat } from '@/components/stat';
import { StateBadge } from '@/components/state-badge';
import { useFormat } from '@/lib/format';
import { useRequests } from '@/lib/requests';
import { useInstallation } from '@/lib/session';
import { useWaiting } from '@/lib/waiting';
import { institutionSide, useCourseCount, useInstitution, useUpcomingLectures } from './api';

export default function HomePage() {
    const { t } = useTranslation(['manage', 'common']);
    const { data: institution } = useInstitution();
    const { data: installation } = useInstallation();
    return (
        <Page>
            <PageHeader title={institution?.name ?? t('nav.home')} about={t('home.about')}
                actions={<><Button hiddenFrom="sm" variant="default" component={Link} to="/manage/questions" leftSection={<IconListCheck size={18} aria-hidden />}>{t('nav.questions')}</Button><Button variant="default" component={Link} to="/manage/analysis" leftSection={<IconChartBar size={18} aria-hidden />}>{t('nav.analysis')}</Button><Button component={Link} to="/manage/courses" leftSection={<IconPlus size={18} aria-hidden />}>{t('home.newCourse')}</Button></>} />
            <Stack gap="xl">
                <Numbers />
                <ToAnswer />
                {installation?.live && <Lectures />}
            </Stack>
        </Page>
    );
}

/** A first page of requests is enough to count: from twenty on it says "20+". */
function useCount(state: string): string | undefined {
    const list = useRequests(institutionSide, state);
    const [first] = list.data?.pages ?? [];
    return first && `${first.items.length}${first.nextCursor ? '+' : ''}`;
}

function Numbers() {
    const { t } = useTranslation(['manage', 'common']);
    const courses = useCourseCount();
    const waiting = useWaiting();
    const published = courses.data?.items.filter((course) => course.state === 'AVAILABLE').length;
    const blank = <Skeleton height={35} width={48} component="span" display="block" />;
    return (
        <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }}>
            <Stat label={t('home.pending')} value={useCount('PENDING') ?? blank} to="/manage/requests?state=PENDING" />
            <Stat label={t('home.toRegister')} value={useCount('ATTENDEE_PENDING') ?? blank} to="/manage/requests?state=ATTENDEE_PENDING" />
            <Stat label={t('home.ongoing')} value={useCount('ONGOING') ?? blank} to="/manage/requests?state=ONGOING" />
            <Stat label={t('nav.marking')} value={waiting.data ? waiting.data.answers + waiting.data.copyCases : blank} to="/manage/marking" />
            <Stat label={t('home.published')} value={published ?? blank} to="/manage/courses" />
        </SimpleGrid>
    );
}

function ToAnswer() {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    const pending = useRequests(institutionSide, 'PENDING');
    const submitted = useRequests(institutionSide, 'ATTENDEE_PENDING');
    const items = [...pending.data?.pages[0]?.items ?? [], ...submitted.data?.pages[0]?.items ?? []];
    return (
        <Stack gap="sm" component="section">
            <Title order={2}>{t('home.todo')}</Title>
            <QueryView query={pending} skeleton={<ListSkeleton rows={2} />} isEmpty={() => items.length === 0 && !submitted.isPending}
                empty={<EmptyState icon={IconInbox} title={t('home.nothing')} hint={t('home.nothingHint')} />}>
                {() => (
                    <DataTable caption={t('home.todo')} rows={items} rowKey={(request) => request.id} href={(request) => `/manage/requests/${request.id}`} columns={[
                        { key: 'course', label: t('course'), cell: (request) => request.courseTitle },
                        { key: 'company', label: t('company'), cell: (request) => request.companyName },
                        { key: 'state', label: t('state'), cell: (request) => <StateBadge state={request.state} /> },
                        { key: 'period', label: t('period'), cell: (request) => format.period(request.beginDate, request.endDate) },
                        { key: 'count', label: t('headCount'), end: true, cell: (request) => t('people', { count: request.attendeeCount }) },
                    ]} />
                )}
            </QueryView>
        </Stack>
    );
}

function Lectures() {
    const { t } = useTranslation(['manage', 'common']);
    const format = useFormat();
    const lectures = useUpcomingLectures(true);
    const endOfToday = new Date().setHours(24, 0, 0, 0);
    return (
        <Stack gap="sm" component="section">
            <Group justify="space-between">
                <Title order={2}>{t('home.today')}</Title>
                <Text component={Link} to="/manage/live" className="ah-link" size="sm">{t('home.allLectures')}</Text>
            </Group>
            <QueryView query={lectures} skeleton={<ListSkeleton rows={2} />}>
                {({ items }) => {
                    const ofToday = items.filter((lecture) => lecture.status === 'ON' || new Date(lecture.startTime).getTime() < endOfToday);
                    if (ofToday.length === 0) return <EmptyState icon={IconBroadcast} title={t('home.noLecture')} hint={t('home.noLectureHint')} />;
                    return (
                        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                            {ofToday.map((lecture) => (
                                <Paper key={lecture.id} p="md">
                                    <Group justify="space-between" wrap="nowrap" align="flex-start">
                                        <div>
                                            <Text component={Link} to={`/manage/live/${lecture.id}`} className="ah-link" fw={650}>{lecture.title}</Text>
                                            <Text size="sm" c="dimmed">{lecture.course}</Text>
                                            <Text size="sm" mt={4} className="ah-number">{format.time(lecture.startTime)}–{format.time(lecture.endTime)}</Text>
                                        </div>
                                        <StateBadge state={lecture.status} />
                                    </Group>
                                </Paper>
                            ))}
                        </SimpleGrid>
                    );
                }}
            </QueryView>
        </Stack>
    );
}
