import { createHmac } from 'node:crypto';

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
