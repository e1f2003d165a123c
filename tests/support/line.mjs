import { createServer, connect } from 'node:net';

/** A line to the server that can be cut: {url, cut(path)} tears the connections whose first request was for that path. */
export async function lineTo(server) {
    const open = new Map();
    const proxy = createServer((near) => {
        const far = connect(server.port, 'localhost');
        near.once('data', (first) => { open.set(near, String(first).split(' ')[1]); });
        for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => {}).on('close', () => { open.delete(near); other.destroy(); }).pipe(other);
    });
    await new Promise((resolve) => { proxy.listen(0, 'localhost', resolve); });
    return {
        url: `http://localhost:${proxy.address().port}`,
        cut(path) { for (const [socket, of] of open) if (of === path) socket.destroy(); },
        close() { proxy.close(); for (const socket of open.keys()) socket.destroy(); },
    };
}
