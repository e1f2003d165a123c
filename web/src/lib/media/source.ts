import Hls, { ErrorTypes, Events } from 'hls.js/light';
import type { ErrorData } from 'hls.js/light';

export interface Quality {
    /** As hls.js counts the levels. */
    level: number;
    /** The picture's shorter side: 720 for "720p". */
    size: number;
}

export interface SourceHandlers {
    onQualities: (all: Quality[]) => void;
    /** The level that is played now. */
    onPlayed: (level: number) => void;
    /** The right to play is over: get a new one. */
    renew: () => Promise<unknown>;
    /** It cannot be played this way. */
    onFailed: () => void;
}

/** Renditions by Media Source Extensions, or by the browser itself where it has none (iPhones). */
export class RenditionSource {
    private readonly hls: Hls | undefined;
    private renewedAt = -Infinity;
    private mended = 0;

    constructor(private readonly video: HTMLVideoElement, url: string, private readonly handlers: SourceHandlers) {
        // Chromium says "maybe" to HLS as well, so what we can do ourselves comes first.
        if (!Hls.isSupported()) {
            video.src = url;
            return;
        }
        this.hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true, maxBufferLength: 30, backBufferLength: 60, enableID3MetadataCues: false, enableEmsgMetadataCues: false, enableDateRangeMetadataCues: false });
        this.hls.on(Events.MANIFEST_PARSED, (_, { levels }) => {
            handlers.onQualities(levels.map(({ width, height }, level) => ({ level, size: Math.min(width, height) })));
        });
        this.hls.on(Events.LEVEL_SWITCHED, (_, { level }) => { handlers.onPlayed(level); });
        this.hls.on(Events.ERROR, (_, error) => { this.take(error); });
        this.hls.loadSource(url);
        this.hls.attachMedia(video);
    }

    /** -1: by the line and the size of the picture. */
    choose(level: number): void {
        if (!this.hls) return;
        // Somebody who names a quality wants to see it, however small the picture is.
        this.hls.capLevelToPlayerSize = level < 0;
        this.hls.nextLevel = level;
    }

    stop(): void {
        this.hls?.destroy();
        if (!this.hls) { this.video.removeAttribute('src'); this.video.load(); }
    }

    private take(error: ErrorData): void {
        if (!error.fatal || !this.hls) return;
        const refused = error.response?.code === 403 || error.response?.code === 401;
        if (refused && performance.now() - this.renewedAt > 10_000) {
            this.renewedAt = performance.now();
            void this.handlers.renew().then(() => { this.hls?.startLoad(); }, this.handlers.onFailed);
        } else if (error.type === ErrorTypes.MEDIA_ERROR && this.mended < 2) {
            this.mended += 1;
            this.hls.recoverMediaError();
        } else {
            this.handlers.onFailed();
        }
    }
}
