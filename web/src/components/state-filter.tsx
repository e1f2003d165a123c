import { Chip, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CourseProvideState } from '@/lib/api/types';

const states: CourseProvideState[] = ['PENDING', 'ACCEPTED', 'ATTENDEE_PENDING', 'NOT_STARTED', 'ONGOING', 'FINISHED', 'DECLINED', 'CANCELED'];

interface Props {
    value: string;
    onChange: (state: string) => void;
    /** How many there are of each; without it no number is shown. */
    counts?: { state: CourseProvideState; count: number }[] | undefined;
}

/** Which requests a list shows; '' is all of them. */
export function StateFilter({ value, onChange, counts }: Props) {
    const { t } = useTranslation();
    const all = counts?.reduce((sum, each) => sum + each.count, 0);
    const number = (count: number | undefined) => counts && <span className="ah-number" style={{ opacity: 0.8, marginInlineStart: 4 }}>{count ?? 0}</span>;
    return (
        <Chip.Group value={value} onChange={(next) => { onChange(next); }}>
            <Group gap={6} role="group" aria-label={t('filter')}>
                <Chip value="" size="sm" variant="light">{t('all')}{number(all)}</Chip>
                {states.map((state) => <Chip key={state} value={state} size="sm" variant="light">{t(`states.${state}`)}{number(counts?.find((each) => each.state === state)?.count)}</Chip>)}
            </Group>
        </Chip.Group>
    );
}
