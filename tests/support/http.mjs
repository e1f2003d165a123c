import { Agent, request } from 'node:http';

const agents = new Map();

/** One pool of kept connections for each address that we come from. */
function agentOf(localAddress) {
    let agent = agents.get(localAddress);
    if (!agent) {
        agent = new Agent({ keepAlive: true, maxSockets: 256, ...(localAddress && { localAddress }) });
        agents.set(localAddress, agent);
    }
    return agent;
}

/**
 * One HTTP request, written as it stands: no cookies, no redirects, no decoding.
 * Gives {status, headers, bytes}. `from` is the loopback address to come from.
 */
export function ask(url, { method = 'GET', headers = {}, body, from, signal, seconds = 60 } = {}, again = true) {
    return new Promise((resolve, reject) => {
        const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body);
        const out = request(url, {
            method, agent: agentOf(from), signal,
            headers: { ...headers, ...(bytes && { 'content-length': bytes.length }) },
        });
        out.setTimeout(seconds * 1000, () => { out.destroy(new Error(`${method} ${url}: no answer in ${seconds} s`)); });
        out.once('error', (error) => {
            // A kept connection that the server closed at this moment was not a request to it.
            if (again && out.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) resolve(ask(url, { method, headers, body, from, signal, seconds }, false));
            else reject(error);
        });
        out.once('response', (answer) => {
            const pieces = [];
            answer.on('data', (piece) => pieces.push(piece));
            answer.once('error', reject);
            answer.once('end', () => { resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(pieces) }); });
        });
        out.end(bytes);
    });
}
