import { Skeleton, Stack, Text } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty-state';
import { QueryView } from '@/components/query-view';
import type { ContentDetail } from '@/lib/api/types';
import { useInstallation } from '@/lib/session';
import { courseLives } from './api';
import { LiveRow } from './live-strip';
import type { Study } from './use-study';

/** The place of live lectures: those that are planned for this lesson. Attendance is measured in the lecture itself. */
export function LiveLesson({ lesson, study, courseProvideId }: { lesson: ContentDetail; study: Study; courseProvideId: number }) {
    const { t } = useTranslation('player');
    const { data: installation } = useInstallation();
    const live = installation?.live === true;
    const lives = useQuery({ ...courseLives(courseProvideId), enabled: live });
    const { begin } = study;
    useEffect(() => { begin(); }, [begin]);
    const none = <EmptyState icon={IconBroadcast} title={t('liveLesson.none')} hint={t('liveLesson.noneHint')} />;
    return (
        <Stack>
            {lesson.description && <Text maw="72ch" style={{ whiteSpace: 'pre-wrap' }}>{lesson.description}</Text>}
            {!live ? none : (
                <QueryView query={lives} skeleton={<Skeleton height={88} />}>
                    {({ items }) => {
                        const here = items.filter(({ contentId, status }) => contentId === lesson.id && status !== 'CANCELED');
                        return here.length === 0 ? none : (
                            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('liveLesson.lectures')}>
                                {here.map((each) => <LiveRow key={each.id} live={each} />)}
                            </Stack>
                        );
                    }}
                </QueryView>
            )}
        </Stack>
    );
}
