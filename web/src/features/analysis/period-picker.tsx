import { Chip, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf, periodOf, presets, type Period } from './lib/period';

/** A usual period by one touch, or any two months. */
export function PeriodPicker({ value, onChange }: { value: Period; onChange: (next: Period) => void }) {
    const { t } = useTranslation('analysis');
    const [typed, setTyped] = useState(value);
    const [shown, setShown] = useState(value);
    if (shown.from !== value.from || shown.to !== value.to) { setShown(value); setTyped(value); }
    const fault = faultOf(typed);
    const put = (next: Period) => {
        setTyped(next);
        if (!faultOf(next)) onChange(next);
    };
    const chosen = presets.find((each) => { const of = periodOf(each); return of.from === value.from && of.to === value.to; }) ?? '';
    return (
        <Group gap="sm" align="flex-start">
            <Chip.Group value={chosen} onChange={(preset) => { put(periodOf(presets.find((each) => each === preset) ?? 'year')); }}>
                <Group gap={6} role="group" aria-label={t('period.usual')} pt={3}>
                    {presets.map((each) => <Chip key={each} value={each} size="sm" variant="light">{t(`period.presets.${each}`)}</Chip>)}
                </Group>
            </Chip.Group>
            <Group gap={6} align="flex-start" wrap="nowrap">
                <TextInput type="month" size="sm" w={150} aria-label={t('period.from')} placeholder="2026-01" value={typed.from} onChange={(event) => { put({ ...typed, from: event.currentTarget.value }); }} error={fault && t(`period.faults.${fault}`)} />
                <span aria-hidden style={{ paddingBlockStart: 6 }}>–</span>
                <TextInput type="month" size="sm" w={150} aria-label={t('period.to')} placeholder="2026-12" value={typed.to} onChange={(event) => { put({ ...typed, to: event.currentTarget.value }); }} error={Boolean(fault)} />
            </Group>
        </Group>
    );
}
