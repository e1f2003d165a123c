import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MemberState } from '@/lib/api/types';

const colors: Record<MemberState, string> = { ACTIVE: 'green', UNCONFIRMED: 'yellow', LOCKED: 'red' };

export function MemberStateBadge({ state, size = 'md' }: { state: MemberState; size?: 'sm' | 'md' }) {
    const { t } = useTranslation('members');
    return <Badge color={colors[state]} size={size} className="ah-badge">{t(`states.${state}`)}</Badge>;
}
