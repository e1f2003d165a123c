import { Chip, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CourseProvideState } from '@/lib/api/types';

const states: CourseProvideState[] = ['PENDING', 'ACCEPTED', 'ATTENDEE_PENDING', 'NOT_STARTED', 'ONGOING', 'FINISHED', 'DECLINED', 'CANCELED'];

/** Which requests a list shows; '' is all of them. */
export function StateFilter({ value, onChange }: { value: string; onChange: (state: string) => void }) {
    const { t } = useTranslation();
    return (
        <Chip.Group value={value} onChange={(next) => { onChange(next); }}>
            <Group gap={6} role="group" aria-label={t('filter')}>
                <Chip value="" size="sm" variant="light">{t('all')}</Chip>
                {states.map((state) => <Chip key={state} value={state} size="sm" variant="light">{t(`states.${state}`)}</Chip>)}
            </Group>
        </Chip.Group>
    );
}
