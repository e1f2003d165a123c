/** More than this is not drawn at once: the latest are what one reads. */
const most_shown = 300;

/** The messages up to this second of the recording, which are in order of their places. */
export function saidBy<T extends { atSeconds: number }>(all: T[], time: number): T[] {
    let low = 0;
    let high = all.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((all[middle]?.atSeconds ?? Infinity) <= time + 0.05) low = middle + 1;
        else high = middle;
    }
    return all.slice(Math.max(0, low - most_shown), low);
}
