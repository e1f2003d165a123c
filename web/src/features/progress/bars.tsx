import { Text } from '@mantine/core';
import classes from './progress.module.css';

interface Bar { key: string; label: string; value: number; said: string; strong?: boolean }

/** Bars to look at; who cannot see them hears each as a list. */
export function Bars({ bars, label }: { bars: Bar[]; label: string }) {
    const most = Math.max(1, ...bars.map(({ value }) => value));
    return (
        <ul className={classes['bars']} aria-label={label}>
            {bars.map(({ key, label: under, value, said, strong }) => (
                <li key={key} title={said}>
                    <span className={classes['value']} aria-hidden>{value > 0 ? value : ''}</span>
                    <span className={strong ? classes['strong'] : classes['bar']} style={{ blockSize: `calc((100% - 44px) * ${String(value / most)})` }} aria-hidden />
                    <Text span size="xs" c="dimmed" aria-hidden>{under}</Text>
                    <span className={classes['heard']}>{said}</span>
                </li>
            ))}
        </ul>
    );
}
