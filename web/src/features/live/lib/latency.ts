/**
 * The delay to show. The program's date says it exactly when this computer's clock is right;
 * the distance to the live edge is right with any clock but leaves out the way from the server
 * (some ms). A date far from the distance means a wrong clock, so the distance is shown then.
 */
export function agreedLatency(byEdge: number, byClock: number | null): number {
    const tolerated = 1.5;
    if (byClock === null || byClock < 0 || Math.abs(byClock - byEdge) > tolerated) return Math.max(0, byEdge);
    return byClock;
}
