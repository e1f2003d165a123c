import { sound_rate } from './quality';

/** The voice and the screen's own sound in one; silence while there is neither, so that the broadcast always has sound. */
export class SoundMixer {
    private readonly context = new AudioContext({ sampleRate: sound_rate, latencyHint: 'interactive' });
    private readonly out = this.context.createMediaStreamDestination();
    private readonly voice = this.context.createGain();
    private readonly meter = this.context.createAnalyser();
    private readonly samples: Float32Array<ArrayBuffer>;
    private readonly sources: Partial<Record<'microphone' | 'screen', MediaStreamAudioSourceNode | undefined>> = {};

    constructor() {
        this.meter.fftSize = 1024;
        this.samples = new Float32Array(this.meter.fftSize);
        this.voice.connect(this.meter);
        this.voice.connect(this.out);
        // Keeps the destination ticking while nothing is connected.
        const silence = this.context.createConstantSource();
        silence.offset.value = 0;
        silence.connect(this.out);
        silence.start();
    }

    get track(): MediaStreamTrack {
        const [track] = this.out.stream.getAudioTracks();
        if (!track) throw new Error('the mixer has no track');
        return track;
    }

    resume(): void { void this.context.resume(); }

    set(source: 'microphone' | 'screen', stream: MediaStream | null): void {
        this.sources[source]?.disconnect();
        this.sources[source] = undefined;
        if (!stream || stream.getAudioTracks().length === 0) return;
        const node = this.context.createMediaStreamSource(stream);
        node.connect(source === 'microphone' ? this.voice : this.out);
        this.sources[source] = node;
        this.resume();
    }

    set muted(yes: boolean) { this.voice.gain.setTargetAtTime(yes ? 0 : 1, this.context.currentTime, 0.01); }

    /** Loudness of the voice now: 0 is silence (−60 dB and less), 1 as loud as it gets. */
    level(): number {
        this.meter.getFloatTimeDomainData(this.samples);
        let sum = 0;
        for (const each of this.samples) sum += each * each;
        const decibels = 10 * Math.log10(sum / this.samples.length + 1e-12);
        return Math.min(1, Math.max(0, 1 + decibels / 60));
    }

    close(): void { void this.context.close(); }
}
