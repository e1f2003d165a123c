import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MyCourse } from '@/lib/api/types';

/** What the course's rules count, and how many lessons that makes. */
export function ProgressBar({ course }: { course: Pick<MyCourse, 'progressPercent' | 'completedCount' | 'contentCount'> }) {
    const { t } = useTranslation('player');
    return (
        <>
            <Text size="sm" fw={600} mb={4} className="ah-number">{t('progress', { percent: course.progressPercent, completed: course.completedCount, all: course.contentCount })}</Text>
            <Progress.Root size="sm" aria-hidden>
                <Progress.Section value={course.progressPercent} withAria={false} />
            </Progress.Root>
        </>
    );
}
