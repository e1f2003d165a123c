import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './child.mjs';
import { buildFolder } from './folders.mjs';

/** An MP4 (H.264, AAC) of so many seconds that a browser can play and seek in. Made once, kept in build/. */
export async function videoFile(seconds = 12) {
    const path = join(buildFolder('test-media'), `lesson-${seconds}s.mp4`);
    if (!existsSync(path)) {
        const half = `${path}.${process.pid}.part.mp4`;
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
