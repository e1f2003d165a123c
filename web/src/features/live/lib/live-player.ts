import Hls, { ErrorDetails, ErrorTypes, Events } from 'hls.js/light';
import type { ErrorData, HlsConfig, LevelUpdatedData } from 'hls.js/light';
import { backBufferEnd } from './back-buffer';
import { CatchUp } from './catch-up';
import { onFrames } from './frame-clock';
import { LiveLine } from './live-line';
import { playNatively } from './native-playback';
import { levelsToLeaveOut, sizeOf, sizesOf, variantsOf } from './qualities';
import { Store } from './store';
import { agreedLatency } from './latency';

/**
 * Plays one low-latency HLS broadcast in a <video> and keeps it close to live.
 *
 * `waiting` = no broadcast at the address yet; `interrupted` = there was one and nothing new
 * arrives. Both look again by themselves until `stop`, as does `incompatible`: the instructor may change the codec.
 */
export type PlayerPhase = 'idle' | 'connecting' | 'waiting' | 'playing' | 'paused' | 'interrupted' | 'unsupported' | 'incompatible';

export interface PlayerState {
    phase: PlayerPhase;
    /** While `incompatible`: what the broadcast is made of and this browser cannot play, as in a CODECS attribute. */
    codecs: string;
    /** Seconds between the encoder's picture and the shown one; null while unknown. */
    latency: number | null;
    /** The browser refused sound without a click; the picture plays silently. */
    silenced: boolean;
    width: number;
    height: number;
    stalls: number;
    rate: number;
    /** The latency that the player works towards, in seconds. */
    target: number;
    /** Sizes of the picture to choose among, largest first; fewer than two: nothing to choose. */
    sizes: readonly number[];
    /** The chosen size; 0: by the line. */
    chosen: number;
}

export interface LivePlayerOptions {
    url: string;
    /** The bytes of an ID3 tag and their media time in seconds. */
    onMetadata?: (tag: Uint8Array, time: number) => void;
    /** A picture of this media time is on the screen. */
    onFrame?: (mediaTime: number) => void;
    /** The media timeline starts anew: times given before mean nothing any more. */
    onTimelineReset?: () => void;
    /** The server refused the playback right (401, 403): get a new cookie before the next attempt. */
    renewRight?: () => Promise<unknown>;
}

const tick_ms = 100;
const retry_ms = [500, 1_000, 1_500, 2_000];
/** The playlist has not grown for so long: the publisher is gone. */
const outage_ms = 4_000;
/** Then the source is opened anew from time to time, as a held playlist request may hang. */
const reopen_ms = 10_000;
/** The playhead stands still with data in the buffer for so long: step over whatever holds it. */
const stuck_ms = 1_200;
/** A playlist silent for longer than this in a stall means that the publisher was silent. */
const jitter_ms = 1_000;
/** Stalls so soon after the first picture are part of beginning. */
const settle_ms = 3_000;
/** Smaller pictures may come and go while a broadcast is on. */
const look_ms = 10_000;
/** So long after a playlist grew its part is appended and the next one is not there yet. */
const quiet_ms = 80;

const settings: Partial<HlsConfig> = {
    lowLatencyMode: true,
    // The catch-up controller of this page sets the speed; two controllers would fight.
    maxLiveSyncPlaybackRate: 1,
    // Each stall would otherwise add a whole second of delay for good.
    liveSyncOnStallIncrease: 0.1,
    // Removed by this page, at a moment when hls.js is not in the middle of something (back-buffer.ts).
    backBufferLength: Infinity,
    maxBufferLength: 8,
    // fMP4 is handed through unchanged: a worker would only cost hops.
    enableWorker: false,
    startFragPrefetch: true,
    // Begin with the best picture: what the line cannot carry is seen within a second.
    abrEwmaDefaultEstimate: 8_000_000,
    nudgeOffset: 0.05,
    // Events are taken from the fragments themselves and shown by frame; cues would need a <track>.
    enableID3MetadataCues: false,
    enableEmsgMetadataCues: false,
    enableDateRangeMetadataCues: false,
    manifestLoadPolicy: quick(),
    playlistLoadPolicy: quick(),
    fragLoadPolicy: quick(),
};

