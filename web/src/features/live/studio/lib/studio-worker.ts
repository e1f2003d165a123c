import { Composer } from './composer';
import { PictureEncoder, SoundEncoder } from './encoders';
import { Link } from './link';
import { quiet, type FromWorker, type ToWorker } from './messages';
import { frame_rate, presets, type QualityName } from './quality';

// Draws, encodes and sends away from the page, which may be busy, and from its timers, which sleep in the background.
const page = self as unknown as { postMessage: (told: FromWorker) => void; onmessage: (event: MessageEvent<ToWorker>) => void };

const composer = new Composer();
const link = new Link({
    askToken: () => { page.postMessage({ tell: 'token' }); },
    changed: (phase, problem) => {
        if (phase === 'off') close();
        page.postMessage({ tell: 'phase', phase, problem });
    },
});
let quality: QualityName = 'medium';
let pictures: PictureEncoder | null = null;
let sounds: SoundEncoder | null = null;
let ticker: ReturnType<typeof setInterval> | undefined;
let reporter: ReturnType<typeof setInterval> | undefined;

function close(): void {
    pictures?.close();
    sounds?.close();
    [pictures, sounds] = [null, null];
    clearInterval(reporter);
    page.postMessage({ tell: 'stats', stats: quiet });
}

function open(name: string): void {
    close();
    const failed = () => { link.stop('encoder'); };
    link.bitrate = presets[quality].bitrate;
    try {
        pictures = new PictureEncoder(quality, { setup: (description) => { link.setup('video', description); }, chunk: (chunk, at) => { link.picture(chunk, at); }, failed });
        sounds = new SoundEncoder({ setup: (description) => { link.setup('audio', description); }, chunk: (chunk, at) => { link.sound(chunk, at); }, failed });
    } catch {
        failed();
        return;
    }
    link.start(name);
    report();
}

/** Once a second: what was sent, and what held it up. */
function report(): void {
    let [bytes, sent, dropped, skipped] = [link.sentBytes, link.sentPictures, 0, 0];
    reporter = setInterval(() => {
        const [left, leftOut] = [link.gate.dropped, pictures?.skipped ?? 0];
        page.postMessage({
            tell: 'stats',
            stats: {
                bitsPerSecond: (link.sentBytes - bytes) * 8, framesPerSecond: link.sentPictures - sent, dropped: left + leftOut, delayMs: Math.round(link.delayMs),
                slow: link.jammed || (link.open && left > dropped) ? 'network' : leftOut > skipped + 2 ? 'machine' : null,
            },
        });
        [bytes, sent, dropped, skipped] = [link.sentBytes, link.sentPictures, left, leftOut];
    }, 1_000);
}

async function listen(frames: ReadableStream<AudioData>): Promise<void> {
    const reader = frames.getReader();
    for (;;) {
        const next = await reader.read().catch(() => undefined);
        if (!next || next.done) return;
        sounds?.encode(next.value);
        next.value.close();
    }
}

function tick(): void {
    const stage = composer.draw();
    pictures?.encode(stage, link.open && !link.jammed && link.gate.wantsKey(link.waiting));
}

page.onmessage = ({ data }) => {
    switch (data.do) {
    case 'preview':
        composer.caption = data.caption;
        composer.show(data.canvas);
        ticker ??= setInterval(tick, 1_000 / frame_rate);
        break;
    case 'picture': composer.feed(data.source, data.frames); break;
    case 'sound': void listen(data.frames); break;
    case 'layout': composer.layout = data.layout; break;
    case 'quality':
        quality = data.quality;
        composer.size(quality);
        break;
    case 'start': open(data.name); break;
    case 'stop': link.stop(); break;
    case 'token': link.use(data.endpoint, data.token); break;
    case 'refused': link.refused(data.ending); break;
    }
};
