/** The frames of the studio's WebSocket; src/studio/message.hpp says what they are. */
export const kinds = { hello: 1, videoSetup: 2, audioSetup: 3, picture: 4, sound: 5, ping: 6, bye: 7 } as const;

const header_bytes = 12;

/** A frame with room for so many bytes, and where they go. */
export function frame(kind: number, size: number, microseconds = 0, key = false): { bytes: Uint8Array<ArrayBuffer>; payload: Uint8Array<ArrayBuffer> } {
    const buffer = new ArrayBuffer(header_bytes + size);
    const view = new DataView(buffer);
    view.setUint8(0, 1);
    view.setUint8(1, kind);
    view.setUint8(2, key ? 1 : 0);
    view.setBigUint64(4, BigInt(Math.max(0, Math.round(microseconds))));
    return { bytes: new Uint8Array(buffer), payload: new Uint8Array(buffer, header_bytes) };
}

export function framed(kind: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
    const made = frame(kind, payload.length);
    made.payload.set(payload);
    return made.bytes;
}

export function hello(rate: number, name: string): Uint8Array<ArrayBuffer> {
    const text = new TextEncoder().encode(name).subarray(0, 128);
    const payload = new Uint8Array(5 + text.length);
    payload[0] = 3; // picture and sound
    new DataView(payload.buffer).setUint32(1, Math.round(rate * 1000));
    payload.set(text, 5);
    return framed(kinds.hello, payload);
}

export function ping(mark: number): Uint8Array<ArrayBuffer> {
    const payload = new Uint8Array(8);
    new DataView(payload.buffer).setBigUint64(0, BigInt(Math.round(mark)));
    return framed(kinds.ping, payload);
}

export type Told =
    | { type: 'accepted'; resumed: boolean; maxBitsPerSecond: number; time: number }
    | { type: 'onAir' }
    | { type: 'behind'; milliseconds: number }
    | { type: 'pong'; mark: number; time: number; lateMilliseconds: number; frames: number; dropped: number; onAir: boolean };

/** Why the server closed, as the page explains it; what is not named here is mended by connecting again. */
export type Ending = 'signedOut' | 'occupied' | 'over' | 'codec' | 'tooFast' | 'refused';

const endings: Record<number, Ending> = { 4400: 'refused', 4401: 'signedOut', 4409: 'occupied', 4410: 'over', 4415: 'codec', 4429: 'tooFast' };

export const endingOf = (code: number): Ending | undefined => endings[code];
