import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExamState } from '@/lib/api/types';

const colors: Record<ExamState, string> = { DRAFT: 'gray', OPEN: 'green', CLOSED: 'orange' };

export function ExamStateBadge({ state }: { state: ExamState }) {
    const { t } = useTranslation('exams');
    return <Badge color={colors[state]} className="ah-badge">{t(`states.${state}`)}</Badge>;
}
