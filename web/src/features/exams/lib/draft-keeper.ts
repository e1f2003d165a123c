import type { QuestionResponse } from '@/components/question-view';

/** What becomes of an answer on its way to the server. */
export type SaveState = 'saved' | 'saving' | 'waiting';

export interface KeptDraft { response: QuestionResponse; revision: number }
export type Outcome = 'kept' | 'older' | 'over' | 'refused' | 'unreachable';

interface Ways {
    send: (position: number, draft: KeptDraft) => Promise<Outcome>;
    /** Something changed: it is drawn anew. */
    changed: () => void;
    store?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
    pause?: (ms: number) => Promise<void>;
}

interface Heard {
    /** The exam is over; nothing is taken any more. */
    over: () => void;
    /** A newer answer was given on another device. */
    older: (position: number) => void;
}

const retry_ms = 3_000;

/**
 * Keeps what was answered until the server has acknowledged it: one request for each question at a time, always the
 * newest draft, again and again while the server cannot be reached. What waits outlives a reload.
 */
export class DraftKeeper {
    private readonly waiting = new Map<number, KeptDraft>();
    private readonly sending = new Set<number>();
    private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
    private reachable = true;
    private ended = false;
    private heard: Heard | undefined;

    constructor(private readonly key: string, private readonly ways: Ways) {
        for (const [position, draft] of this.stored()) this.waiting.set(position, draft);
    }

    listen(by: Heard): void { this.heard = by; }

    /** What was not acknowledged before the page was loaded anew. */
    left(): ReadonlyMap<number, KeptDraft> { return this.waiting; }

    get offline(): boolean { return !this.reachable; }
    get unsaved(): number { return this.waiting.size; }

    state(position: number): SaveState {
        if (!this.waiting.has(position)) return 'saved';
        return this.reachable ? 'saving' : 'waiting';
    }

    put(position: number, draft: KeptDraft, afterMs: number): void {
        if (this.ended) return;
        this.waiting.set(position, draft);
        this.store();
        clearTimeout(this.timers.get(position));
        this.timers.set(position, setTimeout(() => { this.timers.delete(position); void this.send(position); }, afterMs));
        this.ways.changed();
    }

    /** Sends all that waits now: before handing in, and when the network comes back. */
    async flush(): Promise<boolean> {
        for (const [position, timer] of this.timers) { clearTimeout(timer); this.timers.delete(position); }
        await Promise.all([...this.waiting.keys()].map((position) => this.send(position)));
        return this.waiting.size === 0;
    }

    /** Nothing more is sent; what waited is of no use. */
    end(): void {
        this.ended = true;
        for (const timer of this.timers.values()) clearTimeout(timer);
        this.timers.clear();
        this.waiting.clear();
        this.store();
    }

    /** The page is there (again). */
    resume(): void { this.ended = false; }

    /** The page goes; what waits stays stored. */
    leave(): void {
        this.ended = true;
        for (const timer of this.timers.values()) clearTimeout(timer);
    }

    private async send(position: number): Promise<void> {
        if (this.sending.has(position)) return;
        this.sending.add(position);
        try {
            for (let draft = this.waiting.get(position); draft && !this.ended; draft = this.waiting.get(position)) {
                const outcome = await this.ways.send(position, draft);
                if (this.gone()) return;
                this.reachable = outcome !== 'unreachable';
                if (outcome === 'unreachable') {
                    if (!this.timers.has(position)) this.timers.set(position, setTimeout(() => { this.timers.delete(position); void this.send(position); }, retry_ms));
                    return;
                }
                if (outcome === 'over') { this.end(); this.heard?.over(); return; }
                if (this.waiting.get(position) === draft) this.waiting.delete(position);
                this.store();
                if (outcome === 'older') this.heard?.older(position);
                if (this.timers.has(position)) return; // typed on meanwhile
            }
        } finally {
            this.sending.delete(position);
            this.ways.changed();
        }
    }

    private gone(): boolean { return this.ended; }

    private stored(): [number, KeptDraft][] {
        try { return JSON.parse(this.ways.store?.getItem(this.key) ?? '[]') as [number, KeptDraft][]; } catch { return []; }
    }
    private store(): void {
        try {
            if (this.waiting.size === 0) this.ways.store?.removeItem(this.key);
            else this.ways.store?.setItem(this.key, JSON.stringify([...this.waiting]));
        } catch { /* full, or closed to us: the page itself still has them */ }
    }
}
