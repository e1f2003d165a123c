import { createHmac } from 'node:crypto';

/** A page on which a trainee studies: it tells what it plays as the page of the product does. */
export class StudyPage {
    static async open(trainee, contentId, courseProvideId) {
        const viewing = (await trainee.post(`/v1/learning/contents/${contentId}/viewings`, { courseProvideId })).is(201).body;
        return new StudyPage(trainee, viewing);
    }

    constructor(trainee, viewing) {
        this.trainee = trainee;
        this.viewing = viewing;
        this.openedAt = performance.now();
        this.counter = 0;
    }

    /** A signed heartbeat; whatever is given replaces what an honest page would say. */
    beat(fromMs, toMs, { key = this.viewing.key, ratePercent = 100, visible = true, counter = this.counter += 1, elapsedMs = Math.round(performance.now() - this.openedAt) } = {}) {
        const text = [this.viewing.id, counter, elapsedMs, fromMs, toMs, ratePercent, visible ? 1 : 0].join('.');
        return { counter, elapsedMs, fromMs, toMs, ratePercent, visible, signature: createHmac('sha256', key).update(text).digest('base64url') };
    }

    send(beats, more = {}) { return this.trainee.post(`/v1/learning/viewings/${this.viewing.id}/heartbeats`, { beats, ...more }); }
}
