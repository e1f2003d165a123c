import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CourseProvideState, CourseState, LiveStatus } from '@/lib/api/types';

type State = CourseProvideState | CourseState | LiveStatus | 'REQUESTED' | 'APPROVED' | 'STORED' | 'SENT' | 'FAILED';

const colors: Record<State, string> = {
    PENDING: 'yellow', ACCEPTED: 'blue', DECLINED: 'red', CANCELED: 'gray', ATTENDEE_PENDING: 'orange',
    NOT_STARTED: 'indigo', ONGOING: 'green', FINISHED: 'gray',
    DRAFT: 'gray', AVAILABLE: 'green', UNAVAILABLE: 'orange',
    CREATED: 'indigo', ON: 'red', END: 'gray',
    REQUESTED: 'yellow', APPROVED: 'green', STORED: 'gray', SENT: 'green', FAILED: 'red',
};

/** A state in words; colour only helps, it never carries the meaning alone. */
export function StateBadge({ state, size = 'md' }: { state: State; size?: 'sm' | 'md' | 'lg' }) {
    const { t } = useTranslation();
    return <Badge color={colors[state]} size={size} className="ah-badge">{t(`states.${state}`)}</Badge>;
}
