import type { AttendanceDataset, MonthlyDataset, OwnAnalysis, PopularityDataset, QuarterlyDataset } from '@/lib/api/types';
import type { ChartOption } from './echarts';

// What the server sends is an ECharts dataset already: the options only say what stands where.

const grid = { left: 8, right: 16, top: 16, bottom: 40, containLabel: true };

export function popularityOption(data: PopularityDataset, only: number | undefined): ChartOption {
    const courses = [...new Map(data.source.map(({ courseId, course }) => [courseId, course])).entries()].filter(([id]) => only === undefined || id === only);
    const dashes = ['solid', 'dashed', 'dotted'] as const;
    const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin', 'arrow', 'emptyCircle'];
    return {
        grid, legend: {}, tooltip: { trigger: 'axis' },
        dataset: [
            { dimensions: data.dimensions, source: data.source },
            ...courses.map(([id]) => ({ transform: { type: 'filter', config: { dimension: 'courseId', '=': id } } })),
        ],
        xAxis: { type: 'category' },
        yAxis: { type: 'value', minInterval: 1 },
        series: courses.map(([, name], at) => ({
            type: 'line', name, datasetIndex: at + 1, encode: { x: 'month', y: 'enrollments' }, symbolSize: 8, symbol: symbols[at % symbols.length],
            lineStyle: { width: 2, type: dashes[at % dashes.length] }, emphasis: { focus: 'series' }, triggerLineEvent: false,
        })),
    };
}

type Named = Record<'companies' | 'trainees' | 'courses', string>;
const kinds = ['companies', 'trainees', 'courses'] as const;

export function monthlyOption(data: MonthlyDataset, names: Named): ChartOption {
    return {
        grid, legend: {}, tooltip: { trigger: 'axis' },
        dataset: { dimensions: data.dimensions, source: data.source },
        xAxis: { type: 'category' },
        yAxis: [{ type: 'value', minInterval: 1 }, { type: 'value', minInterval: 1, splitLine: { show: false } }],
        series: kinds.map((kind) => ({ type: 'bar', name: names[kind], encode: { x: 'month', y: kind }, yAxisIndex: kind === 'trainees' ? 1 : 0, barMaxWidth: 22, cursor: 'pointer' })),
    };
}

export function quarterlyOption(data: QuarterlyDataset, names: Named, kind: keyof Named): ChartOption {
    const labelled = (params: unknown) => { const { name, value, percent } = params as { name: string; value: Record<string, number>; percent: number }; return `${name}: ${(value[kind] ?? 0).toLocaleString()} (${String(percent)}%)`; };
    return {
        legend: {}, tooltip: { trigger: 'item' },
        dataset: { dimensions: data.dimensions, source: data.source },
        series: { type: 'pie', name: names[kind], encode: { itemName: 'quarter', value: kind }, radius: ['38%', '66%'], center: ['50%', '45%'], label: { fontSize: 13, color: 'inherit' } },
        // Beside a ring on a phone there is room for a quarter and its share; the numbers are in the table.
        media: [{ query: { maxWidth: 420 }, option: { series: { radius: ['24%', '42%'], label: { formatter: '{b}\n{d}%' } } } }, { option: { series: { radius: ['38%', '66%'], label: { formatter: labelled } } } }],
    };
}

export function attendanceOption(data: AttendanceDataset, shown: AttendanceDataset['source'], unit: string): ChartOption {
    return {
        grid: { ...grid, bottom: 8, right: 48 }, legend: { show: false },
        tooltip: { trigger: 'item', formatter: (params: unknown) => { const { course, company, attendancePercent, trainees } = (params as { data: AttendanceDataset['source'][number] }).data; return `${escaped(course)}<br>${escaped(company)}<br><b>${String(attendancePercent)}%</b> · ${escaped(unit.replace('0', String(trainees)))}`; } },
        dataset: { dimensions: [...data.dimensions, 'label'], source: shown.map((row) => ({ ...row, label: `${row.course} · ${row.company}` })) },
        xAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value}%', hideOverlap: true } },
        yAxis: { type: 'category', inverse: true, axisLabel: { width: 210, overflow: 'truncate' } },
        series: { type: 'bar', encode: { x: 'attendancePercent', y: 'label' }, barMaxWidth: 18, cursor: 'pointer', label: { show: true, position: 'right', formatter: '{@attendancePercent}%' } },
        media: [{ query: { maxWidth: 420 }, option: { xAxis: { interval: 50 }, yAxis: { axisLabel: { width: 120 } } } }, { option: { xAxis: { interval: 20 }, yAxis: { axisLabel: { width: 210 } } } }],
    };
}

export function weeksOption(data: OwnAnalysis, hours: string): ChartOption {
    const weeks = [...new Set(data.weeks.map(({ monday }) => monday))].sort();
    const courses = data.courses.filter(({ courseProvideId }) => data.weeks.some((week) => week.courseProvideId === courseProvideId));
    return {
        grid: { ...grid, top: 32 }, legend: {}, tooltip: { trigger: 'axis', valueFormatter: (value) => `${String(value)} ${hours}` },
        xAxis: { type: 'category', data: weeks },
        yAxis: { type: 'value', name: hours },
        series: courses.map(({ courseProvideId, courseTitle }) => ({
            type: 'bar', stack: 'hours', name: courseTitle, barMaxWidth: 36,
            data: weeks.map((monday) => { const found = data.weeks.find((week) => week.monday === monday && week.courseProvideId === courseProvideId); return found ? Math.round((found.creditedSeconds + found.liveSeconds) / 360) / 10 : 0; }),
        })),
    };
}

/** Tooltips are HTML, and titles are what people have typed. */
function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
