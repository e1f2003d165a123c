/** Two months as they are chosen and sent: both belong to it. */
export interface Period { from: string; to: string }

export type Preset = 'year' | 'quarter' | 'half' | 'calendar' | 'three';
export const presets: Preset[] = ['quarter', 'half', 'year', 'calendar', 'three'];

const text = (year: number, month: number) => {
    const all = year * 12 + month;
    return `${String(Math.floor(all / 12))}-${String((all % 12) + 1).padStart(2, '0')}`;
};

/** The months back from today, or the calendar's year. */
export function periodOf(preset: Preset, now = new Date()): Period {
    const [year, month] = [now.getFullYear(), now.getMonth()];
    const back = { quarter: 2, half: 5, year: 11, calendar: month, three: 35 }[preset];
    return { from: text(year, month - back), to: text(year, month) };
}

const isMonth = (value: string) => /^(19|[2-9]\d)\d{2}-(0[1-9]|1[0-2])$/.test(value);

export type PeriodFault = 'month' | 'turned' | 'long';

/** What is wrong with it, as the server would say. */
export function faultOf({ from, to }: Period): PeriodFault | undefined {
    if (!isMonth(from) || !isMonth(to)) return 'month';
    if (from > to) return 'turned';
    const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
    const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
    return (toYear - fromYear) * 12 + toMonth - fromMonth >= 120 ? 'long' : undefined;
}
