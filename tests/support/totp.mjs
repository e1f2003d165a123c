import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** The code that an authenticator shows (RFC 6238) for a secret as it is typed in. */
export function totp(secret, { steps = 0, now = Date.now() } = {}) {
    const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + steps));
    const digest = createHmac('sha1', key).update(counter).digest();
    const offset = digest[19] & 0xf;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Waits until a step has so much time left that what follows falls into it. */
export async function steadyStep(seconds = 5) {
    const left = 30_000 - Date.now() % 30_000;
    if (left < seconds * 1000) await pause(left + 50);
}
