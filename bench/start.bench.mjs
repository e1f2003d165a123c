// start: from exec to the first answered request on an existing database, and idle memory. Beside
// it: nginx from exec to its first answer.
import { benchmark, cpuSeconds, memoryOf, percentile, round, sorted, startNginx, startProduct, stopProcess, table } from './support.mjs';

const starts = 15;

async function measure(start) {
    const times = [];
    const cpu = [];
    let memory = 0;
    for (let i = 0; i < starts; ++i) {
        const one = await start();
        times.push(one.startedIn);
        cpu.push(cpuSeconds(one.child.pid) * 1000);
        if (i === starts - 1) {
            await new Promise((r) => setTimeout(r, 3000));
            memory = memoryOf(one.child.pid);
        }
        await stopProcess(one.child);
    }
    const all = sorted(times);
    return { p50: percentile(all, 50), p95: percentile(all, 95), best: all[0], cpu: percentile(sorted(cpu), 50), memory };
}

await benchmark(async () => {
    const filled = await startProduct({ demo: true });
    await stopProcess(filled.child);
    const ours = await measure(() => startProduct({ data: filled.data }));
    const nginx = await measure(startNginx);
    const line = (what, got) => [what, round(got.best, 0), round(got.p50, 0), round(got.p95, 0), round(got.cpu, 0), round(got.memory), round(ours.p50 / got.p50, 2)];
    table(`start: from exec to the first answered request on an existing database, ${starts} starts; memory 3 s after`,
        ['measured', 'best ms', 'p50 ms', 'p95 ms', 'CPU ms', 'idle MiB', 'ours ÷ this'],
        [line('ahimmoyak (goals: < 150 ms, < 50 MiB)', ours), line('  nginx with files only', nginx)]);
});
