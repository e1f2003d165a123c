import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from './until.mjs';

const alive = new Set();
process.on('exit', () => {
    for (const each of alive) each.process.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** A program that we start and stop; it never outlives this process. */
export class Child {
    constructor(command, args, options = {}) {
        this.name = command.split('/').at(-1);
        this.out = '';
        this.err = '';
        this.process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
        this.process.stdout?.setEncoding('utf8').on('data', (text) => { this.out += text; });
        this.process.stderr?.setEncoding('utf8').on('data', (text) => { this.err += text; });
        alive.add(this);
        /** {code, signal} of the end. */
        this.ended = new Promise((resolve, reject) => {
            this.process.once('error', (error) => { alive.delete(this); reject(error); });
            this.process.once('close', (code, signal) => { alive.delete(this); this.how = signal ?? code; resolve({ code, signal }); });
        });
        this.ended.catch(() => {});
    }

    get pid() { return this.process.pid; }
    get running() { return alive.has(this); }

    signal(name) { if (this.running) this.process.kill(name); }

    /** Asks it to end and waits for that. */
    async stop(signal = 'SIGTERM', seconds = 20) {
        this.signal(signal);
        try {
            return await within(seconds, `${this.name} ends after ${signal}`, this.ended);
        } catch (error) {
            this.signal('SIGKILL');
            throw error;
        }
    }

    async kill() {
        this.signal('SIGKILL');
        return this.ended;
    }
}

/** Runs a program to its end; throws with its words when it fails. */
export async function run(command, args, options = {}) {
    const child = new Child(command, args, options);
    const { code, signal } = await child.ended;
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${signal ?? code}\n${child.err}${child.out}`);
    return child.out;
}

export { once };
