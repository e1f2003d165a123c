/**
 * Where the live edge of the medium is now, on the media timeline, without trusting anybody's
 * clock: each playlist that grew tells "the medium had reached `edge` when this arrived". The
 * quickest arrival of the last seconds is the best witness; slower ones were late on the way.
 */
export class LiveLine {
    private samples: { offset: number; at: number }[] = [];

    /** @param windowMs how long an arrival counts  @param gapMs a pause after which the past says nothing any more */
    constructor(
        private readonly windowMs = 10_000,
        private readonly gapMs = 1_500,
    ) {}

    /** The playlist has grown to `edge` seconds; `now` in ms of any steady clock. */
    advance(edge: number, now: number): void {
        const last = this.samples.at(-1);
        // After an outage the medium goes on where it stopped, so the old line lies ahead of the truth.
        if (last && now - last.at > this.gapMs) this.samples = [];
        this.samples.push({ offset: edge - now / 1000, at: now });
        while (this.samples.length > 1 && now - this.samples[0]!.at > this.windowMs) this.samples.shift();
    }

    reset(): void {
        this.samples = [];
    }

    /** ms since the playlist last grew; null before the first time. */
    age(now: number): number | null {
        const last = this.samples.at(-1);
        return last ? now - last.at : null;
    }

    /** The live edge in media seconds; null before the first playlist. */
    edge(now: number): number | null {
        if (this.samples.length === 0) return null;
        return Math.max(...this.samples.map((sample) => sample.offset)) + now / 1000;
    }

    /** Seconds from the playhead to the live edge. */
    latency(position: number, now: number): number | null {
        const edge = this.edge(now);
        return edge === null ? null : edge - position;
    }
}
