import type { Presence } from './types';

/** What the trainee's page tells about itself; only the server counts the minutes. */
export interface Watching {
    playing: boolean;
    visible: boolean;
    latencySeconds?: number;
}

export interface PresenceOptions {
    send: (watching: Watching) => Promise<Presence>;
    look: () => Watching;
    told: (presence: Presence) => void;
    everyMs?: number;
    setTimer?: (run: () => void, ms: number) => unknown;
    clearTimer?: (handle: unknown) => void;
}

const usual_ms = 10_000;
/** A change is told at once, but a flickering connection must not flood the server. */
const soonest_ms = 1_000;

/** Sends a heartbeat every ten seconds and soon after playing or visibility changed. */
export class PresenceBeat {
    private timer: unknown;
    private running = false;
    private sending = false;
    private sooner = false;
    private last = '';

    constructor(private readonly options: PresenceOptions) {}

    start(): void {
        if (this.running) return;
        this.running = true;
        void this.beat();
    }

    stop(): void {
        this.running = false;
        this.clear();
    }

    /** Something may have changed; tells it soon if so. */
    changed(): void {
        // Asked many times a second: what is planned already must not be put off each time.
        if (!this.running || this.sooner || this.key() === this.last) return;
        this.plan(soonest_ms);
        this.sooner = true;
    }

    private async beat(): Promise<void> {
        if (!this.running || this.sending) return;
        this.sending = true;
        this.last = this.key();
        try {
            const presence = await this.options.send(this.options.look());
            this.told(presence);
        } catch {
            // The next beat tells it; minutes are counted by the server from what arrives.
        } finally {
            this.sending = false;
            this.plan(this.options.everyMs ?? usual_ms);
        }
    }

    /** The answer may come after the page was left. */
    private told(presence: Presence): void {
        if (this.running) this.options.told(presence);
    }

    private plan(ms: number): void {
        this.clear();
        this.sooner = false;
        if (!this.running) return;
        this.timer = (this.options.setTimer ?? setTimeout)(() => void this.beat(), ms);
    }

    private clear(): void {
        (this.options.clearTimer ?? ((handle) => clearTimeout(handle as ReturnType<typeof setTimeout>)))(this.timer);
    }

    private key(): string {
        const { playing, visible } = this.options.look();
        return `${playing} ${visible}`;
    }
}
