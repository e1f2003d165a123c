/**
 * Keeps the delay small on a network that is too slow: drops pictures from one until the next key frame, never
 * single ones, which would leave the decoder with damage. Sound is small and always goes.
 */
export class GopGate {
    dropped = 0;
    private closed = true;

    /** `most` bytes may wait in the socket: about what is sent in 700 ms. */
    constructor(private most: number) {}

    set limit(bytes: number) { this.most = bytes; }

    /** The next picture to go is a key frame, as after a new connection. */
    shut(): void { this.closed = true; }

    /** Whether the picture may go. */
    admit(key: boolean, waiting: number): boolean {
        if (!this.closed && waiting > this.most) this.closed = true;
        if (this.closed && key && waiting < this.most / 4) this.closed = false;
        if (this.closed) this.dropped += 1;
        return !this.closed;
    }

    /** There is room again: a key frame now ends the gap sooner than the next regular one. */
    wantsKey(waiting: number): boolean { return this.closed && waiting < this.most / 4; }
}
