// Kept connections that send requests made beforehand, one after the other: what a load is when no two requests are alike.
import { connect } from 'node:net';

/** Sends these requests (Buffers) in their order, each after the answer to the one before; told of each answer. A connection that breaks ends it. */
export function sendAlong(port, requests, heard) {
    return new Promise((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', noDelay: true });
        let at = -1;
        let sentAt = 0;
        let got = '';
        let missing = 0; // bytes of the answer's body that are not here yet, once its head is
        const next = () => {
            at += 1;
            if (at === requests.length) { socket.end(); return; }
            got = '';
            missing = -1;
            sentAt = performance.now();
            socket.write(requests[at]);
        };
        socket.on('connect', next);
        socket.on('data', (piece) => {
            got += piece.latin1Slice();
            if (missing < 0) {
                const end = got.indexOf('\r\n\r\n');
                if (end < 0) return;
                missing = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(got)[1]);
            }
            if (got.length < missing) return;
            try { heard(at, performance.now() - sentAt, got); } catch (error) { socket.destroy(); reject(error); return; }
            next();
        });
        socket.on('error', () => resolve(at));
        socket.on('close', () => resolve(at));
    });
}
