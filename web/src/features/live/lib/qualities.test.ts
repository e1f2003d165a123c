import { describe, expect, it } from 'vitest';
import { levelsToLeaveOut, sizesOf, variantsOf } from './qualities';

const text = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=30
video.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=300000,CODECS="avc1.4d400d,mp4a.40.2",RESOLUTION=320x180,FRAME-RATE=30
r180/video.m3u8
`;

describe('qualities', () => {
    it('are read from the multivariant playlist', () => {
        expect(variantsOf(text)).toEqual([{ uri: 'video.m3u8', width: 640, height: 360 }, { uri: 'r180/video.m3u8', width: 320, height: 180 }]);
        expect(sizesOf(variantsOf(text))).toEqual([360, 180]);
        expect(variantsOf('#EXTM3U\n')).toEqual([]);
        expect(sizesOf([{ width: 0, height: 0 }])).toEqual([]);
    });

    it('name a portrait picture by its width', () => {
        expect(sizesOf([{ width: 720, height: 1280 }])).toEqual([720]);
    });

    it('leave the AAC of the same picture out when nothing smaller has AAC', () => {
        expect(levelsToLeaveOut([{ width: 1280, height: 720, audioCodec: 'opus' }, { width: 1280, height: 720, audioCodec: 'mp4a.40.2' }])).toEqual([1]);
    });

    it('leave Opus out when smaller pictures have AAC', () => {
        expect(levelsToLeaveOut([{ width: 640, height: 360, audioCodec: 'mp4a.40.2' }, { width: 1280, height: 720, audioCodec: 'opus' }, { width: 1280, height: 720, audioCodec: 'mp4a.40.2' }])).toEqual([1]);
    });

    it('leave nothing out where only one sound is', () => {
        expect(levelsToLeaveOut([{ width: 640, height: 360 }, { width: 320, height: 180 }])).toEqual([]);
        expect(levelsToLeaveOut([{ width: 640, height: 360, audioCodec: 'opus' }])).toEqual([]);
    });
});
