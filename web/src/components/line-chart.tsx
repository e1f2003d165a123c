import { Group, Paper, Text } from '@mantine/core';
import { useState, type PointerEvent } from 'react';
import { useFormat } from '@/lib/format';
import { highest, linesOf, nearest, type Point } from './line-chart-points';
import classes from './line-chart.module.css';

interface Props {
    label: string;
    points: Point[];
    /** How a value is said, with its unit. */
    say: (value: number) => string;
    /** The top of the chart is at least this. */
    least: number;
    /** Said instead of the chart while there are less than two points. */
    empty: string;
}

/** A small chart of one quantity over time. Its latest value is said above it; pointing at it says others. */
export function LineChart({ label, points, say, least, empty }: Props) {
    const format = useFormat();
    const [pointed, setPointed] = useState<number>();
    const known = points.filter((point) => point.value !== null);
    const shown = pointed === undefined ? undefined : points[pointed];
    const last = known.at(-1);
    const current = shown ?? last;
    const top = highest(points, least);
    const [from, until] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
    const point = (event: PointerEvent<HTMLDivElement>) => {
        const box = event.currentTarget.getBoundingClientRect();
        setPointed(nearest(points, from + (until - from) * (event.clientX - box.left) / box.width));
    };
    return (
        <Paper p="md">
            <Group justify="space-between" align="baseline" gap="xs" mb="xs" wrap="nowrap">
                <Text size="sm" c="dimmed">{label}</Text>
                <Text fw={650} className="ah-number">{current?.value == null ? '–' : say(current.value)}{shown && <Text span size="sm" c="dimmed" fw={400}> · {format.time(shown.at)}</Text>}</Text>
            </Group>
            {known.length < 2 ? <Text size="sm" c="dimmed" className={classes['chart']}>{empty}</Text> : (
                <>
                    <div className={classes['chart']} onPointerMove={point} onPointerLeave={() => { setPointed(undefined); }}>
                        <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={`${label}: ${last?.value == null ? '–' : say(last.value)}`}>
                            {[0, 50, 100].map((y) => <line key={y} x1={0} x2={100} y1={y} y2={y} className={classes['grid']} />)}
                            {linesOf(points, top).map((line) => (
                                <g key={line}>
                                    <polygon points={`${line.split(',')[0] ?? ''},100 ${line} ${line.split(' ').at(-1)?.split(',')[0] ?? ''},100`} className={classes['area']} />
                                    <polyline points={line} className={classes['line']} />
                                </g>
                            ))}
                        </svg>
                        {shown && <div className={classes['marker']} style={{ insetInlineStart: `${String(100 * (shown.at - from) / Math.max(1, until - from))}%` }} />}
                    </div>
                    <div className={classes['axis']}><span>{format.time(from)}</span><span>{say(top)}</span><span>{format.time(until)}</span></div>
                </>
            )}
        </Paper>
    );
}
