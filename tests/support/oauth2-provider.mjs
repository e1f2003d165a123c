import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { clientId, clientSecret } from './openid-provider.mjs';

/** A plain OAuth 2.0 provider as some are: no id tokens, refusals with a 200, the person inside of `response`. */
export class OAuth2Provider {
    static async start(people) {
        const made = new OAuth2Provider();
        made.people = people;
        made.codes = new Map();
        made.tokens = new Map();
        made.server = createServer((request, response) => { void made.answer(request, response); });
        made.server.listen(0, '127.0.0.1');
        await once(made.server, 'listening');
        made.port = made.server.address().port;
        made.url = `http://127.0.0.1:${made.port}`;
        return made;
    }

    /** Where somebody is sent who says at its page who he is. */
    pass(location, who) {
        const asked = new URL(location).searchParams;
        if (asked.get('client_id') !== clientId || asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256') throw new Error(`asked for ${location}`);
        const code = randomUUID();
        this.codes.set(code, { who, challenge: asked.get('code_challenge'), redirectUri: asked.get('redirect_uri') });
        return `${asked.get('redirect_uri')}?${new URLSearchParams({ code, state: asked.get('state') })}`;
    }

    async answer(request, response) {
        const say = (body) => { response.setHeader('content-type', 'application/json'); response.end(JSON.stringify(body)); };
        if (request.url === '/token') {
            let body = '';
            for await (const piece of request) body += piece;
            const said = Object.fromEntries(new URLSearchParams(body));
            const of = this.codes.get(said.code);
            this.codes.delete(said.code);
            const challenge = createHash('sha256').update(said.code_verifier ?? '').digest('base64url');
            if (!of || said.client_id !== clientId || said.client_secret !== clientSecret || said.redirect_uri !== of.redirectUri || challenge !== of.challenge || !said.state) {
                say({ error: 'invalid_request', error_description: 'no valid data in session' });
                return;
            }
            const token = randomUUID();
            this.tokens.set(token, of.who);
            say({ access_token: token, token_type: 'bearer', expires_in: '3600' });
            return;
        }
        const who = this.tokens.get(request.headers.authorization?.replace('Bearer ', ''));
        if (request.url !== '/me' || !who) response.statusCode = 401;
        say(who ? { resultcode: '00', response: this.people[who] } : { resultcode: '024' });
    }

    async stop() {
        this.server.close();
        this.server.closeAllConnections();
        await once(this.server, 'close');
    }
}
