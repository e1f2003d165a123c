import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from './child.mjs';
import { root, temporaryFolder } from './folders.mjs';
import { ask } from './http.mjs';
import { freePort } from './ports.mjs';
import { newPostgresDatabase } from './postgres.mjs';
import { until } from './until.mjs';

export const preset = process.env.AHIMMOYAK_TEST_PRESET ?? 'release';
export const binary = process.env.AHIMMOYAK_TEST_BINARY ?? join(root, 'build', preset, 'ahimmoyak');

/** Sanitizers make everything slower; times that are asserted are multiplied by this. */
export const slowness = /asan|tsan/.test(preset) ? 8 : preset === 'debug' ? 4 : 1;

/** One running ahimmoyak with a data folder of its own. */
export class Server {
    constructor({ kind, data, database, dispose }) {
        this.kind = kind;
        this.data = data;
        this.database = database;
        this.dispose = dispose;
        this.log = '';
    }

    get url() { return `http://127.0.0.1:${this.port}`; }
    get rtmp() { return `rtmp://127.0.0.1:${this.rtmpPort}`; }
    get pid() { return this.child.pid; }

    /** Starts (or starts again, on the same data) and waits for readiness. */
    async start({ samePorts = false, flags = [], env = {} } = {}) {
        if (!samePorts || !this.port) {
            this.port = await freePort();
            this.rtmpPort = await freePort();
        }
        // A second factor is its own test's affair; all others have administrators who go straight to work.
        const setting = '--accounts-administrator-second-factor';
        const factor = flags.includes(setting) ? [] : [setting, 'optional'];
        const args = ['serve', '--port', String(this.port), '--rtmp-port', String(this.rtmpPort), '--data', this.data,
            ...(this.database ? ['--database', this.database] : []), ...factor, ...flags];
        const started = performance.now();
        this.child = new Child(binary, args, { env: { ...process.env, ...env } });
        this.child.process.stderr.on('data', (text) => { this.log += text; });
        this.child.process.stdout.on('data', (text) => { this.log += text; });
        await until(`the server answers on ${this.url}`, async () => {
            if (!this.child.running) throw Object.assign(new Error(`it ended with ${this.child.how}: ${this.child.err}${this.child.out}`), { final: true });
            return (await ask(`${this.url}/readyz`)).status === 200;
        }, { seconds: 10 * slowness, every: 5 });
        this.startMilliseconds = performance.now() - started;
        return this;
    }

    stop(signal = 'SIGTERM', seconds = 20 * slowness) { return this.child.stop(signal, seconds); }
    kill() { return this.child.kill(); }

    /** Stops it for good; throws when it did not end well. */
    async end() {
        const { code, signal } = await this.stop();
        await this.dispose?.();
        if (code !== 0) throw new Error(`the server ended with ${signal ?? code}:\n${this.log.slice(-8000)}`);
    }
}

export async function prepareServer(kind = 'sqlite', options = {}) {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: ./ahim build --preset ${preset}`);
    const data = options.data ?? temporaryFolder(`data-${kind}`);
    if (kind === 'sqlite') return new Server({ kind, data });
    const database = await newPostgresDatabase();
    return new Server({ kind, data, database: database.url, dispose: database.drop });
}

export async function startServer(kind = 'sqlite', options = {}) {
    return (await prepareServer(kind, options)).start(options);
}
