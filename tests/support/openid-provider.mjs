import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { Provider } from 'oidc-provider';

export const clientId = 'ahimmoyak-test';
export const clientSecret = 'a client secret of 40 characters or more!';

async function newKey(kid, alg = 'RS256') {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...await exportJWK(privateKey), kid, alg, use: 'sig' };
}

/**
 * A real OpenID provider (npm oidc-provider) on a loopback port. Its pages ask who one is and whether one
 * consents; `tamper`, when set, changes what its token endpoint says, and `disturb` answers in its place.
 */
export class OpenIdProvider {
    static async start({ redirectUri, people, host = '127.0.0.1' }) {
        const made = new OpenIdProvider(people, redirectUri);
        await made.listen(0, host);
        await made.rotate();
        return made;
    }

    constructor(people, redirectUri) {
        this.people = people;
        this.redirectUri = redirectUri;
        this.asked = [];
        this.keys = 0;
    }

    async listen(port, host) {
        this.host = host;
        this.server = createServer((request, response) => { void this.answer(request, response); });
        this.server.listen(port, '127.0.0.1');
        await once(this.server, 'listening');
        this.port = this.server.address().port;
        this.issuer = `http://${host}:${this.port}`;
    }

    async answer(request, response) {
        this.asked.push(`${request.method} ${request.url.split('?')[0]}`);
        if (await this.disturb?.(request, response)) return;
        if (request.url.startsWith('/interaction/')) await this.interact(request, response);
        else this.callback(request, response);
    }

    /** New keys in place of the old ones, as providers change them now and then. */
    async rotate() {
        this.keys += 1;
        this.key = await newKey(`key-${this.keys}`);
        const provider = new Provider(this.issuer, {
            clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [this.redirectUri] }],
            jwks: { keys: [this.key] },
            pkce: { required: () => true },
            claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
            cookies: { keys: ['only for tests'] },
            ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
            features: { devInteractions: { enabled: false } },
            interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
            findAccount: (context, sub) => ({ accountId: sub, claims: () => ({ sub, ...this.people[sub] }) }),
            loadExistingGrant: async (context) => {
                const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
                grant.addOIDCScope('openid email profile');
                await grant.save();
                return grant;
            },
        });
        provider.use(async (context, next) => {
            await next();
            if (context.path === '/token' && context.body?.id_token && this.tamper) context.body = await this.tamper(context.body);
        });
        this.provider = provider;
        this.callback = provider.callback();
    }

    /** The page that asks. Who has no name refuses. */
    async interact(request, response) {
        if (request.method === 'GET') {
            const names = Object.keys(this.people).map((each) => `<button name="who" value="${each}">${each}</button>`).join(' ');
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.end(`<!doctype html><html lang="en"><title>Who are you?</title><link rel="icon" href="data:,"><form method="post">${names} <button name="who" value="">Refuse</button></form></html>`);
            return;
        }
        let body = '';
        for await (const piece of request) body += piece;
        const who = new URLSearchParams(body).get('who');
        const result = who ? { login: { accountId: who, remember: false } } : { error: 'access_denied', error_description: 'refused' };
        await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }

    /** Another id token of the same kind, with other claims, header or key; undefined claims are left out. */
    resign(changes = {}, { key = this.key, header = {} } = {}) {
        return async (tokens) => {
            const claims = Object.fromEntries(Object.entries({ ...decodeJwt(tokens.id_token), ...changes }).filter(([, value]) => value !== undefined));
            const { importJWK } = await import('jose');
            const signed = await new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(await importJWK(key, key.alg));
            return { ...tokens, id_token: signed };
        };
    }

    unsigned() { return (tokens) => ({ ...tokens, id_token: new UnsecuredJWT(decodeJwt(tokens.id_token)).encode() }); }

    foreign(kid = this.key.kid) { return async (tokens) => this.resign({}, { key: await newKey(kid) })(tokens); }

    /** Out of reach, as when its machine is off. */
    async away() {
        this.server.close();
        this.server.closeAllConnections();
        await once(this.server, 'close');
    }

    async back() { await this.listen(this.port, this.host); }

    async stop() { if (this.server.listening) await this.away(); }
}

/** What a browser does at the provider: follows it about, says who one is, and gives where it sends one in the end. */
export async function throughOpenId(provider, location, who) {
    const jar = new Map();
    let form;
    for (let steps = 0; steps < 10; steps += 1) {
        const address = new URL(location);
        if (address.port !== String(provider.port)) return location;
        const answer = await fetch(address, {
            redirect: 'manual', ...(form && { method: 'POST', body: new URLSearchParams(form) }),
            headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        });
        for (const line of answer.headers.getSetCookie()) {
            const [pair] = line.split(';');
            jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
        }
        form = undefined;
        if (answer.status >= 300 && answer.status < 400) location = new URL(answer.headers.get('location'), address).href;
        else if (answer.status === 200 && address.pathname.startsWith('/interaction/')) form = { who };
        else throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    }
    throw new Error('the provider sends one about without end');
}
