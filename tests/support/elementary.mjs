import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { boxes } from './boxes.mjs';
import { run } from './child.mjs';
import { buildFolder } from './folders.mjs';

const rate = 30;
const encoders = {
    hevc: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=30:min-keyint=30:scenecut=0:bframes=0:no-open-gop=1', '-tag:v', 'hvc1'],
    // With pictures in another order than they are shown.
    'hevc-reordered': ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=30:min-keyint=30:scenecut=0:bframes=2:no-open-gop=1', '-tag:v', 'hvc1'],
    av1: ['-c:v', 'libaom-av1', '-cpu-used', '8', '-usage', 'realtime', '-lag-in-frames', '0', '-b:v', '300k', '-g', '30'],
    h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '30', '-x264-params', 'scenecut=0'],
};
const configurations = { hvc1: 'hvcC', av01: 'av1C', avc1: 'avcC' };
const fourCcs = { hevc: 'hvc1', 'hevc-reordered': 'hvc1', av1: 'av01', h264: 'avc1' };

const within = (box, type) => boxes(box).find((each) => each.type === type).body;

/** So many seconds of pictures by ffmpeg, taken out of their container: {fourCc, configuration, pictures: [{key, milliseconds, offset, bytes}]}. */
export async function elementary(codec, seconds = 4) {
    const path = join(buildFolder('test-media'), `elementary-${codec}-${seconds}s.mp4`);
    if (!existsSync(path)) {
        const half = `${path}.${process.pid}.part.mp4`;
        await run('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${rate}:duration=${seconds}`, ...encoders[codec],
            '-movflags', '+frag_every_frame+delay_moov+default_base_moof', half], { env: { ...process.env, SVT_LOG: '0' } });
        renameSync(half, path);
    }
    const all = boxes(await readFile(path));
    const entry = within(within(within(within(within(within(all.find((each) => each.type === 'moov').body, 'trak'), 'mdia'), 'minf'), 'stbl'), 'stsd').subarray(8), fourCcs[codec]);
    const timescale = within(within(within(all.find((each) => each.type === 'moov').body, 'trak'), 'mdia'), 'mdhd').readUInt32BE(12);
    const configuration = within(entry.subarray(78), configurations[fourCcs[codec]]);
    const fragments = all.filter((each) => each.type === 'moof').map(({ body }) => sampleOf(within(body, 'traf')));
    const media = all.filter((each) => each.type === 'mdat');
    const start = fragments[0].time;
    const pictures = media.map(({ body }, i) => ({
        key: i % rate === 0,
        milliseconds: Math.round(((fragments[i].time - start) * 1000) / timescale),
        offset: Math.round((fragments[i].offset * 1000) / timescale),
        bytes: body,
    }));
    return { fourCc: fourCcs[codec], configuration, pictures, rate };
}

// The decoding time and the composition offset of the one sample of a fragment.
function sampleOf(traf) {
    const tfdt = within(traf, 'tfdt');
    const trun = within(traf, 'trun');
    const flags = trun.readUIntBE(1, 3);
    let at = 8;
    if (flags & 1) at += 4;
    if (flags & 4) at += 4;
    for (const bit of [0x100, 0x200, 0x400]) if (flags & bit) at += 4;
    return { time: tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4), offset: flags & 0x800 ? trun.readInt32BE(at) : 0 };
}

/** A picture's message in Enhanced RTMP (v1 and v2 alike): 0 begins a sequence, 1 has a composition time, 3 has none. */
export function enhancedVideo(packetType, fourCc, payload, { key = false, offset = 0 } = {}) {
    const time = Buffer.alloc(packetType === 1 && fourCc !== 'av01' ? 3 : 0);
    if (time.length > 0) time.writeIntBE(offset, 0, 3);
    return Buffer.concat([Buffer.from([0x80 | (key ? 0x10 : 0x20) | packetType]), Buffer.from(fourCc), time, payload]);
}

export function enhancedAudio(packetType, fourCc, payload) {
    return Buffer.concat([Buffer.from([0x90 | packetType]), Buffer.from(fourCc), payload]);
}

/** Sends the pictures over and over in real time, until `stop()`; `by` may publish already. */
export function inRealTime(by, { fourCc, configuration, pictures, rate: pace }) {
    by.video(0, enhancedVideo(0, fourCc, configuration, { key: true }));
    const began = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
        for (; (sent * 1000) / pace <= performance.now() - began; sent += 1) {
            const each = pictures[sent % pictures.length];
            by.video(Math.round((sent * 1000) / pace), enhancedVideo(1, fourCc, each.bytes, { key: each.key, offset: each.offset }));
        }
    }, 15);
    return () => { clearInterval(timer); };
}
