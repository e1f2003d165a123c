/**
 * How much of what was shown is kept in the buffer.
 *
 * hls.js would remove it at every segment, whatever else goes on. A removal that ends while a part
 * is between "loaded" and "appended" makes its fragment tracker forget the parts of the newest
 * segment, and then it asks for nothing more until the playhead is moved: a stall of seconds, and
 * what the skipped parts carried is lost (hls.js 1.7.4, fragment-tracker.ts, detectEvictedFragments).
 * So the page removes by itself, seldom, and right after an append, when the next part is still to come.
 */

/** Seconds behind the playhead that stay. */
const kept = 15;
/** Removed only when at least this much is to go, in seconds. */
const worthwhile = 30;

/** Where the buffer may begin, in media seconds; null when it is not worth a removal yet. */
export function backBufferEnd(bufferedStart: number, position: number): number | null {
    const end = Math.floor(position - kept);
    return end - bufferedStart >= worthwhile ? end : null;
}
