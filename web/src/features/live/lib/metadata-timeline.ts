/**
 * Brings events to the page at their moment of the picture.
 *
 * Events come on two ways: inside the medium (with a media time, usually before that time is
 * shown, and again when a part's parent segment or a seek loads the same bytes twice), and over
 * the events socket, which is early and knows no media time. The picture's way is preferred; the
 * socket's copy counts only when the picture did not bring the event within a grace time.
 * Every event is handed out exactly once.
 */

export interface TimedEvent {
    id: string;
}

export interface TimelineOptions<E extends TimedEvent> {
    fire: (event: E, by: 'picture' | 'socket') => void;
    /** How long the socket's copy waits for the picture's, in ms. */
    graceMs?: () => number;
    schedule?: (run: () => void, ms: number) => unknown;
    cancel?: (handle: unknown) => void;
}

/** How much later a copy that waits in the queue for its picture may become, in ms, before the socket's copy goes first. */
const longest_wait_ms = 8_000;
const remembered = 500;

export class MetadataTimeline<E extends TimedEvent> {
    private queue: { time: number; event: E }[] = [];
    private readonly waiting = new Map<string, unknown>();
    private readonly fired = new Set<string>();
    private readonly schedule: (run: () => void, ms: number) => unknown;
    private readonly cancel: (handle: unknown) => void;

    constructor(private readonly options: TimelineOptions<E>) {
        this.schedule = options.schedule ?? ((run, ms) => setTimeout(run, ms));
        this.cancel = options.cancel ?? ((handle) => clearTimeout(handle as ReturnType<typeof setTimeout>));
    }

    /** The medium holds `event` at `time` (seconds of the media timeline). */
    fromPicture(event: E, time: number): void {
        if (this.fired.has(event.id) || this.queue.some((entry) => entry.event.id === event.id)) return;
        const place = this.queue.findIndex((entry) => entry.time > time);
        this.queue.splice(place < 0 ? this.queue.length : place, 0, { time, event });
    }

    /** The socket brought `event`. */
    fromSocket(event: E): void {
        if (this.fired.has(event.id) || this.waiting.has(event.id)) return;
        this.wait(event, this.options.graceMs?.() ?? 2_000, 0);
    }

    /** The picture of media time `time` (seconds) is on the screen; half a frame early counts as the same frame. */
    show(time: number, halfFrame = 0.008): void {
        while (this.queue.length > 0 && this.queue[0]!.time <= time + halfFrame) {
            this.hand(this.queue.shift()!.event, 'picture');
        }
    }

    /** Forgets what waits for media times of a timeline that is gone; the socket's copies still come. */
    clearQueue(): void {
        this.queue = [];
    }

    dispose(): void {
        for (const handle of this.waiting.values()) this.cancel(handle);
        this.waiting.clear();
        this.queue = [];
    }

    private wait(event: E, ms: number, waited: number): void {
        const handle = this.schedule(() => {
            this.waiting.delete(event.id);
            if (this.fired.has(event.id)) return;
            const queued = this.queue.some((entry) => entry.event.id === event.id);
            if (queued && waited + ms < longest_wait_ms) this.wait(event, 1_000, waited + ms);
            else this.hand(event, 'socket');
        }, ms);
        this.waiting.set(event.id, handle);
    }

    private hand(event: E, by: 'picture' | 'socket'): void {
        if (this.fired.has(event.id)) return;
        this.fired.add(event.id);
        if (this.fired.size > remembered) this.fired.delete(this.fired.values().next().value!);
        this.queue = this.queue.filter((entry) => entry.event.id !== event.id);
        const handle = this.waiting.get(event.id);
        if (handle !== undefined) this.cancel(handle);
        this.waiting.delete(event.id);
        this.options.fire(event, by);
    }
}
