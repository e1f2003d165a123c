import { connect as connectPlain } from 'node:net';
import { until } from './until.mjs';

/** Values of AMF0: numbers, booleans, texts, null, arrays and objects. */
export function amf(...values) {
    return Buffer.concat(values.map(amfValue));
}

function amfText(text) {
    const bytes = Buffer.from(text);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(bytes.length);
    return Buffer.concat([size, bytes]);
}

function amfValue(value) {
    if (value === null) return Buffer.from([5]);
    if (typeof value === 'number') { const bytes = Buffer.alloc(9); bytes.writeDoubleBE(value, 1); return bytes; }
    if (typeof value === 'boolean') return Buffer.from([1, value ? 1 : 0]);
    if (typeof value === 'string') return Buffer.concat([Buffer.from([2]), amfText(value)]);
    if (Array.isArray(value)) {
        const head = Buffer.alloc(5);
        head[0] = 10;
        head.writeUInt32BE(value.length, 1);
        return Buffer.concat([head, ...value.map(amfValue)]);
    }
    return Buffer.concat([Buffer.from([3]), ...Object.entries(value).flatMap(([name, each]) => [amfText(name), amfValue(each)]), Buffer.from([0, 0, 9])]);
}

/** All values of a message. */
export function readAmf(bytes) {
    let at = 0;
    const text = (size) => { const found = bytes.toString('utf8', at, at + size); at += size; return found; };
    const members = () => {
        const found = {};
        for (;;) {
            const size = bytes.readUInt16BE(at);
            at += 2;
            if (size === 0) { at += 1; return found; }
            const name = text(size);
            found[name] = one();
        }
    };
    const one = () => {
        const marker = bytes[at++];
        if (marker === 0) { at += 8; return bytes.readDoubleBE(at - 8); }
        if (marker === 1) return bytes[at++] !== 0;
        if (marker === 2) { at += 2; return text(bytes.readUInt16BE(at - 2)); }
        if (marker === 3) return members();
        if (marker === 8) { at += 4; return members(); }
        if (marker === 10) { at += 4; return Array.from({ length: bytes.readUInt32BE(at - 4) }, one); }
        return null;
    };
    const found = [];
    while (at < bytes.length) found.push(one());
    return found;
}

const types = { chunkSize: 1, audio: 8, video: 9, data: 18, command: 20 };

/** A publisher made by hand: every byte of it can be another than an encoder's. */
export class RtmpPublisher {
    constructor({ chunkSize = 4096 } = {}) {
        this.chunkSize = 128;
        this.wishedChunkSize = chunkSize;
        /** What the server said: {name, values}. */
        this.told = [];
        this.incoming = Buffer.alloc(0);
        this.theirChunkSize = 128;
        this.theirHeads = new Map();
    }

    /** Shakes hands; `connect` makes the socket (TLS, another address). */
    async open(server, { connect = () => connectPlain(server.rtmpPort, '127.0.0.1') } = {}) {
        this.socket = connect();
        this.socket.on('error', () => {});
        this.closed = new Promise((resolve) => { this.socket.once('close', resolve); });
        this.handshake = 1 + 1536 * 2;
        this.socket.on('data', (bytes) => { this.take(bytes); });
        this.socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(1536)]));
        await until('the handshake is answered', () => this.handshake === 0);
        this.socket.write(Buffer.alloc(1536));
        return this;
    }

    /** Connects and asks to publish; gives the answer, {level, code, description}. */
    async publish(key, { connect = {}, metadata } = {}) {
        if (this.wishedChunkSize !== 128) {
            const size = Buffer.alloc(4);
            size.writeUInt32BE(this.wishedChunkSize);
            this.send(types.chunkSize, 0, size, 2);
            this.chunkSize = this.wishedChunkSize;
        }
        this.command('connect', 1, { app: 'app', flashVer: 'hand-made', tcUrl: 'rtmp://127.0.0.1/app', ...connect });
        this.command('releaseStream', 2, null, key);
        this.command('createStream', 3, null);
        this.command('publish', 4, null, key, 'live');
        const { values } = await until('it may publish or not', () => this.told.find((each) => each.name === 'onStatus'));
        const answer = values.at(-1);
        if (answer.level === 'status' && metadata) this.send(types.data, 0, amf('@setDataFrame', 'onMetaData', metadata), 4);
        return answer;
    }

    get connected() { return this.told.find((each) => each.name === '_result' && each.values[1] === 1); }

    command(...values) { this.send(types.command, 0, amf(...values), 3); }
    video(time, payload) { this.send(types.video, time, payload, 6); }
    audio(time, payload) { this.send(types.audio, time, payload, 4); }

    /** One message with whole headers, its timestamp extended where it does not fit 24 bits. */
    send(type, time, payload, chunkStream) {
        const stamp = time >>> 0;
        const extended = stamp >= 0xffffff;
        const head = Buffer.alloc(extended ? 16 : 12);
        head[0] = chunkStream;
        head.writeUIntBE(extended ? 0xffffff : stamp, 1, 3);
        head.writeUIntBE(payload.length, 4, 3);
        head[7] = type;
        head.writeUInt32LE(type === types.command || type === types.chunkSize ? 0 : 1, 8);
        if (extended) head.writeUInt32BE(stamp, 12);
        const pieces = [head, payload.subarray(0, this.chunkSize)];
        for (let at = this.chunkSize; at < payload.length; at += this.chunkSize) {
            pieces.push(Buffer.from([0xc0 | chunkStream]));
            if (extended) pieces.push(head.subarray(12));
            pieces.push(payload.subarray(at, at + this.chunkSize));
        }
        this.socket.write(Buffer.concat(pieces));
    }

    take(bytes) {
        this.incoming = Buffer.concat([this.incoming, bytes]);
        if (this.handshake > 0) {
            if (this.incoming.length < this.handshake) return;
            this.incoming = this.incoming.subarray(this.handshake);
            this.handshake = 0;
        }
        while (this.takeChunk());
    }

    // Messages of the server are short: each is one chunk, or several of one stream that nothing interrupts.
    takeChunk() {
        const { incoming } = this;
        if (incoming.length < 1) return false;
        const [format, stream] = [incoming[0] >> 6, incoming[0] & 63];
        const headBytes = [11, 7, 3, 0][format];
        if (incoming.length < 1 + headBytes) return false;
        const head = this.theirHeads.get(stream) ?? { length: 0, type: 0, got: Buffer.alloc(0) };
        if (format < 2) Object.assign(head, { length: incoming.readUIntBE(4, 3), type: incoming[7] });
        const size = Math.min(this.theirChunkSize, head.length - head.got.length);
        if (incoming.length < 1 + headBytes + size) return false;
        head.got = Buffer.concat([head.got, incoming.subarray(1 + headBytes, 1 + headBytes + size)]);
        this.theirHeads.set(stream, head);
        this.incoming = incoming.subarray(1 + headBytes + size);
        if (head.got.length < head.length) return true;
        if (head.type === types.chunkSize) this.theirChunkSize = head.got.readUInt32BE(0);
        if (head.type === types.command) { const values = readAmf(head.got); this.told.push({ name: values[0], values }); }
        head.got = Buffer.alloc(0);
        return true;
    }

    /** As when the network is gone. */
    tear() { this.socket.destroy(); return this.closed; }
    /** Says good-bye. */
    leave() {
        this.command('FCUnpublish', 5, null, 'x');
        this.command('deleteStream', 6, null, 1);
        this.socket.end();
        return this.closed;
    }
}
