import WebSocket from 'ws';
import { until, within } from './until.mjs';

/** What an open page hears over /events. */
export class PageEvents {
    constructor(client, query = {}, { origin = client.server.url } = {}) {
        const url = new URL('/events', client.server.url.replace(/^http/, 'ws'));
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
        this.frames = [];
        this.socket = new WebSocket(url, { headers: { ...client.cookieHeader('/events'), origin }, localAddress: client.address });
        this.socket.on('message', (text) => this.frames.push(JSON.parse(text)));
        this.opened = within(10, '/events opens', new Promise((resolve, reject) => {
            this.socket.once('open', resolve);
            this.socket.once('unexpected-response', (_, answer) => { reject(Object.assign(new Error(`/events answered ${answer.statusCode}`), { status: answer.statusCode })); });
            this.socket.once('error', reject);
        }));
        this.closed = new Promise((resolve) => { this.socket.once('close', resolve); });
        this.opened.catch(() => {});
    }

    hears(type, matches = () => true, options) {
        return until(`an event ${type}`, () => this.frames.find((each) => each.type === type && matches(each.data)), options);
    }
    close() { this.socket.close(); }
}
