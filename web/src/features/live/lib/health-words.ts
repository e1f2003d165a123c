import type { StreamHealth } from '@/lib/api/types';

/** What an instructor should know about the incoming stream, worst first; the words are in the texts. */
export type HealthWord = 'silent' | 'sparse_key_frames' | 'low_frame_rate' | 'high_bit_rate' | 'good';

/** A viewer can only begin at a key frame. */
const longest_gop_seconds = 2;
const least_frames = 20;
const most_bits = 9_000_000;

export function healthWords(health: StreamHealth): HealthWord[] {
    if (!health.broadcasting) return ['silent'];
    const words: HealthWord[] = [];
    if ((health.gopSeconds ?? 0) > longest_gop_seconds + 0.05) words.push('sparse_key_frames');
    if (health.framesPerSecond && health.framesPerSecond < least_frames) words.push('low_frame_rate');
    if (health.bitsPerSecond && health.bitsPerSecond > most_bits) words.push('high_bit_rate');
    return words.length > 0 ? words : ['good'];
}

/** The whole address for programs that take one: server and key joined by one slash. */
export function publishAddress(ingest: string, key: string): string {
    return `${ingest.replace(/\/+$/, '')}/${key}`;
}