/** Short limits: in a live lecture a late answer is worth nothing, a new question is. */
function quick() {
    return {
        default: {
            maxTimeToFirstByteMs: 8_000,
            maxLoadTimeMs: 12_000,
            timeoutRetry: { maxNumRetry: 2, retryDelayMs: 0, maxRetryDelayMs: 0 },
            errorRetry: { maxNumRetry: 2, retryDelayMs: 300, maxRetryDelayMs: 1_000 },
        },
    };
}

const initial: PlayerState = { phase: 'idle', codecs: '', latency: null, silenced: false, width: 0, height: 0, stalls: 0, rate: 1, target: 0, sizes: [], chosen: 0 };

export class LivePlayer {
    readonly state = new Store<PlayerState>(initial);
    private hls: Hls | null = null;
    private stopNative: (() => void) | null = null;
    private readonly line = new LiveLine();
    private readonly catchUp = new CatchUp();
    private holdBack = 1;
    private ticker: ReturnType<typeof setInterval> | undefined;
    private retryTimer: ReturnType<typeof setTimeout> | undefined;
    private attempts = 0;
    private started = false;
    private openedAt = 0;
    private lookedAt = 0;
    private lastPosition = 0;
    private lastMovedAt = 0;
    private mediaErrors = 0;
    private playingSince = 0;
    /** A stall that goes on: the longest silence of the playlist in it, in ms. */
    private stall: { silence: number } | null = null;
    private stopFrames: (() => void) | null = null;
    private codecs = '';
    private abort: AbortController | null = null;
    private element: HTMLVideoElement | null = null;

    constructor(private readonly options: LivePlayerOptions) {}

    private get video(): HTMLVideoElement {
        if (!this.element) throw new Error('the live player is used before its start');
        return this.element;
    }

    /** Plays into `video` until `stop`; may be started again afterwards. */
    start(video: HTMLVideoElement): void {
        this.stop();
        this.element = video;
        this.abort = new AbortController();
        const listen = { signal: this.abort.signal };
        this.video.addEventListener('playing', () => this.onPlaying(), listen);
        this.video.addEventListener('pause', () => this.onPause(), listen);
        this.video.addEventListener('play', () => this.toLive(), listen);
        this.video.addEventListener('resize', () => this.onResize(), listen);
        this.video.addEventListener('volumechange', () => this.onVolume(), listen);
        this.stopFrames = onFrames(this.video, (time) => this.options.onFrame?.(time));
        this.ticker = setInterval(() => this.tick(), tick_ms);
        this.open();
    }

    stop(): void {
        if (!this.element) return;
        this.abort?.abort();
        clearInterval(this.ticker);
        clearTimeout(this.retryTimer);
        this.stopFrames?.();
        this.close();
        this.element = null;
        this.attempts = 0;
        this.state.set(initial);
    }

    /** Sound on; to be called from a click. */
    unmute(): void {
        if (!this.element) return;
        this.video.muted = false;
        if (this.video.volume === 0) this.video.volume = 1;
        this.state.update({ silenced: false });
        void this.video.play().catch(() => undefined);
    }

    /** Looks for the broadcast now instead of at the next attempt. */
    retryNow(): void {
        if (!this.element || this.state.get().phase === 'playing') return;
        this.attempts = 0;
        this.open();
    }

    /** Plays the picture of this size from the next piece on; 0: whatever the line carries. */
    choose(size: number): void {
        this.state.update({ chosen: size });
        if (!this.hls) return;
        // What came later than the list that is played needs a new one.
        if (this.obey(this.hls)) return;
        if (this.state.get().sizes.includes(size)) this.open();
        else this.state.update({ chosen: 0 });
    }

