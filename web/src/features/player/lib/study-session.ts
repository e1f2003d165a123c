import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Schemas } from '@/lib/api/types';
import type { Stretch } from './study-recorder';

export type Viewing = Schemas['Viewing'];
export type Heartbeats = Schemas['Heartbeats'];
export type BeatsTaken = Schemas['BeatsTaken'];
type Beat = Heartbeats['beats'][number];

/** What a heartbeat signs: see learning/heartbeat.hpp. WebCrypto is missing without TLS, so this is a library's. */
export function signature(key: string, viewing: number, beat: Omit<Beat, 'signature'>): string {
    const text = [viewing, beat.counter, beat.elapsedMs, beat.fromMs, beat.toMs, beat.ratePercent, beat.visible ? 1 : 0].join('.');
    const bytes = hmac(sha256, utf8ToBytes(key), utf8ToBytes(text));
    return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const most_at_once = 100;

/** The heartbeats of one viewing: signed, kept until the server has answered, sent in their order. */
export class StudySession {
    private counter = 0;
    private waiting: Beat[] = [];

    /** @param openedAt when the server's answer came, by the clock of the stretches */
    constructor(private readonly viewing: Viewing, private readonly openedAt: number,
        private readonly post: (viewing: number, body: Heartbeats, leaving: boolean) => Promise<BeatsTaken | undefined>) {}

    add(stretches: Stretch[]): void {
        for (const each of stretches) {
            this.counter += 1;
            const beat = {
                counter: this.counter, elapsedMs: Math.max(0, Math.round(each.endedAt - this.openedAt)), fromMs: each.fromMs, toMs: each.toMs,
                ratePercent: each.ratePercent, visible: each.visible,
            };
            this.waiting.push({ ...beat, signature: signature(this.viewing.key, this.viewing.id, beat) });
        }
    }

    /** Sends what waits and where the page stands; nothing is forgotten before the server has it. */
    async send(positionSeconds: number | undefined, leaving: boolean): Promise<BeatsTaken | undefined> {
        let answer: BeatsTaken | undefined;
        do {
            const beats = this.waiting.slice(0, most_at_once);
            answer = await this.post(this.viewing.id, { beats, ...(positionSeconds === undefined ? {} : { positionSeconds }) }, leaving);
            if (leaving) return answer; // nobody hears the answer: who comes back sends it again
            const last = beats.at(-1)?.counter ?? 0;
            this.waiting = this.waiting.filter((each) => each.counter > last);
        } while (this.waiting.length > 0);
        return answer;
    }
}
