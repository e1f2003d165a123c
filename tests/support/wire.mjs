import { connect } from 'node:net';

/**
 * Sends bytes as they stand and reads all answers until the server closes, is silent for a moment, or has
 * answered `answers` times. Gives {answers: [{status, headers, body}], closed}: more answers than requests
 * means that somebody could smuggle one.
 */
export function wire(server, bytes, { answers = Infinity, milliseconds = 400, from } = {}) {
    return new Promise((resolve, reject) => {
        const socket = connect({ port: server.port, host: '127.0.0.1', ...(from && { localAddress: from }) });
        let got = Buffer.alloc(0);
        let quiet;
        const done = (closed) => {
            clearTimeout(quiet);
            socket.destroy();
            resolve({ answers: parse(got), closed });
        };
        const wait = (time) => {
            clearTimeout(quiet);
            quiet = setTimeout(() => { done(false); }, time);
        };
        socket.once('connect', () => {
            socket.write(bytes);
            wait(5000);
        });
        socket.on('data', (piece) => {
            got = Buffer.concat([got, piece]);
            if (parse(got).length >= answers) done(false);
            else wait(milliseconds);
        });
        socket.once('end', () => { done(true); });
        socket.once('error', (error) => { if (error.code === 'ECONNRESET' || error.code === 'EPIPE') done(true); else reject(error); });
    });
}

function parse(bytes) {
    const answers = [];
    for (let rest = bytes; rest.length > 0;) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) break;
        const [first, ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
        const status = Number(first.split(' ')[1]);
        const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
        const length = status === 204 || status === 304 || status < 200 ? 0 : Number(headers['content-length'] ?? 0);
        const body = rest.subarray(end + 4, end + 4 + length);
        if (body.length < length) break;
        if (status >= 200) answers.push({ status, headers, text: body.toString(), body: /json/.test(headers['content-type'] ?? '') && length > 0 ? JSON.parse(body) : undefined });
        rest = rest.subarray(end + 4 + length);
    }
    return answers;
}
