import { describe, expect, it } from 'vitest';
import { healthWords, publishAddress } from './health-words';

const good = { broadcasting: true, viewers: 3, width: 1280, height: 720, framesPerSecond: 30, bitsPerSecond: 2_500_000, gopSeconds: 1 };

describe('healthWords', () => {
    it.each([
        [good, ['good']],
        [{ broadcasting: false, viewers: 0 }, ['silent']],
        [{ ...good, gopSeconds: 8.3 }, ['sparse_key_frames']],
        [{ ...good, gopSeconds: 2 }, ['good']],
        [{ ...good, framesPerSecond: 12, bitsPerSecond: 150_000 }, ['low_frame_rate']],
        [{ ...good, bitsPerSecond: 20_000_000 }, ['high_bit_rate']],
        [{ broadcasting: true, viewers: 0 }, ['good']],
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
