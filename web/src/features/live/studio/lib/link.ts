import { GopGate } from './gop-gate';
import type { AirPhase, AirProblem } from './messages';
import { endingOf, frame, framed, hello, kinds, ping, type Ending, type Told } from './protocol';
import { frame_rate } from './quality';

const delays_ms = [300, 700, 1_500, 3_000, 5_000];
/** Our own line, torn a moment ago, may still hold the lecture: the server lets go after 3 s of silence. */
const own_silence_ms = 12_000;
const ping_ms = 1_000;
/** Nothing heard for so long: the line is dead, though nobody says so. */
const deaf_ms = 6_000;

export interface LinkOptions {
    askToken: () => void;
    changed: (phase: AirPhase, problem: AirProblem | null) => void;
    connect?: (url: string, token: string) => WebSocket;
}

/** The line to the server: connects, sends what the encoders make, and comes back by itself. */
export class Link {
    readonly gate = new GopGate(200_000);
    phase: AirPhase = 'off';
    delayMs = 0;
    sentBytes = 0;
    sentPictures = 0;
    private socket: WebSocket | null = null;
    private accepted = false;
    private attempt = 0;
    private wasOn = false;
    private lostAt = 0;
    private heardAt = 0;
    /** A ping with this mark or a later one has passed what jammed the line. */
    private jammedUntil: number | null = null;
    private retry: ReturnType<typeof setTimeout> | undefined;
    private pinger: ReturnType<typeof setInterval> | undefined;
    private name = '';
    private videoSetup: Uint8Array | null = null;
    private audioSetup: Uint8Array | null = null;

    constructor(private readonly options: LinkOptions) {}

    get waiting(): number { return this.socket?.bufferedAmount ?? 0; }
    get open(): boolean { return this.accepted; }
    /** The network is too slow at this moment. */
    get jammed(): boolean { return this.jammedUntil !== null; }

    set bitrate(bitsPerSecond: number) { this.gate.limit = (bitsPerSecond / 8) * 0.7; }

    start(name: string): void {
        this.name = name;
        this.attempt = 0;
        this.wasOn = false;
        this.gate.dropped = 0;
        this.enter('connecting');
        this.options.askToken();
    }

    stop(problem: AirProblem | null = null): void {
        clearTimeout(this.retry);
        if (this.accepted) this.send(framed(kinds.bye, new Uint8Array()));
        this.drop(1000);
        this.enter('off', problem);
    }

    /** The page got a token. */
    use(endpoint: string, token: string): void {
        if (this.phase === 'off' || this.socket) return;
        const socket = this.options.connect?.(endpoint, token) ?? new WebSocket(endpoint, token);
        this.socket = socket;
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => { this.send(hello(frame_rate, this.name)); };
        socket.onmessage = ({ data }) => { if (typeof data === 'string') this.hear(data); };
        socket.onclose = ({ code }) => { this.lost(endingOf(code)); };
    }

    /** The page got none: for good, or for the moment. */
    refused(ending?: Ending): void {
        if (this.phase === 'off') return;
        if (ending) this.stop(ending);
        else this.again();
    }

    setup(kind: 'video' | 'audio', description: Uint8Array): void {
        if (kind === 'video') this.videoSetup = description;
        else this.audioSetup = description;
        if (this.accepted) this.send(framed(kind === 'video' ? kinds.videoSetup : kinds.audioSetup, description));
    }

    picture(chunk: EncodedVideoChunk, microseconds: number): void {
        const key = chunk.type === 'key';
        if (!this.accepted || !this.videoSetup || !this.gate.admit(key, this.jammed ? Infinity : this.waiting)) return;
        const made = frame(kinds.picture, chunk.byteLength, microseconds, key);
        chunk.copyTo(made.payload);
        this.send(made.bytes);
        this.sentPictures += 1;
    }

    sound(chunk: EncodedAudioChunk, microseconds: number): void {
        if (!this.accepted || !this.audioSetup) return;
        const made = frame(kinds.sound, chunk.byteLength, microseconds);
        chunk.copyTo(made.payload);
        this.send(made.bytes);
    }

    private send(bytes: Uint8Array<ArrayBuffer>): void {
        if (this.socket?.readyState !== 1) return;
        this.socket.send(bytes);
        this.sentBytes += bytes.length;
    }

    private hear(text: string): void {
        this.heardAt = performance.now();
        const told = JSON.parse(text) as Told;
        if (told.type === 'accepted') this.begin();
        else if (told.type === 'behind') this.jammedUntil ??= performance.now();
        else if (told.type === 'pong') {
            this.delayMs = Math.max(0, performance.now() - told.mark);
            if (this.jammedUntil !== null && told.mark >= this.jammedUntil) this.jammedUntil = null;
        }
    }

    private begin(): void {
        this.accepted = true;
        this.attempt = 0;
        this.wasOn = true;
        this.jammedUntil = null;
        this.gate.shut();
        if (this.videoSetup) this.send(framed(kinds.videoSetup, this.videoSetup));
        if (this.audioSetup) this.send(framed(kinds.audioSetup, this.audioSetup));
        this.pinger = setInterval(() => {
            if (performance.now() - this.heardAt > deaf_ms) this.lost();
            else this.send(ping(performance.now()));
        }, ping_ms);
        this.enter('on');
    }

    private lost(ending?: Ending): void {
        if (this.phase === 'on') this.lostAt = performance.now();
        this.drop(1000);
        if (this.phase === 'off') return;
        const ownLine = ending === 'occupied' && this.wasOn && performance.now() - this.lostAt < own_silence_ms;
        if (ending && !ownLine) this.stop(ending);
        else this.again();
    }

    private again(): void {
        this.enter(this.wasOn ? 'reconnecting' : 'connecting');
        const delay = delays_ms[Math.min(this.attempt, delays_ms.length - 1)] ?? 0;
        this.attempt += 1;
        clearTimeout(this.retry);
        this.retry = setTimeout(() => { this.options.askToken(); }, delay);
    }

    private drop(code: number): void {
        clearInterval(this.pinger);
        const { socket } = this;
        this.socket = null;
        this.accepted = false;
        if (!socket) return;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close(code);
    }

    private enter(phase: AirPhase, problem: AirProblem | null = null): void {
        if (phase === this.phase && problem === null) return;
        this.phase = phase;
        this.options.changed(phase, problem);
    }
}
