import { Group, Paper, Rating, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { PagedList } from '@/components/paged-list';
import { Stat } from '@/components/stat';
import type { CourseReviews } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { useCourseReviews } from './api';
import classes from './reviews.module.css';

/** What trainees think of a course: how many gave which score, and their words; nobody's name. */
export default function ReviewsPage() {
    const { t } = useTranslation('reviews');
    const id = Number(useParams()['courseId']);
    const reviews = useCourseReviews(id);
    const first = reviews.data?.pages[0];
    return (
        <Page width="text">
            <PageHeader title={t('title')} about={first?.courseTitle} back={{ to: '/manage/courses', label: t('back') }} />
            <Stack>
                {first && first.count > 0 && <Scores of={first} />}
                <PagedList query={reviews} empty={<EmptyState icon={IconStar} title={t('empty')} hint={t('emptyHint')} />}>
                    {(rows) => <Stack gap="sm" component="ul" p={0} m={0} className={classes['list'] ?? ''}>{rows.map((each) => <li key={each.id}><Review review={each} /></li>)}</Stack>}
                </PagedList>
            </Stack>
        </Page>
    );
}

function Scores({ of }: { of: CourseReviews }) {
    const { t } = useTranslation('reviews');
    const format = useFormat();
    const most = Math.max(1, ...of.scores.map(({ count }) => count));
    return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Stat label={t('average')} value={format.number(Math.round((of.sum / of.count) * 10) / 10)} hint={t('count', { count: of.count })} />
            <Paper p="md" component="section" aria-labelledby="scores">
                <Title order={2} size="h4" id="scores" mb="xs">{t('distribution')}</Title>
                <ul className={classes['scores']}>
                    {[...of.scores].reverse().map(({ score, count }) => (
                        <li key={score}>
                            <Text size="sm" className="ah-number">{t('score', { count: score })}</Text>
                            <div className={classes['track']} aria-hidden><span style={{ inlineSize: `${String((count / most) * 100)}%` }} /></div>
                            <Text size="sm" className="ah-number">{t('people', { count })}</Text>
                        </li>
                    ))}
                </ul>
            </Paper>
        </SimpleGrid>
    );
}

function Review({ review }: { review: CourseReviews['items'][number] }) {
    const { t } = useTranslation('reviews');
    const format = useFormat();
    return (
        <Paper p="md">
            <Group gap="xs">
                <span role="img" aria-label={t('score', { count: review.score })}><Rating value={review.score} readOnly size="sm" aria-hidden /></span>
                <Text size="sm" c="dimmed">{[review.companyName, format.date(review.updatedAt)].join(' · ')}</Text>
            </Group>
            <Text mt={6} style={{ whiteSpace: 'pre-wrap' }} {...(review.words === '' && { c: 'dimmed' })}>{review.words === '' ? t('noWords') : review.words}</Text>
        </Paper>
    );
}
