import assert from 'node:assert/strict';
import { Contract } from './contract.mjs';
import { ask } from './http.mjs';

const contracts = new Map();

/** The contract is read once for each start of a server. */
export function contractOf(server) {
    let known = contracts.get(server.url);
    if (!known) {
        known = Contract.of(server.url);
        contracts.set(server.url, known);
    }
    return known;
}

let visitors = 0;
/** Everybody comes from an address of his own, as people do. */
function nextAddress() {
    visitors += 1;
    return `127.${1 + Math.floor(visitors / 60_000)}.${Math.floor(visitors / 250) % 240}.${1 + (visitors % 250)}`;
}

/** What came back. `body` is the parsed JSON, if it is JSON. */
class Answer {
    constructor(asked, { status, headers, bytes }) {
        this.asked = asked;
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        if (/^application\/(problem\+)?json\b/.test(headers['content-type'] ?? '') && bytes.length > 0) this.body = JSON.parse(bytes);
    }
    get text() { return this.bytes.toString('utf8'); }
    get etag() { return this.headers.etag; }
    is(status) {
        assert.equal(this.status, status, `${this.asked} answered ${this.status}: ${this.text.slice(0, 600)}`);
        return this;
    }
}

/**
 * Somebody in front of the server: keeps cookies, says where he comes from and which language he
 * reads, and holds every answer against /openapi.json.
 */
export class Client {
    constructor(server, { language = 'en', address = nextAddress() } = {}) {
        this.server = server;
        this.language = language;
        this.address = address;
        this.cookies = [];
    }

    /** {Cookie: …} for a path, or nothing. */
    cookieHeader(path) {
        const fitting = this.cookies.filter((each) => path === each.path || path.startsWith(each.path.endsWith('/') ? each.path : `${each.path}/`));
        return fitting.length > 0 ? { cookie: fitting.map(({ name, value }) => `${name}=${value}`).join('; ') } : {};
    }

    cookie(name) { return this.cookies.find((each) => each.name === name); }

    keep(setCookies = []) {
        for (const line of setCookies) {
            const [pair, ...attributes] = line.split(';').map((each) => each.trim());
            const name = pair.slice(0, pair.indexOf('='));
            const value = pair.slice(pair.indexOf('=') + 1);
            const said = Object.fromEntries(attributes.map((each) => {
                const at = each.indexOf('=');
                return at < 0 ? [each.toLowerCase(), true] : [each.slice(0, at).toLowerCase(), each.slice(at + 1)];
            }));
            const path = said.path ?? '/';
            this.cookies = this.cookies.filter((each) => each.name !== name || each.path !== path);
            if (said['max-age'] !== '0' && value !== '') this.cookies.push({ name, value, path, said });
        }
    }

    async request(method, path, { body, headers = {}, raw, seconds, checked = true } = {}) {
        const url = new URL(path, this.server.url).href;
        const answer = await ask(url, {
            method, from: this.address, seconds,
            body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
            headers: {
                'accept-language': this.language,
                ...this.cookieHeader(new URL(url).pathname),
                ...(method !== 'GET' && method !== 'HEAD' && { origin: this.server.url }),
                ...(body !== undefined && { 'content-type': 'application/json' }),
                ...headers,
            },
        });
        this.keep(answer.headers['set-cookie']);
        if (checked && method !== 'HEAD') (await contractOf(this.server)).check(method, url, answer);
        return new Answer(`${method} ${path}`, answer);
    }

    get(path, options) { return this.request('GET', path, options); }
    post(path, body, options) { return this.request('POST', path, { body, ...options }); }
    put(path, body, options) { return this.request('PUT', path, { body, ...options }); }
    delete(path, options) { return this.request('DELETE', path, options); }

    /** Like get, but gives the body of a 200. */
    async read(path) { return (await this.get(path)).is(200).body; }

    async signIn(login, password) {
        const answer = (await this.post('/auth/v1/signin', { login, password })).is(200);
        this.account = answer.body;
        return this;
    }

    /** Takes the account's new role into the cookies after it changed. */
    async refresh() {
        this.account = (await this.post('/auth/refresh')).is(200).body;
        return this;
    }
}