    /** To the live edge at once. */
    toLive(): void {
        const latency = this.line.latency(this.video.currentTime, performance.now());
        const position = this.hls?.liveSyncPosition;
        if (latency !== null && latency > this.catchUp.target(this.holdBack) + 1.5 && typeof position === 'number' && position > this.video.currentTime) {
            this.video.currentTime = position;
        }
    }

    private open(): void {
        clearTimeout(this.retryTimer);
        this.close();
        this.openedAt = performance.now();
        if (this.state.get().phase === 'idle') this.state.update({ phase: 'connecting' });
        // MSE first: some browsers say "maybe" to native HLS and play it without low latency.
        if (Hls.isSupported()) this.openWithHls();
        else if (this.video.canPlayType('application/vnd.apple.mpegurl')) this.openNatively();
        else this.state.update({ phase: 'unsupported' });
    }

    private openWithHls(): void {
        const hls = new Hls({
            ...settings,
            xhrSetup: (request) => {
                // The playback right is a cookie; the media may come from another allowed origin.
                request.withCredentials = true;
            },
        });
        this.hls = hls;
        hls.on(Events.MANIFEST_LOADED, (_name, data) => { this.codecs = data.levels.map((level) => level.attrs.CODECS ?? '').join(','); });
        hls.on(Events.MANIFEST_PARSED, () => {
            for (const index of levelsToLeaveOut(hls.levels).reverse()) hls.removeLevel(index);
            this.state.update({ sizes: sizesOf(hls.levels) });
            this.lookedAt = performance.now();
            if (!this.obey(hls)) this.state.update({ chosen: 0 });
        });
        hls.on(Events.LEVEL_UPDATED, (_name, data) => this.onLevel(data));
        hls.on(Events.FRAG_PARSING_METADATA, (_name, data) => {
            for (const sample of data.samples) this.options.onMetadata?.(sample.data, sample.pts);
        });
        hls.on(Events.FRAG_BUFFERED, () => {
            this.attempts = 0;
            this.trim(hls);
            if (!this.video.paused || this.started) return;
            void this.play();
        });
        hls.on(Events.ERROR, (_name, data) => this.onError(data));
        hls.attachMedia(this.video);
        hls.loadSource(this.options.url);
    }

    /** Has the chosen picture played; false when the list that is played does not have it. */
    private obey(hls: Hls): boolean {
        const { chosen } = this.state.get();
        const index = chosen === 0 ? -1 : hls.levels.findIndex((level) => sizeOf(level) === chosen);
        if (chosen !== 0 && index < 0) return false;
        hls.loadLevel = index;
        return true;
    }

    /** What is offered now. A list that is played is never asked for again by hls.js. */
    private async look(): Promise<void> {
        try {
            const answer = await fetch(this.options.url, { credentials: 'include' });
            if (answer.ok && this.hls) this.state.update({ sizes: same(this.state.get().sizes, sizesOf(variantsOf(await answer.text()))) });
        } catch {
            // The player itself notices what is wrong with the line.
        }
    }

    private openNatively(): void {
        this.stopNative = playNatively(this.video, this.options.url, {
            onMetadata: (tag, time) => this.options.onMetadata?.(tag, time),
            onError: () => this.again(),
        });
        void this.play();
    }

    private close(): void {
        this.hls?.destroy();
        this.hls = null;
        this.stopNative?.();
        this.stopNative = null;
        this.started = false;
        this.line.reset();
        this.catchUp.reset();
        this.options.onTimelineReset?.();
    }

    private async play(): Promise<void> {
        this.started = true;
        try {
            await this.video.play();
        } catch (refusal) {
            if (!(refusal instanceof DOMException) || refusal.name !== 'NotAllowedError') return;
            this.video.muted = true;
            this.state.update({ silenced: true });
            await this.video.play().catch(() => this.state.update({ phase: 'paused' }));
        }
    }

