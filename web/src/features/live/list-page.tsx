import { Stack, Title } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { QueryView } from '@/components/query-view';
import type { LiveLecture } from '@/lib/api/types';
import { useFormat } from '@/lib/format';
import { upcoming } from './api';
import { LectureRows } from './lecture-rows';

/** The trainee's live lectures: what is on now, then day by day. */
export function ListPage() {
    const { t } = useTranslation('live');
    const lectures = useQuery(upcoming());
    return (
        <Page width="text">
            <PageHeader title={t('list.title')} about={t('list.about')} />
            <QueryView query={lectures} isEmpty={(data) => data.items.length === 0} empty={<EmptyState icon={IconBroadcast} title={t('list.empty')} hint={t('list.emptyHint')} />}>
                {({ items }) => <Days lectures={items} />}
            </QueryView>
        </Page>
    );
}

function Days({ lectures }: { lectures: LiveLecture[] }) {
    const { t } = useTranslation('live');
    const format = useFormat();
    const on = lectures.filter((lecture) => lecture.status === 'ON');
    const days = new Map<string, LiveLecture[]>();
    for (const lecture of lectures.filter(({ status }) => status !== 'ON')) {
        const day = format.day(lecture.startTime);
        days.set(day, [...(days.get(day) ?? []), lecture]);
    }
    return (
        <Stack gap="xl">
            {on.length > 0 && <Group title={t('list.now')} lectures={on} />}
            {[...days].map(([day, items]) => <Group key={day} title={day} lectures={items} />)}
        </Stack>
    );
}

function Group({ title, lectures }: { title: string; lectures: LiveLecture[] }) {
    return (
        <section aria-label={title}>
            <Title order={2} mb="sm">{title}</Title>
            <LectureRows lectures={lectures} to={(lecture) => `/live/${String(lecture.id)}`} />
        </section>
    );
}
