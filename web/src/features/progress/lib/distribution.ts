/** How many trainees lie in each tenth of progress; the last tenth holds 100 %, too. */
export function distribution(percents: number[]): number[] {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const percent of percents) {
        const at = Math.min(9, Math.max(0, Math.floor(percent / 10)));
        tenths[at] = (tenths[at] ?? 0) + 1;
    }
    return tenths;
}

export function average(values: number[]): number {
    return values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