    private onLevel({ details }: LevelUpdatedData): void {
        this.holdBack = details.partHoldBack || details.holdBack || details.targetduration;
        if (details.advanced) this.line.advance(details.edge, performance.now());
    }

    /** Removes what was shown long ago, while the next part has not begun to arrive. */
    private trim(hls: Hls): void {
        const { buffered, currentTime } = this.video;
        if (buffered.length === 0 || ahead(this.video) < 0.2 || (this.line.age(performance.now()) ?? Infinity) > quiet_ms) return;
        const end = backBufferEnd(buffered.start(0), currentTime);
        if (end !== null) hls.trigger(Events.BUFFER_FLUSHING, { startOffset: 0, endOffset: end, type: null });
    }

    private onPlaying(): void {
        this.attempts = 0;
        this.mediaErrors = 0;
        this.lastMovedAt = performance.now();
        if (this.state.get().phase !== 'playing') this.playingSince = this.lastMovedAt;
        this.state.update({ phase: 'playing' });
    }

    private onPause(): void {
        // A source that is exchanged pauses the element too; only a person's pause counts.
        if (this.hls && this.started && this.state.get().phase === 'playing' && !this.video.ended) this.state.update({ phase: 'paused' });
    }

    private onResize(): void {
        this.state.update({ width: this.video.videoWidth, height: this.video.videoHeight });
    }

    private onVolume(): void {
        if (!this.video.muted) this.state.update({ silenced: false });
    }

    private onError(data: ErrorData): void {
        if (data.details === ErrorDetails.BUFFER_STALLED_ERROR) this.stalled();
        if (!data.fatal) return;
        const code = data.response?.code ?? 0;
        if (data.details === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) {
            this.incompatible();
        } else if (code === 401 || code === 403) {
            void (this.options.renewRight?.() ?? Promise.resolve()).catch(() => undefined).then(() => this.again());
        } else if (data.type === ErrorTypes.MEDIA_ERROR && this.mediaErrors++ < 2) {
            this.hls?.recoverMediaError();
        } else {
            this.again();
        }
    }

    private stalled(): void {
        if (this.stall) return;
        this.stall = { silence: 0 };
        const { stalls, sizes, chosen } = this.state.get();
        this.state.update({ stalls: stalls + 1 });
        // A line that is too slow for the only picture there was: by now there are smaller ones.
        if (this.hls && chosen === 0 && stalls > 0 && sizes.length > sizesOf(this.hls.levels).length) this.again();
    }

    /**
     * The picture moves again. A stall on a stream that went on was the way's jitter, so more is
     * kept in reserve; a publisher's silence, or the first seconds, say nothing about the way.
     */
    private moving(now: number): void {
        const { stall } = this;
        this.stall = null;
        if (stall && stall.silence < jitter_ms && now - this.playingSince > settle_ms) this.catchUp.stalled(now);
    }

    /** The broadcast is not there, or not any more: look again soon. */
    private again(): void {
        if (!this.element) return;
        const { phase } = this.state.get();
        const was = phase === 'playing' || phase === 'paused' || phase === 'interrupted';
        this.state.update({ phase: was ? 'interrupted' : 'waiting', latency: null });
        this.close();
        clearTimeout(this.retryTimer);
        const delay = retry_ms[Math.min(this.attempts++, retry_ms.length - 1)]!;
        this.retryTimer = setTimeout(() => this.open(), delay);
    }

    /** There is a broadcast, but not for this browser. */
    private incompatible(): void {
        this.state.update({ phase: 'incompatible', codecs: this.codecs, latency: null });
        this.close();
        clearTimeout(this.retryTimer);
        this.retryTimer = setTimeout(() => this.open(), reopen_ms);
    }

