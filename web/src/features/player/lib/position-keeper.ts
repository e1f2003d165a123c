/**
 * Keeps the place of a video on the server: every ten seconds of playing, at a pause, and when
 * the page is hidden or left. Only a changed place is sent, and never two requests at once.
 */
export interface KeeperOptions {
    /** Gets whole seconds; `leaving`: the page goes away, so the request must outlive it. */
    save: (seconds: number, leaving: boolean) => Promise<unknown>;
    position: () => number;
    everyMs?: number;
}

const usual_ms = 10_000;
/** Places closer than this, in seconds, are the same place. */
const same_place = 1;

export class PositionKeeper {
    private timer: ReturnType<typeof setInterval> | undefined;
    private saved: number;
    private sending = false;

    /** @param start the place the server knows already */
    constructor(private readonly options: KeeperOptions, start: number) {
        this.saved = start;
    }

    playing(): void {
        clearInterval(this.timer);
        this.timer = setInterval(() => void this.keep(false), this.options.everyMs ?? usual_ms);
    }

    paused(): void {
        clearInterval(this.timer);
        void this.keep(false);
    }

    leaving(): void {
        void this.keep(true);
    }

    stop(): void {
        clearInterval(this.timer);
        void this.keep(true);
    }

    private async keep(leaving: boolean): Promise<void> {
        const place = this.options.position();
        if (!Number.isFinite(place) || Math.abs(place - this.saved) < same_place || (this.sending && !leaving)) return;
        const before = this.saved;
        this.saved = place;
        this.sending = true;
        try {
            await this.options.save(Math.floor(place), leaving);
        } catch {
            // Not stored: the next time sends it again.
            if (this.saved === place) this.saved = before;
        } finally {
            this.sending = false;
        }
    }
}

/** Where to begin: at the kept place, but not in the last seconds, from where only the end would be seen. */
export function resumeAt(position: number, duration: number): number {
    if (!Number.isFinite(duration) || duration <= 0) return Math.max(0, position);
    return position > 3 && position < duration - 5 ? position : 0;
}
