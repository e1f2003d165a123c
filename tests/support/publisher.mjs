import { Child } from './child.mjs';

/** Where a lecture's broadcast goes, from what the manager was told. */
export function ingestAddress({ ingestEndpoint, streamKey }) {
    return `${ingestEndpoint.replace(/\/$/, '')}/${streamKey}`;
}

/** A real publisher: ffmpeg sending H.264 and AAC over RTMP in real time, or slower by `pace`, a key frame each second. */
export function publish(address, { size = '320x180', rate = 30, seconds, pace = 1, sound = true, flags = [] } = {}) {
    return new Child('ffmpeg', ['-hide_banner', '-loglevel', 'warning', '-nostdin', '-readrate', String(pace),
        '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`,
        ...(sound ? ['-readrate', String(pace), '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'] : []),
        '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p',
        '-g', String(rate), '-keyint_min', String(rate), '-sc_threshold', '0', '-b:v', '400k',
        ...(sound ? ['-c:a', 'aac', '-b:a', '64k'] : []), ...(seconds ? ['-t', String(seconds)] : []), ...flags, '-f', 'flv', address]);
}
