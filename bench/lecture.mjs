// What the benchmarks of live lectures share: a lecture on air at 1.5 Mbit/s, and the crowd that comes to it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onEnd, root, signIn, stopProcess, temporaryFolder, until } from './support.mjs';

/** What ffmpeg sends again and again without encoding it anew, so that the two cores are left to what is measured. */
function prepared() {
    const file = join(temporaryFolder(), 'lecture.flv');
    execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30:duration=20', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=20',
        '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '30', '-keyint_min', '30', '-sc_threshold', '0', '-b:v', '1400k', '-maxrate', '1400k', '-bufsize', '350k', '-c:a', 'aac', '-b:a', '96k', file]);
    return file;
}

/** A lecture on air, of the demonstration unless an offering is given with somebody's token; with what opens its media. */
export async function startLecture(product, offering, token) {
    const manager = await signIn(product, 'manager1');
    const headers = token ? { authorization: `Bearer ${token}` } : (await signIn(product, 'trainee1')).headers;
    const { items } = await (await fetch(`${product.address}/v1/courses/courseList`, { headers })).json();
    const minutes = (n) => new Date(Date.now() + n * 60_000).toISOString();
    const lecture = await manager.post('/v1/live', { courseProvideId: offering ?? items[0].courseProvideId, title: 'bench', startTime: minutes(1), endTime: minutes(121) });
    const publisher = spawn('ffmpeg', ['-loglevel', 'error', '-re', '-stream_loop', '-1', '-i', prepared(), '-c', 'copy', '-flvflags', 'no_duration_filesize', '-f', 'flv', `${lecture.ingestEndpoint.replace(/\/$/, '')}/${lecture.streamKey}`], { stdio: ['ignore', 'ignore', 'inherit'] });
    onEnd(() => { publisher.kill('SIGCONT'); return stopProcess(publisher); });
    await until(async () => (await manager.get(`/v1/live/${lecture.id}`)).status === 'ON', 60_000);
    const shown = await fetch(`${product.address}/v1/live/${lecture.id}`, { headers });
    const { playbackUrl } = await shown.json();
    const cookie = shown.headers.getSetCookie().map((each) => each.split(';')[0]).find((each) => each.startsWith('playback='));
    const folder = new URL('.', new URL(playbackUrl, product.address)).pathname;
    return { ...lecture, manager, publisher, cookie, folder };
}

/** CPU seconds of a process and none of its children: the server has lessons prepared meanwhile. The scheduler's own count. */
export function ownCpuSeconds(pid) {
    const threads = `/proc/${pid}/task`;
    return readdirSync(threads).reduce((sum, each) => sum + Number(readFileSync(`${threads}/${each}/schedstat`, 'utf8').split(' ')[0]) / 1e9, 0);
}

/**
 * Starts a crowd (bench/crowd) and hands on each line that it prints; a line of JSON is handed on as its value.
 * `until` tells what to wait for: crowd.line('begin').
 */
export class Crowd {
    constructor(...args) {
        this.child = spawn(process.env.BENCH_CROWD ?? join(root, 'build/release/bench_crowd'), args.map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
        onEnd(() => stopProcess(this.child));
        this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
        this.ended = once(this.child, 'exit');
    }

    async line(expected) {
        const { value, done } = await this.lines.next();
        if (done) throw new Error(`the crowd went away before "${expected ?? '{'}": ${(await this.ended)[0]}`);
        if (expected && value !== expected) throw new Error(`the crowd says ${value}, not ${expected}`);
        return value.startsWith('{') ? JSON.parse(value) : value;
    }

    tell(line) { this.child.stdin.write(`${line}\n`); }
    end() { this.child.stdin.end(); return this.ended; }
}
