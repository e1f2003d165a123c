import assert from 'node:assert/strict';
import { parseMedia, parseMultivariant } from './playlist.mjs';
import { until } from './until.mjs';

/** A strict low-latency HLS player without a picture: follows the playlist part by part. */
export class Viewer {
    constructor(client, playbackUrl) {
        this.client = client;
        this.multivariant = new URL(playbackUrl, client.server.url).href;
    }

    /** Of a lecture that `client` may see: asks for it until its broadcast is there, as its page does. */
    static enter(client, { id, playbackUrl }, { seconds = 20, every = 100 } = {}) {
        return until(`lecture ${id} has a playlist`, async () => {
            await client.read(`/v1/live/${id}`);
            return new Viewer(client, playbackUrl).open();
        }, { seconds, every });
    }

    get(address, options) { return this.client.get(new URL(address, this.media ?? this.multivariant).href, options); }

    async open() {
        const answer = (await this.client.get(this.multivariant)).is(200);
        assert.match(answer.headers['content-type'], /mpegurl/i);
        const [variant] = parseMultivariant(answer.text);
        assert.ok(variant, answer.text);
        this.variant = variant;
        this.media = new URL(variant.uri, this.multivariant).href;
        this.playlist = await this.load();
        return this;
    }

    async load(query = {}) {
        const url = new URL(this.media);
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
        return parseMedia((await this.client.get(url.href)).is(200).text);
    }

    /** Status of a reload with these directives. */
    async statusOf(query) {
        const url = new URL(this.media);
        for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
        return (await this.client.get(url.href)).status;
    }

    /** Blocks until the playlist has a part that it did not have. */
    async next() {
        const { msn, part } = this.playlist.newest;
        this.playlist = await this.load({ _HLS_msn: msn, _HLS_part: part + 1 });
        return this.playlist;
    }
}
