import { ActionIcon, Group, Menu, Paper, Text, Title, useComputedColorScheme } from '@mantine/core';
import { IconDots, IconFileSpreadsheet, IconTable } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './analysis.module.css';
import { init, type ChartOption, type ECharts } from './lib/echarts';
import { useSave } from './use-save';

export interface Pointed { row: Record<string, unknown>; series: string }

interface Props {
    title: string;
    about?: string;
    option: ChartOption;
    height?: number;
    /** The same as a table: for who cannot see the chart, and for who would rather read. */
    table: { head: string[]; rows: (string | number)[][] };
    onPoint?: (what: Pointed) => void;
    /** Where its workbook is. */
    file?: { address: string; name: string };
    empty?: ReactNode;
    /** Under the chart: what it shows. */
    footer?: ReactNode;
}

/** Nine colours that differ in lightness as well; patterns tell them apart where colours do not. */
const colors = { light: ['#0f766e', '#c2570c', '#4650c8', '#a3226b', '#4d7c0f', '#0369a1', '#8a4b08', '#6d28d9', '#475569'], dark: ['#3cc4b4', '#f59e5b', '#98a1ff', '#f075b6', '#a3d45c', '#5cc0f5', '#d8a05f', '#b99cff', '#a8b3c2'] };

function themed(option: ChartOption, dark: boolean): ChartOption {
    const [text, quiet] = dark ? ['#e3e6e7', '#3a4144'] : ['#2b3235', '#e3e7e8'];
    const axis = { axisLabel: { color: text, fontSize: 13 }, axisLine: { lineStyle: { color: quiet } }, splitLine: { lineStyle: { color: quiet } }, nameTextStyle: { color: text } };
    const on = (given: object | object[] | undefined) => (given === undefined ? undefined : [given].flat().map((each: { axisLabel?: object }) => ({ ...axis, ...each, axisLabel: { ...axis.axisLabel, ...each.axisLabel } })));
    return {
        color: colors[dark ? 'dark' : 'light'],
        // By its name: text is measured outside of the page, where nothing is inherited.
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
        animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        ...option,
        aria: { enabled: true, decal: { show: true }, label: { enabled: false } },
        tooltip: { confine: true, backgroundColor: dark ? '#262b2e' : '#ffffff', borderColor: quiet, textStyle: { color: text, fontSize: 13 }, ...(option.tooltip as object | undefined) },
        legend: { type: 'scroll', bottom: 0, itemWidth: 22, textStyle: { color: text, fontSize: 13 }, pageIconColor: text, pageTextStyle: { color: text }, ...(option.legend as object | undefined) },
        xAxis: on(option.xAxis), yAxis: on(option.yAxis),
    };
}

export function Chart({ title, about, option, height = 300, table, onPoint, file, empty, footer }: Props) {
    const { t } = useTranslation('analysis');
    const dark = useComputedColorScheme('light') === 'dark';
    const [asTable, setAsTable] = useState(false);
    const heading = useId();
    const box = useRef<HTMLDivElement>(null);
    const chart = useRef<ECharts>(undefined);
    const point = useRef(onPoint);
    useEffect(() => { point.current = onPoint; });
    const bare = Boolean(empty) || asTable;
    useEffect(() => {
        if (!box.current || bare) return;
        const made = init(box.current, undefined, { renderer: 'svg' });
        chart.current = made;
        made.on('click', (event) => { if (event.data && typeof event.data === 'object') point.current?.({ row: event.data as Record<string, unknown>, series: event.seriesName ?? '' }); });
        const watch = new ResizeObserver(() => { made.resize(); });
        watch.observe(box.current);
        return () => { watch.disconnect(); made.dispose(); chart.current = undefined; };
    }, [bare]);
    useEffect(() => { chart.current?.setOption(themed(option, dark), true); }, [option, dark, bare]);
    const { save, saving } = useSave();
    return (
        <Paper p="md" component="section" aria-labelledby={heading} className={classes['figure'] ?? ''}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
                <div><Title order={2} size="h3" id={heading}>{title}</Title>{about && <Text size="sm" c="dimmed">{about}</Text>}</div>
                <Menu position="bottom-end" withinPortal>
                    <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={t('chart.more', { of: title })} className={classes['noPrint'] ?? ''} loading={saving}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
                    <Menu.Dropdown>
                        <Menu.Item leftSection={<IconTable size={16} aria-hidden />} onClick={() => { setAsTable(!asTable); }}>{t(asTable ? 'chart.asChart' : 'chart.asTable')}</Menu.Item>
                        {file && <Menu.Item leftSection={<IconFileSpreadsheet size={16} aria-hidden />} onClick={() => { save(file.address, file.name); }}>{t('save')}</Menu.Item>}
                    </Menu.Dropdown>
                </Menu>
            </Group>
            {empty || (asTable ? <div className={classes['tableBox']} style={{ maxBlockSize: height }} tabIndex={0} role="region" aria-labelledby={heading}><FigureTable {...table} title={title} /></div> : (
                <>
                    <div ref={box} aria-hidden style={{ blockSize: height }} className={onPoint ? classes['pointable'] : undefined} />
                    <div className={classes['heard']}><FigureTable {...table} title={title} /></div>
                </>
            ))}
            {footer && <div className={classes['noPrint']}>{footer}</div>}
        </Paper>
    );
}

function FigureTable({ head, rows, title }: Props['table'] & { title: string }) {
    return (
        <table className={classes['table']} aria-label={title}>
            <thead><tr>{head.map((each) => <th key={each} scope="col">{each}</th>)}</tr></thead>
            <tbody>{rows.map((row, at) => <tr key={at}>{row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}</tr>)}</tbody>
        </table>
    );
}
