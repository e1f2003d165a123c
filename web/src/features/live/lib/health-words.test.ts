import { describe, expect, it } from 'vitest';
import { healthWords, publishAddress } from './health-words';

const plain = { viewers: 3, hasSound: true, reorders: false, starving: false, behindSeconds: 0, droppedFrames: 0, driftMilliseconds: 3, reconnects: 0, segmentsNotRecorded: 0, rareCodec: false };
const good = { ...plain, broadcasting: true, width: 1280, height: 720, framesPerSecond: 30, bitsPerSecond: 2_500_000, gopSeconds: 1 };

describe('healthWords', () => {
    it.each([
        [good, ['good']],
        [{ ...plain, broadcasting: false }, ['silent']],
        [{ ...good, gopSeconds: 8.3 }, ['sparse_key_frames']],
        [{ ...good, gopSeconds: 2 }, ['good']],
        [{ ...good, framesPerSecond: 12, bitsPerSecond: 150_000 }, ['low_frame_rate']],
        [{ ...good, bitsPerSecond: 20_000_000 }, ['high_bit_rate']],
        [{ ...plain, broadcasting: true }, ['good']],
        [{ ...good, starving: true, framesPerSecond: 9 }, ['slow_network']],
        [{ ...good, reorders: true, hasSound: false }, ['reordering', 'no_sound']],
        [{ ...good, rareCodec: true }, ['rare_codec']],
        [{ ...good, driftMilliseconds: -120, segmentsNotRecorded: 2 }, ['not_recorded', 'drift']],
    ])('%j: %j', (health, words) => {
        expect(healthWords(health)).toEqual(words);
    });
});

describe('publishAddress', () => {
    it('joins with one slash', () => {
        expect(publishAddress('rtmp://h:1935/app/', 'k')).toBe('rtmp://h:1935/app/k');
        expect(publishAddress('rtmp://h:1935/app', 'k')).toBe('rtmp://h:1935/app/k');
    });
});
