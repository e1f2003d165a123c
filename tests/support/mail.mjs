import assert from 'node:assert/strict';
import { SMTPServer } from 'smtp-server';
import { freePort } from './ports.mjs';
import { until } from './until.mjs';

/** A mail server that keeps what it is given. It can be away, and come back at the same port; `refusing` answers a letter's subject with an SMTP code, or nothing. */
export class MailServer {
    constructor() {
        this.letters = [];
        this.refusing = () => undefined;
    }

    async listen() {
        this.port ??= await freePort();
        this.server = new SMTPServer({
            authOptional: true, disabledCommands: ['STARTTLS'],
            onData: (stream, session, done) => {
                const pieces = [];
                stream.on('data', (piece) => pieces.push(piece));
                stream.on('end', () => {
                    const letter = { to: session.envelope.rcptTo.map((each) => each.address).join(), ...parsed(Buffer.concat(pieces).toString('latin1')) };
                    const code = this.refusing(letter);
                    if (code) return done(Object.assign(new Error('not this one'), { responseCode: code }));
                    this.letters.push(letter);
                    done();
                });
            },
        });
        await new Promise((resolve) => { this.server.listen(this.port, '127.0.0.1', resolve); });
        return this;
    }

    close() { return new Promise((resolve) => { this.server.close(() => { resolve(); }); }); }

    get flags() { return ['--smtp-host', '127.0.0.1', '--smtp-port', String(this.port), '--smtp-tls', 'none', '--smtp-from', 'lms@example.kr']; }

    to(address) { return this.letters.filter((each) => each.to === address); }

    /** The letter to an address whose subject says so. */
    arrives(address, subject, options) {
        return until(`“${subject}” reaches ${address}`, () => this.to(address).find((each) => each.subject.includes(subject)), { seconds: 20, ...options });
    }
}

/** {headers, subject, text, html, parts} of a mail as it went over SMTP; throws when its form is wrong. */
export function parsed(raw) {
    for (const line of raw.split('\r\n')) assert.ok(line.length <= 998 && !/[^\x20-\x7e\t]/.test(line), `a line that mail does not carry: ${line.slice(0, 100)}`);
    const { headers, body } = halves(raw);
    const type = headers['content-type'];
    const boundary = /^multipart\/alternative; boundary="([^"]+)"$/.exec(type)?.[1];
    const parts = boundary ? split(body, boundary) : [{ headers, body }];
    const contents = Object.fromEntries(parts.map((part) => {
        assert.equal(part.headers['content-transfer-encoding'], 'base64');
        const [, kind] = /^text\/(plain|html); charset=utf-8$/.exec(part.headers['content-type']) ?? assert.fail(`a part that is ${part.headers['content-type']}`);
        return [kind, Buffer.from(part.body, 'base64').toString('utf8')];
    }));
    return { headers, subject: words(headers.subject), text: contents.plain, html: contents.html, parts: parts.map((each) => each.headers['content-type']) };
}

function halves(text) {
    const end = text.indexOf('\r\n\r\n');
    const lines = text.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
    assert.equal(Object.keys(headers).length, lines.length, 'a header field twice');
    return { headers, body: text.slice(end + 4) };
}

function split(body, boundary) {
    const pieces = `\r\n${body}`.split(`\r\n--${boundary}`);
    assert.equal(pieces.at(-1).trim(), '--', 'the last boundary closes');
    return pieces.slice(1, -1).map((piece) => halves(piece.replace(/^\r\n/, '')));
}

const words = (field) => field.replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, bytes) => Buffer.from(bytes, 'base64').toString('latin1')).replace(/[\s\S]*/, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
