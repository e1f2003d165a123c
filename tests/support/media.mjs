import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './child.mjs';
import { buildFolder } from './folders.mjs';

/** An MP4 (H.264, AAC) of so many seconds that a browser can play and seek in. Made once, kept in build/. */
export async function videoFile(seconds = 12) {
    const path = join(buildFolder('test-media'), `lesson-${seconds}s.mp4`);
    if (!existsSync(path)) {
        const half = `${path}.${randomUUID()}.part.mp4`; // another may make it at this moment, in this process, too
        await run('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=640x360:rate=30:duration=${seconds}`,
            '-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`,
            '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '30', '-b:v', '2M', '-minrate', '2M', '-maxrate', '2M', '-bufsize', '2M', '-nal-hrd', 'cbr',
            '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', half]);
        renameSync(half, path);
    }
    return path;
}

export async function videoBytes(seconds = 12) {
    return readFile(await videoFile(seconds));
}

/** A small, valid PDF of one page. */
export function pdfBytes(text = 'Ahimmoyak') {
    const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
    const objects = [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ];
    let out = '%PDF-1.4\n';
    const places = objects.map((object, i) => {
        const place = out.length;
        out += `${i + 1} 0 obj\n${object}\nendobj\n`;
        return place;
    });
    const table = out.length;
    out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((each) => `${String(each).padStart(10, '0')} 00000 n \n`).join('')}`;
    out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
    return Buffer.from(out, 'latin1');
}

const pattern = (size, rate, seconds) => ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`];
const tone = (seconds) => ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=44100:duration=${seconds}`];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Short videos of many kinds: what ffmpeg is told, and what is known of each. */
export const clips = {
    'h264-aac.mp4': { make: [...pattern('320x180', 25, 2), ...tone(2), ...h264, '-c:a', 'aac', '-movflags', '+faststart'], copied: true },
    'h264-aac-end.mp4': { make: [...pattern('320x180', 25, 2), ...tone(2), ...h264, '-bf', '2', '-c:a', 'aac'], copied: true },
    'h264-pcm.mov': { make: [...pattern('320x180', 25, 2), ...tone(2), ...h264, '-c:a', 'pcm_s16le'], copied: true },
    'h264-aac.mkv': { make: [...pattern('320x180', 25, 2), ...tone(2), ...h264, '-bf', '2', '-c:a', 'aac'], copied: true },
    'hevc.mp4': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-c:a', 'aac'] },
    'hevc-10bit.mkv': { make: [...pattern('320x180', 15, 2), '-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-x265-params', 'log-level=none'], silent: true },
    'vp9-opus.webm': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-c:a', 'libopus'] },
    'vp8-vorbis.webm': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'] },
    'av1-opus.mkv': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'libsvtav1', '-preset', '12', '-c:a', 'libopus'] },
    'mpeg4-mp3.avi': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'mpeg4', '-c:a', 'libmp3lame'] },
    'mjpeg-pcm.avi': { make: [...pattern('320x180', 15, 2), ...tone(2), '-c:v', 'mjpeg', '-c:a', 'pcm_s16le'] },
    'no-sound.mp4': { make: [...pattern('320x180', 25, 2), ...h264], silent: true, copied: true },
    'variable-rate.mp4': { make: ['-f', 'lavfi', '-i', "testsrc2=size=320x180:rate=30:duration=3,select='not(mod(n,3))+gt(n,45)'", ...tone(3), '-vsync', 'vfr', ...h264, '-c:a', 'aac'], seconds: 3, copied: true },
    'variable-rate.webm': { make: ['-f', 'lavfi', '-i', "testsrc2=size=320x180:rate=30:duration=3,select='not(mod(n,3))+gt(n,45)'", ...tone(3), '-vsync', 'vfr', '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus'], seconds: 3 },
    'rotated.mp4': { make: ['-i', 'no-sound.mp4', '-c', 'copy', '-metadata:s:v', 'rotate=90'], silent: true, size: [180, 320] },
    'interlaced.mkv': { make: [...pattern('320x180', 25, 2), ...h264, '-flags', '+ildct+ilme', '-x264opts', 'tff=1'], silent: true },
    'anamorphic.mkv': { make: [...pattern('240x180', 25, 2), ...h264, '-vf', 'setsar=4/3'], silent: true, size: [320, 180] },
    'fast.mp4': { make: [...pattern('320x180', 120, 1), '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'], seconds: 1, silent: true },
};

/** A file of `clips`, made once and kept in build/. */
export async function clip(name) {
    const folder = buildFolder('test-media');
    const path = join(folder, name);
    if (existsSync(path)) return readFile(path);
    const { make } = clips[name];
    const from = make.indexOf('-i') === 0 ? make[1] : undefined;
    if (from) await clip(from);
    const half = join(folder, `${process.pid}.part.${name}`);
    await run('ffmpeg', ['-loglevel', 'error', '-y', ...(from ? ['-i', join(folder, from), ...make.slice(2)] : make), half]);
    renameSync(half, path);
    return readFile(path);
}

/** Files that claim to be videos. `reason` is what the lesson says of them. */
export const hostile = {
    'cut short': { reason: 'NOT_A_VIDEO', bytes: async () => (await clip('h264-aac-end.mp4')).subarray(0, 20_000) },
    'zeros behind a header': { reason: 'NOT_A_VIDEO', bytes: () => Buffer.concat([Buffer.from('\0\0\0\x20ftypisom\0\0\0\0isomiso2avc1mp41', 'latin1'), Buffer.alloc(100_000)]) },
    'a picture as large as a house': { reason: 'TOO_LARGE', bytes: async () => withDimensions(await clip('h264-aac.mp4'), 16_000, 16_000) },
    'no picture': { reason: 'NO_PICTURE', bytes: () => soundOnly() },
    'noise where pictures should be': { reason: 'BROKEN', bytes: async () => noisy(await clip('hevc.mp4')) },
};

// The sample entry of the track says how large its pictures are: both in the moov, before which nothing is decoded.
function withDimensions(bytes, width, height) {
    const made = Buffer.from(bytes);
    const entry = made.indexOf('avc1', made.indexOf('stsd'));
    made.writeUInt16BE(width, entry + 28);
    made.writeUInt16BE(height, entry + 30);
    const configuration = made.indexOf('avcC');
    made.fill(0, configuration + 4, configuration + 12);
    return made;
}

function noisy(bytes) {
    const made = Buffer.from(bytes);
    const from = made.indexOf('mdat') + 4;
    const to = made.indexOf('moov', from) > 0 ? made.indexOf('moov', from) - 4 : made.length;
    for (let i = from, seed = 1; i < to; i += 1) { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; made[i] = seed >> 16; }
    return made;
}

async function soundOnly() {
    const path = join(buildFolder('test-media'), 'sound-only.mp4');
    if (!existsSync(path)) await run('ffmpeg', ['-loglevel', 'error', '-y', ...tone(1), '-c:a', 'aac', path]);
    return readFile(path);
}
