import { expect, it } from 'vitest';
import { codecNames } from './codec-names';

it('names codecs as people know them, each once', () => {
    expect(codecNames('hvc1.1.6.L93.90,mp4a.40.2')).toBe('HEVC(H.265), AAC');
    expect(codecNames('av01.0.04M.08,opus, av01.0.00M.08')).toBe('AV1, Opus');
    expect(codecNames('xyz9.1')).toBe('xyz9.1');
    expect(codecNames('')).toBe('');
});
