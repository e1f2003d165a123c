import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Item } from './api';
import { useFigures, verdictOf } from './item-figures';
import classes from './marking.module.css';

const [width, height, left, bottom, top] = [560, 300, 48, 40, 14];
const xOf = (difficulty: number) => left + difficulty * (width - left - 16);
const yOf = (correlation: number) => top + (1 - correlation) / 2 * (height - top - bottom);

/** Questions by how easy they were and how well they tell the strong from the weak: the numbers are the questions', and the same figures stand in the tables below. */
export function ItemChart({ items }: { items: Item[] }) {
    const { t } = useTranslation('marking');
    const figures = useFigures();
    const shown = items.map((item, at) => ({ item, number: at + 1 })).filter(({ item }) => item.difficulty != null && item.correlation != null);
    if (shown.length === 0) return null;
    const said = shown.map(({ item, number }) => t('items.said', { number, difficulty: figures.share(item.difficulty), correlation: figures.index(item.correlation) })).join(' ');
    return (
        <Paper p="md" component="section" aria-labelledby="chart">
            <Title order={2} size="h4" id="chart">{t('items.chart')}</Title>
            <Text size="sm" c="dimmed" mb="sm">{t('items.chartHint')}</Text>
            <svg className={classes['chart']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
                {[-1, -0.5, 0, 0.5, 1].map((value) => <g key={value}><line className={classes['axis']} x1={left} x2={width - 16} y1={yOf(value)} y2={yOf(value)} /><text x={left - 8} y={yOf(value) + 4} textAnchor="end">{value.toFixed(1)}</text></g>)}
                {[0, 0.25, 0.5, 0.75, 1].map((value) => <g key={value}><line className={classes['axis']} x1={xOf(value)} x2={xOf(value)} y1={top} y2={height - bottom} /><text x={xOf(value)} y={height - bottom + 16} textAnchor="middle">{100 * value} %</text></g>)}
                <rect className={classes['zone']} x={xOf(0.2)} width={xOf(0.95) - xOf(0.2)} y={yOf(1)} height={yOf(0.2) - yOf(1)} />
                <text x={(left + width) / 2} y={height - 6} textAnchor="middle">{t('items.difficulty')}</text>
                {shown.map(({ item, number }) => {
                    const [x, y, odd] = [xOf(item.difficulty ?? 0), yOf(item.correlation ?? 0), verdictOf(item) !== 'GOOD'];
                    return (
                        <g key={number}>
                            {odd ? <rect className={classes['dot']} data-odd x={x - 9} y={y - 9} width={18} height={18} /> : <circle className={classes['dot']} cx={x} cy={y} r={10} />}
                            <text x={x} y={y + 4} textAnchor="middle">{number}</text>
                        </g>
                    );
                })}
            </svg>
        </Paper>
    );
}
