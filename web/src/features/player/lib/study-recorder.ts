/**
 * Notes which stretches of a medium were really played: samples in, stretches out. A seek, another
 * rate, a pause and looking away each begin another stretch.
 */
export interface Sample {
    /** A clock that never jumps, in milliseconds. */
    at: number;
    /** The place in the medium, in seconds. */
    media: number;
    rate: number;
    playing: boolean;
    visible: boolean;
}

export interface Stretch {
    /** When it had been played, by the clock of the samples. */
    endedAt: number;
    fromMs: number;
    toMs: number;
    ratePercent: number;
    visible: boolean;
}

/** A medium's clock and the page's do not tick together: so much more, in seconds, is no seek. */
const slack = 0.35;
/** What is not sent yet is bounded: two hours without a network at ten seconds a stretch. */
const most = 720;

export class StudyRecorder {
    private last: Sample | undefined;
    private open: Stretch | undefined;
    private closed: Stretch[] = [];

    sample(now: Sample): void {
        const before = this.last;
        this.last = now;
        if (!before?.playing) return;
        const moved = now.media - before.media;
        if (moved <= 0 || moved > ((now.at - before.at) / 1000) * before.rate + slack) {
            this.close();
            return;
        }
        const piece: Stretch = {
            endedAt: now.at, fromMs: Math.round(before.media * 1000), toMs: Math.round(now.media * 1000),
            ratePercent: Math.round(before.rate * 100), visible: before.visible && now.visible,
        };
        const { open } = this;
        if (open?.toMs === piece.fromMs && open.ratePercent === piece.ratePercent && open.visible === piece.visible) {
            open.toMs = piece.toMs;
            open.endedAt = piece.endedAt;
        } else {
            this.close();
            this.open = piece;
        }
    }

    /** Everything noted since the last call. */
    take(): Stretch[] {
        this.close();
        const taken = this.closed;
        this.closed = [];
        return taken;
    }

    private close(): void {
        if (this.open && this.open.toMs > this.open.fromMs) this.closed.push(this.open);
        this.open = undefined;
        if (this.closed.length > most) this.closed.splice(0, this.closed.length - most);
    }
}