    private tick(): void {
        const now = performance.now();
        const { video } = this;
        if (this.hls === null) {
            if (this.stopNative) this.state.update({ latency: nativeLatency(video) });
            return;
        }
        this.watch(now);
        if (now - this.lookedAt > look_ms && this.state.get().phase === 'playing') {
            this.lookedAt = now;
            void this.look();
        }
        if (video.paused || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
        const latency = this.line.latency(video.currentTime, now);
        if (latency === null) return;
        if ((this.line.age(now) ?? 0) < outage_ms) this.steer(latency, now);
        const date = this.hls.playingDate;
        const byClock = date ? (Date.now() - date.getTime()) / 1000 : null;
        this.state.update({ latency: Math.round(agreedLatency(latency, byClock) * 100) / 100, rate: video.playbackRate, target: this.catchUp.target(this.holdBack) });
    }

    private steer(latency: number, now: number): void {
        const { video } = this;
        const action = this.catchUp.next({ latency, buffered: ahead(video), holdBack: this.holdBack, now });
        if (action.jump > 0 && !video.seeking) video.currentTime += action.jump;
        if (video.playbackRate !== action.rate) video.playbackRate = action.rate;
    }

    /** Notices a publisher that is gone and a playhead that is stuck. */
    private watch(now: number): void {
        const { video } = this;
        const age = this.line.age(now);
        const { phase } = this.state.get();
        if (this.stall) this.stall.silence = Math.max(this.stall.silence, age ?? Infinity);
        if (video.currentTime !== this.lastPosition) {
            if (!video.seeking) this.moving(now);
            this.lastPosition = video.currentTime;
            this.lastMovedAt = now;
            if (phase === 'interrupted' && age !== null && age < outage_ms && !video.paused && ahead(video) > 0) this.state.update({ phase: 'playing' });
        }
        const silent = age === null ? now - this.openedAt : age;
        if (silent > outage_ms && now - this.lastMovedAt > 1_000 && phase === 'playing') {
            this.state.update({ phase: 'interrupted', latency: null });
        }
        if (silent > reopen_ms) {
            this.again();
            return;
        }
        if (!video.paused && this.started && !video.seeking && silent < outage_ms && now - this.lastMovedAt > stuck_ms) {
            this.lastMovedAt = now;
            this.stalled();
            this.stepOver();
        }
    }

    /** Out of a hole in the buffer, or to where the stream says one should be. */
    private stepOver(): void {
        const { video } = this;
        const next = startAfter(video);
        const position = this.hls?.liveSyncPosition;
        if (next !== null) video.currentTime = next + 0.01;
        else if (ahead(video) > 0.2) video.currentTime += 0.05;
        else if (typeof position === 'number' && Math.abs(position - video.currentTime) > 0.3) video.currentTime = position;
        void video.play().catch(() => undefined);
    }
}

/** The list before, when nothing has changed: what is watched for changes shall see none. */
function same(before: readonly number[], now: number[]): readonly number[] {
    return before.length === now.length && before.every((each, i) => each === now[i]) ? before : now;
}

/** Seconds in the buffer after the playhead. */
function ahead(video: HTMLVideoElement): number {
    const { buffered, currentTime } = video;
    for (let index = 0; index < buffered.length; index++) {
        if (buffered.start(index) <= currentTime + 0.05 && currentTime < buffered.end(index)) return buffered.end(index) - currentTime;
    }
    return 0;
}

/** The start of the next buffered range after the playhead; null when there is none. */
function startAfter(video: HTMLVideoElement): number | null {
    const { buffered, currentTime } = video;
    for (let index = 0; index < buffered.length; index++) {
        if (buffered.start(index) > currentTime) return buffered.start(index);
    }
    return null;
}

function nativeLatency(video: HTMLVideoElement): number | null {
    const start = (video as HTMLVideoElement & { getStartDate?: () => Date }).getStartDate?.().getTime();
    if (start === undefined || Number.isNaN(start)) return null;
    return Math.max(0, Math.round((Date.now() - start) / 10 - video.currentTime * 100) / 100);
}
