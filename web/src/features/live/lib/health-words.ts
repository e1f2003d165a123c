import type { StreamHealth } from '@/lib/api/types';

/** What an instructor should know about the incoming stream, worst first; the words are in the texts. */
export type HealthWord = 'silent' | 'slow_network' | 'not_recorded' | 'sparse_key_frames' | 'low_frame_rate' | 'high_bit_rate' | 'reordering' | 'rare_codec' | 'no_sound' | 'drift' | 'good';

/** A viewer can only begin at a key frame. */
const longest_gop_seconds = 2;
const least_frames = 20;
const most_bits = 9_000_000;
/** Sound this far from its stamps is heard beside the lips. */
const most_drift_ms = 80;

export function healthWords(health: StreamHealth): HealthWord[] {
    if (!health.broadcasting) return ['silent'];
    const words: HealthWord[] = [];
    if (health.starving) words.push('slow_network');
    if (health.segmentsNotRecorded > 0) words.push('not_recorded');
    if ((health.gopSeconds ?? 0) > longest_gop_seconds + 0.05) words.push('sparse_key_frames');
    if (health.framesPerSecond && health.framesPerSecond < least_frames && !health.starving) words.push('low_frame_rate');
    if (health.bitsPerSecond && health.bitsPerSecond > most_bits) words.push('high_bit_rate');
    if (health.rareCodec) words.push('rare_codec');
    if (health.reorders) words.push('reordering');
    if (!health.hasSound) words.push('no_sound');
    if (Math.abs(health.driftMilliseconds) > most_drift_ms) words.push('drift');
    return words.length > 0 ? words : ['good'];
}

/** The whole address for programs that take one: server and key joined by one slash. */
export function publishAddress(ingest: string, key: string): string {
    return `${ingest.replace(/\/+$/, '')}/${key}`;
}
