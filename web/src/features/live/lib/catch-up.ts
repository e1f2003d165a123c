/**
 * Holds the playhead at a wished distance from the live edge.
 *
 * hls.js speeds up only while more than a second is buffered, so it sticks near 1.1 s when parts
 * are 0.2 s long. This controller reacts to the distance itself: a gentle change of speed that an
 * ear does not notice, and one jump when the distance is too great for that.
 */

export interface CatchUpInput {
    /** Seconds from the playhead to the live edge. */
    latency: number;
    /** Seconds of medium in the buffer after the playhead. */
    buffered: number;
    /** The wished latency the stream asks for (PART-HOLD-BACK), in seconds. */
    holdBack: number;
    /** ms of a steady clock. */
    now: number;
}

export interface CatchUpAction {
    rate: number;
    /** Seconds to move the playhead forwards at once; 0 = play on. */
    jump: number;
}

const slowest = 0.96;
const fastest = 1.1;
const fastest_far = 1.25;
/** Above this error, in seconds, ten percent are no longer enough to get there soon. */
const far = 0.8;
/** Errors below this, in seconds, are left alone: constant small changes cost sound quality. */
const dead_zone = 0.03;
const gain = 0.25;
/** Jump when the wished place is in the buffer already (costs one picture) … */
const jump_buffered = 1;
/** … or when it is so far that catching up by speed would take half a minute. */
const jump_unbuffered = 4;
const jump_pause_ms = 6_000;
/** Never speed up into an empty buffer, in seconds. */
const thin = 0.12;
const stall_penalty = 0.15;
const most_penalty = 1.2;
/** So long without a stall until the reserve shrinks, a step every `forgive_every_ms`; twice as long after each shrinking that proved wrong. */
const forgive_after_ms = 15_000;
const most_patience_ms = 240_000;
const forgive_every_ms = 3_000;
const forgive_step = 0.05;

export class CatchUp {
    private penalty = 0;
    private patience = forgive_after_ms;
    private shrank = false;
    private rate = 1;
    private lastStall = -Infinity;
    private lastForgiven = -Infinity;
    private lastJump = -Infinity;

    /** The wished latency now, in seconds: what the stream asks for and a reserve learnt from stalls. */
    target(holdBack: number): number {
        return holdBack + this.penalty;
    }

    /** The picture stood still for want of data: keep more in reserve for a while. */
    stalled(now: number): void {
        this.penalty = Math.min(most_penalty, this.penalty + stall_penalty);
        if (this.shrank) this.patience = Math.min(most_patience_ms, this.patience * 2);
        this.shrank = false;
        this.lastStall = now;
        this.lastForgiven = now;
    }

    reset(): void {
        this.penalty = 0;
        this.patience = forgive_after_ms;
        this.shrank = false;
        this.rate = 1;
        this.lastJump = -Infinity;
    }

    next({ latency, buffered, holdBack, now }: CatchUpInput): CatchUpAction {
        this.forgive(now);
        const error = latency - this.target(holdBack);
        const inBuffer = buffered - error > thin;
        if (now - this.lastJump > jump_pause_ms && (error > jump_unbuffered || (error > jump_buffered && inBuffer))) {
            this.lastJump = now;
            this.rate = 1;
            return { rate: 1, jump: error };
        }
        this.rate = this.smooth(this.wishedRate(error, buffered));
        return { rate: this.rate, jump: 0 };
    }

    private wishedRate(error: number, buffered: number): number {
        if (Math.abs(error) < dead_zone) return 1;
        const top = error > far ? fastest_far : fastest;
        const wished = Math.min(top, Math.max(slowest, 1 + gain * error));
        return wished > 1 && buffered < thin ? 1 : wished;
    }

    /** Steps of one percent, and no change for less than that, so that the sound is not retuned all the time. */
    private smooth(wished: number): number {
        if (wished === 1) return Math.abs(this.rate - 1) < 0.005 ? 1 : step(this.rate, 1);
        return Math.abs(wished - this.rate) < 0.01 ? this.rate : step(this.rate, wished);
    }

    private forgive(now: number): void {
        if (this.penalty === 0 || now - this.lastStall < this.patience || now - this.lastForgiven < forgive_every_ms) return;
        this.lastForgiven = now;
        this.shrank = true;
        this.penalty = Math.max(0, this.penalty - forgive_step);
    }
}

function step(from: number, to: number): number {
    const change = Math.max(-0.05, Math.min(0.05, to - from));
    return Math.round((from + change) * 100) / 100;
}
