/** A moment and what was measured then; null: nothing. */
export interface Point { at: number; value: number | null }

/** A round number that all values stay below, at least `least`. */
export function highest(points: Point[], least: number): number {
    const most = Math.max(least, ...points.map((point) => point.value ?? 0));
    const power = 10 ** Math.floor(Math.log10(most));
    return ([1, 2, 2.5, 5, 10].find((step) => step * power >= most) ?? 10) * power;
}

/** The points as lines in a square of 100, y downwards; a gap where nothing was measured. A lone point makes no line. */
export function linesOf(points: Point[], top: number): string[] {
    const from = points[0]?.at ?? 0;
    const length = Math.max(1, (points.at(-1)?.at ?? 0) - from);
    const runs: string[][] = [[]];
    for (const { at, value } of points) {
        if (value === null) runs.push([]);
        else runs.at(-1)?.push(`${(100 * (at - from) / length).toFixed(2)},${(100 - 100 * value / top).toFixed(2)}`);
    }
    return runs.filter((run) => run.length > 1).map((run) => run.join(' '));
}

/** The index of the point whose moment is nearest. */
export function nearest(points: Point[], at: number): number | undefined {
    let best: number | undefined;
    points.forEach((point, index) => {
        const before = best === undefined ? undefined : points[best];
        if (!before || Math.abs(point.at - at) < Math.abs(before.at - at)) best = index;
    });
    return best;
}
