import { frame_rate, presets, sound_bitrate, sound_rate, type QualityName } from './quality';

const microseconds = () => performance.now() * 1000;
const bytesOf = (description: AllowSharedBufferSource) => (ArrayBuffer.isView(description) ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength) : new Uint8Array(description)).slice();

/** Pictures that wait for the encoder beyond this are left out. */
const most_queued = 6;
/** A key frame each second: so long at most does a viewer wait who comes or changes quality. */
const key_every = frame_rate;
const most_filled = 4;
/** A machine that is too slow must not be made slower by key frames. */
const between_forced = frame_rate / 2;

export interface PictureSink {
    setup(description: Uint8Array): void;
    chunk(chunk: EncodedVideoChunk, microseconds: number): void;
    failed(): void;
}

export class PictureEncoder {
    skipped = 0;
    private readonly encoder: VideoEncoder;
    private lastKey = -key_every;
    private last = -1;

    constructor(quality: QualityName, private readonly sink: PictureSink) {
        this.encoder = new VideoEncoder({ output: (chunk, about) => { this.output(chunk, about); }, error: () => { sink.failed(); } });
        const { width, height, bitrate, codec } = presets[quality];
        this.encoder.configure({ codec, width, height, bitrate, framerate: frame_rate, latencyMode: 'realtime', avc: { format: 'avc' } });
    }

    /** The picture of this moment, on the grid of the frame rate so that parts are of one length. */
    encode(stage: OffscreenCanvas, wantKey: boolean): void {
        if (this.encoder.state !== 'configured') return;
        const slot = Math.round((microseconds() * frame_rate) / 1e6);
        if (slot <= this.last) return;
        if (this.encoder.encodeQueueSize > most_queued) { this.skipped += 1; return; }
        // Players throw pictures away from a hole of more than one picture until the next key frame: a short hole is
        // filled with the same picture again, which is nearly no bytes, and a long one ends in a key frame.
        const hole = this.last < 0 ? 0 : slot - this.last - 1;
        if (hole <= most_filled) for (let missed = slot - hole; missed < slot; missed += 1) this.put(stage, missed, false);
        this.put(stage, slot, wantKey || (hole > most_filled && slot - this.lastKey > between_forced));
    }

    private put(stage: OffscreenCanvas, slot: number, wantKey: boolean): void {
        this.last = slot;
        const keyFrame = wantKey || slot - this.lastKey >= key_every;
        if (keyFrame) this.lastKey = slot;
        const picture = new VideoFrame(stage, { timestamp: Math.round((slot * 1e6) / frame_rate) });
        this.encoder.encode(picture, { keyFrame });
        picture.close();
    }

    private output(chunk: EncodedVideoChunk, about?: EncodedVideoChunkMetadata): void {
        const description = about?.decoderConfig?.description;
        if (description) this.sink.setup(bytesOf(description));
        this.sink.chunk(chunk, chunk.timestamp);
    }

    close(): void { if (this.encoder.state !== 'closed') this.encoder.close(); }
}

export interface SoundSink {
    setup(description: Uint8Array): void;
    chunk(chunk: EncodedAudioChunk, microseconds: number): void;
    failed(): void;
}

/** The sound's own clock may differ this much from the page's before it is set anew. */
const most_apart_us = 200_000;

export class SoundEncoder {
    private readonly encoder: AudioEncoder;
    private configured = false;
    /** From the sound's time to the page's. */
    private offset: number | null = null;

    constructor(private readonly sink: SoundSink) {
        this.encoder = new AudioEncoder({ output: (chunk, about) => { this.output(chunk, about); }, error: () => { sink.failed(); } });
    }

    encode(sound: AudioData): void {
        if (this.encoder.state === 'closed') return;
        if (!this.configured) {
            this.configured = true;
            this.encoder.configure({ codec: 'opus', sampleRate: sound_rate, numberOfChannels: sound.numberOfChannels, bitrate: sound_bitrate });
        }
        const end = sound.timestamp + sound.duration;
        const offset = microseconds() - end;
        if (this.offset === null || Math.abs(offset - this.offset) > most_apart_us) this.offset = offset;
        this.encoder.encode(sound);
    }

    private output(chunk: EncodedAudioChunk, about?: EncodedAudioChunkMetadata): void {
        const description = about?.decoderConfig?.description;
        if (description) this.sink.setup(bytesOf(description));
        this.sink.chunk(chunk, chunk.timestamp + (this.offset ?? 0));
    }

    close(): void { if (this.encoder.state !== 'closed') this.encoder.close(); }
}
