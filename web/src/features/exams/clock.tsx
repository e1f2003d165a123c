import { Text, VisuallyHidden } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import classes from './exams.module.css';
import { useTimeLeft } from './use-server-clock';

interface Props { deadlineAt: string; serverNow: string; arrivedAt: number; onOver: () => void }

/** Who listens is told when it matters, not every second. */
const told = [10, 5, 1];

export function Clock({ deadlineAt, serverNow, arrivedAt, onOver }: Props) {
    const { t } = useTranslation('exams');
    const format = useFormat();
    const left = useTimeLeft(deadlineAt, serverNow, arrivedAt);
    const seconds = Math.ceil(left / 1000);
    const [said, setSaid] = useState<number>();
    const next = told.findLast((minutes) => seconds <= minutes * 60);
    if (next !== said) setSaid(next);
    const over = useRef(onOver);
    useEffect(() => { over.current = onOver; });
    const isOver = left <= 0;
    useEffect(() => { if (isOver) over.current(); }, [isOver]);
    const late = seconds <= 60 ? 'last' : seconds <= 300 ? 'soon' : undefined;
    // Days are no countdown.
    const far = seconds > 24 * 3600;
    return (
        <div className={classes['clock']} data-late={late}>
            <IconClock size={18} aria-hidden />
            <div>
                <Text size="xs" c="dimmed">{far ? t('room.until') : t('room.left')}</Text>
                <Text role="timer" aria-live="off" fw={650} className="ah-number">{far ? format.dateTime(deadlineAt) : format.clock(seconds)}</Text>
            </div>
            <VisuallyHidden role="status">{said !== undefined && seconds > 0 ? t('room.minutesLeft', { count: said }) : ''}</VisuallyHidden>
        </div>
    );
}
