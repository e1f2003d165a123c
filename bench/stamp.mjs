// stamp WIDTH HEIGHT FPS SECONDS: raw yuv420p pictures on standard output in real time, each carrying
// the wall clock of the moment it was made: two rows of 20 cells at the top, 32 bits of milliseconds
// and 8 of a check sum, light is one. stampReader(), below, runs in the page and reads it back;
// stampCamera() makes such pictures in a page.
const rows = 2;
const columns = 20;
const salt = 0xa5;

function bitsOf(milliseconds) {
    const value = milliseconds % 2 ** 32;
    const bytes = [24, 16, 8, 0].map((shift) => (value / 2 ** shift) & 0xff);
    const check = bytes.reduce((a, b) => a ^ b, salt);
    return [...bytes, check].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}

async function write(width, height, fps, seconds) {
    const cell = width / columns;
    const frame = Buffer.alloc(width * height * 3 / 2, 128);
    const strip = rows * cell;
    const bar = Math.floor(width / 8);
    const begun = performance.now();
    for (let i = 0; i < seconds * fps; ++i) {
        const due = begun + i * 1000 / fps;
        const early = due - performance.now();
        if (early > 0) await new Promise((r) => setTimeout(r, early));
        else if (early < -1000 / fps) continue; // a camera would have dropped this picture too
        // Something that moves, so that the encoder has work as with a person before the camera.
        const from = (i * 4) % (width - bar);
        for (let y = strip; y < height; y += 1) frame.fill(90, y * width, (y + 1) * width).fill(170 - (y >> 2), y * width + from, y * width + from + bar);
        const bits = bitsOf(Date.now());
        for (let y = 0; y < strip; ++y)
            for (let column = 0; column < columns; ++column)
                frame.fill(bits[Math.floor(y / cell) * columns + column] ? 235 : 16, y * width + column * cell, y * width + (column + 1) * cell);
        if (!process.stdout.write(frame)) await new Promise((r) => process.stdout.once('drain', r));
    }
}

/** For page.evaluate: from now on notes for each picture shown when it was made and shown. */
export function stampReader(video) {
    const width = 640;
    const canvas = new OffscreenCanvas(width, 64);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const noted = { pictures: [], unreadable: 0, waits: 0 };
    globalThis.stampsRead = noted;
    video.addEventListener('waiting', () => { noted.waits += 1; });
    const look = (_, shown) => {
        context.drawImage(video, 0, 0, video.videoWidth, video.videoWidth / 10, 0, 0, width, 64);
        const { data } = context.getImageData(0, 0, width, 64);
        const bytes = [0, 0, 0, 0, 0];
        for (let bit = 0; bit < 40; ++bit) {
            const x = (bit % 20) * 32 + 16;
            const y = bit < 20 ? 16 : 48;
            if (data[(y * width + x) * 4 + 1] > 126) bytes[bit >> 3] |= 0x80 >> (bit & 7);
        }
        const at = Date.now();
        if ((bytes[0] ^ bytes[1] ^ bytes[2] ^ bytes[3] ^ 0xa5) === bytes[4]) {
            const made = ((bytes[0] * 256 + bytes[1]) * 256 + bytes[2]) * 256 + bytes[3];
            noted.pictures.push({ at, latency: (at % 2 ** 32 - made + 2 ** 32) % 2 ** 32 });
        } else {
            noted.unreadable += 1;
        }
        video.requestVideoFrameCallback(look);
        return shown;
    };
    video.requestVideoFrameCallback(look);
}

/** For page.addInitScript: the page's camera is a canvas that carries the wall clock in the same way. */
export function stampCamera({ width, height, fps }) {
    const devices = navigator.mediaDevices;
    if (!devices) return;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (asked) => {
        if (!asked.video) return ask(asked);
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d', { alpha: false });
        const cell = width / 20;
        let shown = 0;
        setInterval(() => {
            context.fillStyle = '#5a5a5a';
            context.fillRect(0, 0, width, height);
            context.fillStyle = '#9a9a9a';
            context.fillRect((shown += 4) % width, 2 * cell, width / 8, height);
            const value = Date.now() % 2 ** 32;
            const bytes = [24, 16, 8, 0].map((shift) => (value / 2 ** shift) & 0xff);
            [...bytes, bytes.reduce((a, b) => a ^ b, 0xa5)].forEach((byte, i) => {
                for (let bit = 0; bit < 8; ++bit) {
                    const at = i * 8 + bit;
                    context.fillStyle = byte & (0x80 >> bit) ? '#fff' : '#000';
                    context.fillRect((at % 20) * cell, Math.floor(at / 20) * cell, cell, cell);
                }
            });
        }, 1000 / fps);
        return Promise.resolve(canvas.captureStream(fps));
    };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
    process.stdout.on('error', () => process.exit(0)); // the encoder has gone
    await write(...process.argv.slice(2).map(Number));
}
