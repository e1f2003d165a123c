import { Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBook2, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import { CardsSkeleton } from '@/components/skeletons';
import { useFormat } from '@/lib/format';
import { useCatalog } from './api';
import classes from './company.module.css';

export default function CatalogPage() {
    const { t } = useTranslation(['company', 'common']);
    const format = useFormat();
    const [address, setAddress] = useSearchParams();
    const [search, setSearch] = useState(address.get('search') ?? '');
    const [settled] = useDebouncedValue(search.trim(), 250);
    // In the address, so that coming back from a course finds the same list.
    useEffect(() => { setAddress(settled ? { search: settled } : {}, { replace: true }); }, [settled, setAddress]);
    const courses = useCatalog(settled);
    return (
        <Page>
            <PageHeader title={t('catalog.title')} about={t('catalog.about')} />
            <Stack>
                <TextInput type="search" aria-label={t('catalog.search')} placeholder={t('catalog.search')} leftSection={<IconSearch size={18} aria-hidden />} maw={480}
                    value={search} onChange={(event) => { setSearch(event.currentTarget.value); }} />
                <QueryView query={courses} skeleton={<CardsSkeleton cards={6} />} isEmpty={({ items }) => items.length === 0}
                    empty={<EmptyState icon={IconBook2} title={settled ? t('catalog.noneOf', { search: settled }) : t('catalog.none')} hint={settled ? t('catalog.noneOfHint') : t('catalog.noneHint')} />}>
                    {({ items }) => (
                        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
                            {items.map((course) => (
                                <Paper key={course.id} p="lg" component={Link} to={`/company/catalog/${course.id}`} className={classes['card'] ?? ''}>
                                    {course.imageUrl && <img src={course.imageUrl} alt="" loading="lazy" className={classes['poster']} />}
                                    <Text size="sm" c="dimmed">{course.institutionName}</Text>
                                    <Title order={2} size="h3">{course.title}</Title>
                                    <Text size="sm" c="dimmed" lineClamp={3} mt={6}>{course.introduction}</Text>
                                    <Text size="sm" mt="auto" pt="sm" className="ah-number">
                                        {[course.instructor, t('lessons', { count: course.contentCount }), course.totalSeconds > 0 && format.duration(course.totalSeconds), course.ratingCount > 0 && t('rating', { average: format.number(Math.round((course.ratingSum / course.ratingCount) * 10) / 10), count: course.ratingCount })].filter(Boolean).join(' · ')}
                                    </Text>
                                </Paper>
                            ))}
                        </SimpleGrid>
                    )}
                </QueryView>
            </Stack>
        </Page>
    );
}
