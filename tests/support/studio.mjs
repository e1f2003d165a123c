import { existsSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import WebSocket from 'ws';
import { run } from './child.mjs';
import { buildFolder } from './folders.mjs';
import { until } from './until.mjs';

export const kinds = { hello: 1, videoSetup: 2, audioSetup: 3, picture: 4, sound: 5, ping: 6, bye: 7 };

/** One frame as src/studio/message.hpp has it. */
export function studioFrame(type, payload, { microseconds = 0, key = false, version = 1 } = {}) {
    const head = Buffer.alloc(12);
    head.writeUInt8(version, 0);
    head.writeUInt8(type, 1);
    head.writeUInt8(key ? 1 : 0, 2);
    head.writeBigUInt64BE(BigInt(microseconds), 4);
    return Buffer.concat([head, payload]);
}

export function helloFrame({ tracks = 3, rate = 30, name = 'test' } = {}) {
    const payload = Buffer.alloc(5 + Buffer.byteLength(name));
    payload.writeUInt8(tracks, 0);
    payload.writeUInt32BE(rate * 1000, 1);
    payload.write(name, 5);
    return studioFrame(kinds.hello, payload);
}

/** Two seconds of H.264 and Opus by ffmpeg, as a browser's encoders would give them: {avcC, pictures, head, sounds}. */
export async function encoded() {
    const folder = buildFolder('test-media');
    const [video, audio] = ['studio.h264', 'studio.ogg'].map((name) => join(folder, name));
    if (!existsSync(audio)) {
        const mine = (path) => `${path}.${process.pid}`;
        await run('ffmpeg', ['-loglevel', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30:duration=2', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=2',
            '-map', '0', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '1', '-profile:v', 'baseline', '-pix_fmt', 'yuv420p', '-g', '30', '-x264-params', 'scenecut=0:aud=1:slices=1', '-f', 'h264', mine(video),
            '-map', '1', '-c:a', 'libopus', '-b:a', '64k', '-frame_duration', '20', '-f', 'ogg', mine(audio)]);
        renameSync(mine(video), video);
        renameSync(mine(audio), audio);
    }
    return { ...pictures(await readFile(video)), ...sounds(await readFile(audio)) };
}

function pictures(bytes) {
    const units = bytes.toString('latin1').split(/\0{2,3}\x01/).filter(Boolean).map((each) => Buffer.from(each, 'latin1'));
    const of = (type) => units.find((unit) => (unit[0] & 31) === type);
    const [sps, pps] = [of(7), of(8)];
    const sized = (unit, bytesOf) => { const size = Buffer.alloc(bytesOf); size.writeUIntBE(unit.length, 0, bytesOf); return Buffer.concat([size, unit]); };
    return {
        avcC: Buffer.concat([Buffer.from([1, sps[1], sps[2], sps[3], 0xff, 0xe1]), sized(sps, 2), Buffer.from([1]), sized(pps, 2)]),
        pictures: units.filter((unit) => [1, 5].includes(unit[0] & 31)).map((unit) => ({ key: (unit[0] & 31) === 5, bytes: sized(unit, 4) })),
    };
}

// Pages of Ogg (RFC 3533): a table of lacing values says how the body splits into packets.
function sounds(bytes) {
    const packets = [];
    let open = [];
    for (let at = 0; at < bytes.length;) {
        const table = bytes.subarray(at + 27, at + 27 + bytes[at + 26]);
        at += 27 + table.length;
        for (const lace of table) {
            open.push(bytes.subarray(at, at + lace));
            at += lace;
            if (lace < 255) { packets.push(Buffer.concat(open)); open = []; }
        }
    }
    return { head: packets[0], sounds: packets.slice(2) };
}

/** A studio page without its picture: asks for a token, connects, and sends what ffmpeg has encoded. */
export class Studio {
    constructor(client, channelId) {
        this.client = client;
        this.channelId = channelId;
        this.told = [];
    }

    token() { return this.client.post(`/v1/live/${this.channelId}/studio-token`); }

    async connect({ token } = {}) {
        const { token: own, studioEndpoint } = token ? { token, studioEndpoint: this.client.server.url.replace('http', 'ws') + '/studio' } : (await this.token()).is(200).body;
        this.used = own;
        this.socket = new WebSocket(studioEndpoint, own, { headers: { origin: this.client.server.url } });
        this.socket.on('message', (text) => this.told.push(JSON.parse(text)));
        this.ended = new Promise((resolve) => {
            this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
            this.socket.on('unexpected-response', (_, answer) => { resolve({ status: answer.statusCode }); this.socket.terminate(); });
            this.socket.on('error', () => {});
        });
        await Promise.race([new Promise((resolve) => { this.socket.on('open', resolve); }), this.ended]);
        return this;
    }

    send(...frames) { for (const each of frames) this.socket.send(each); return this; }
    hears(type) { return until(`is told ${type}`, () => this.told.find((each) => each.type === type), { seconds: 20 }); }

    /** Begins to send in real time, from the first picture. */
    async broadcast() {
        const { avcC, head, pictures: shown, sounds: heard } = await encoded();
        this.send(helloFrame(), studioFrame(kinds.videoSetup, avcC), studioFrame(kinds.audioSetup, head));
        const began = performance.now();
        let [picture, sound] = [0, 0];
        this.timer = setInterval(() => {
            const now = (performance.now() - began) / 1000;
            for (; picture / 30 < now; picture += 1) {
                const { key, bytes } = shown[picture % shown.length];
                this.send(studioFrame(kinds.picture, bytes, { microseconds: Math.round((picture * 1e6) / 30), key }));
            }
            for (; sound / 50 < now; sound += 1) this.send(studioFrame(kinds.sound, heard[sound % 100], { microseconds: sound * 20_000 }));
        }, 20);
        this.ended.then(() => clearInterval(this.timer));
        return this.hears('accepted');
    }

    /** As when the network is gone. */
    tear() { clearInterval(this.timer); this.socket.terminate(); }
    leave() { clearInterval(this.timer); this.send(studioFrame(kinds.bye, Buffer.alloc(0))); return this.ended; }
}
